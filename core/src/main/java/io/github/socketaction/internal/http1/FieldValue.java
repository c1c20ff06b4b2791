package io.github.socketaction.internal.http1;

import io.github.socketaction.internal.buffer.ReceiveBuffer;

/** Walks over the members of a comma-separated field value (RFC 9110, section 5.6.1), in place. */
final class FieldValue {

    private final ReceiveBuffer in;
    private int next;
    private int end;
    private int memberStart;
    private int memberEnd;

    FieldValue(ReceiveBuffer in) {
        this.in = in;
    }

    /** Starts over the value in a range. */
    void begin(int from, int to) {
        next = from;
        end = to;
    }

    /** Goes to the next member, which may be empty; false if there is none. A value without a comma has one member. */
    boolean nextMember() {
        if (next > end) {
            return false;
        }
        int comma = in.indexOf((byte) ',', next, end);
        memberStart = next;
        memberEnd = comma < 0 ? end : comma;
        next = memberEnd + 1;
        while (memberStart < memberEnd && isBlank(in.get(memberStart))) {
            memberStart++;
        }
        while (memberStart < memberEnd && isBlank(in.get(memberEnd - 1))) {
            memberEnd--;
        }
        return true;
    }

    /** Whether this member is empty. */
    boolean isEmpty() {
        return memberStart == memberEnd;
    }

    /** Whether this member is a word, without regard to case. */
    boolean is(byte[] lowerCaseWord) {
        return matches(in, memberStart, memberEnd, lowerCaseWord);
    }

    /** This member as a decimal number, or -1 if it is none that fits. */
    long number() {
        if (isEmpty()) {
            return -1;
        }
        long number = 0;
        for (int i = memberStart; i < memberEnd; i++) {
            int digit = in.get(i) - '0';
            if (digit < 0 || digit > 9 || number > (Long.MAX_VALUE - digit) / 10) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    /** Whether a range holds a word, without regard to the case of ASCII letters. */
    static boolean matches(ReceiveBuffer in, int from, int to, byte[] lowerCaseWord) {
        if (to - from != lowerCaseWord.length) {
            return false;
        }
        for (int i = 0; i < lowerCaseWord.length; i++) {
            if (lowerCase(in.get(from + i)) != lowerCaseWord[i]) {
                return false;
            }
        }
        return true;
    }

    static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    private static int lowerCase(byte b) {
        return b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b;
    }
}
