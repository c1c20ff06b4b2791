package io.github.socketaction.internal.http;

import org.jspecify.annotations.Nullable;

/** The text forms of an IPv6 address: any of RFC 4291, section 2.2, is read; the one of RFC 5952 is written. */
final class Ipv6 {

    private static final int GROUPS = 8;

    private Ipv6() {}

    /** The address in its normal form, or null if the text is no address. */
    static @Nullable String normalize(String text) {
        int[] groups = parse(text);
        return groups == null ? null : format(groups);
    }

    /** The eight groups, or null if the text is no address. */
    static int @Nullable [] parse(String text) {
        int gap = text.indexOf("::");
        int[] groups = new int[GROUPS];
        if (gap < 0) {
            return parseGroups(text, groups) == GROUPS ? groups : null;
        }
        int[] tail = new int[GROUPS];
        int before = parseGroups(text.substring(0, gap), groups);
        int after = parseGroups(text.substring(gap + 2), tail);
        boolean quadBeforeGap = text.lastIndexOf('.', gap) >= 0;
        if (before < 0 || after < 0 || before + after >= GROUPS || quadBeforeGap) {
            return null;
        }
        System.arraycopy(tail, 0, groups, GROUPS - after, after);
        return groups;
    }

    /** How many groups the text has, or -1 if it is wrong; the last two may be written as an IPv4 address. */
    private static int parseGroups(String text, int[] groups) {
        if (text.isEmpty()) {
            return 0;
        }
        String[] parts = text.split(":", GROUPS + 1);
        int count = 0;
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i];
            boolean last = i == parts.length - 1;
            if (last && count <= GROUPS - 2 && part.indexOf('.') > 0 && Ipv4.isDottedQuad(part)) {
                long address = Ipv4.parse(part);
                groups[count++] = (int) (address >> 16);
                groups[count++] = (int) (address & 0xffff);
            } else if (count < GROUPS && isGroup(part)) {
                groups[count++] = Integer.parseInt(part, 16);
            } else {
                return -1;
            }
        }
        return count;
    }

    private static boolean isGroup(String part) {
        return !part.isEmpty()
                && part.length() <= 4
                && part.chars().allMatch(c -> c < 0x80 && Character.digit(c, 16) >= 0);
    }

    private static String format(int[] groups) {
        int gap = longestZeros(groups);
        int gapEnd = gap < 0 ? -1 : zerosEnd(groups, gap);
        boolean mapped = gap == 0 && gapEnd == 5 && groups[5] == 0xffff;
        int hexGroups = mapped ? 6 : GROUPS;
        StringBuilder text = new StringBuilder(39);
        for (int i = 0; i < hexGroups; i++) {
            if (i == gap) {
                text.append("::");
                i = gapEnd - 1;
            } else {
                text.append(Integer.toHexString(groups[i])).append(i + 1 < hexGroups && i + 1 != gap ? ":" : "");
            }
        }
        if (mapped) {
            text.append(':').append(groups[6] >> 8).append('.').append(groups[6] & 0xff);
            text.append('.').append(groups[7] >> 8).append('.').append(groups[7] & 0xff);
        }
        return text.toString();
    }

    /** Where the longest run of two or more zero groups begins (the first of equals), or -1. */
    private static int longestZeros(int[] groups) {
        int best = -1;
        int bestLength = 1;
        for (int i = 0; i < GROUPS; i++) {
            int length = zerosEnd(groups, i) - i;
            if (length > bestLength) {
                best = i;
                bestLength = length;
            }
        }
        return best;
    }

    private static int zerosEnd(int[] groups, int from) {
        int end = from;
        while (end < GROUPS && groups[end] == 0) {
            end++;
        }
        return end;
    }
}
