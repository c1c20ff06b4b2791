package io.github.socketaction.internal.http1;

/** Walks over the members of a comma-separated field value (RFC 9110, section 5.6.1), in place. */
final class FieldValue {

    private byte[] line = {};
    private int next;
    private int end;
    private int memberStart;
    private int memberEnd;

    /** Starts over the value in a range of a line, which must stay as it is meanwhile. */
    void begin(byte[] newLine, int from, int to) {
        line = newLine;
        next = from;
        end = to;
    }

    /** Goes to the next member, which may be empty; false if there is none. A value without a comma has one member. */
    boolean nextMember() {
        if (next > end) {
            return false;
        }
        int comma = indexOf(',', line, next, end);
        memberStart = next;
        memberEnd = comma < 0 ? end : comma;
        next = memberEnd + 1;
        while (memberStart < memberEnd && isBlank(line[memberStart])) {
            memberStart++;
        }
        while (memberStart < memberEnd && isBlank(line[memberEnd - 1])) {
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
        return matches(line, memberStart, memberEnd, lowerCaseWord);
    }

    /** This member as a decimal number, or -1 if it is none that fits. */
    long number() {
        if (isEmpty()) {
            return -1;
        }
        long number = 0;
        for (int i = memberStart; i < memberEnd; i++) {
            int digit = line[i] - '0';
            if (digit < 0 || digit > 9 || number > (Long.MAX_VALUE - digit) / 10) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    /** Whether a range holds a word, without regard to the case of ASCII letters. */
    static boolean matches(byte[] line, int from, int to, byte[] lowerCaseWord) {
        if (to - from != lowerCaseWord.length) {
            return false;
        }
        for (int i = 0; i < lowerCaseWord.length; i++) {
            if (lowerCase(line[from + i]) != lowerCaseWord[i]) {
                return false;
            }
        }
        return true;
    }

    /** The index of the first byte of a value in a range, or -1. */
    static int indexOf(char wanted, byte[] line, int from, int to) {
        for (int at = from; at < to; at++) {
            if (line[at] == wanted) {
                return at;
            }
        }
        return -1;
    }

    static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    private static int lowerCase(byte b) {
        return b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b;
    }
}
