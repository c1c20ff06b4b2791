package io.github.socketaction.cli;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/** What the demo transfers: bodies whose every byte follows from the path that they are asked for with. */
final class DemoBody {

    /** The longest body, in bytes. */
    static final int MAX_SIZE = 200 * 1024;

    /** Bodies start at this many places of the pattern, so that a body that goes to the wrong transfer is noticed. */
    private static final int STARTS = 65_536;

    private static final byte[] PATTERN = pattern();

    private DemoBody() {}

    /** The path of a body: its number, its size, and whether its length is announced or it comes in chunks. */
    static String path(int number) {
        return "/" + number + "/" + size(number) + (number % 2 == 0 ? "/sized" : "/chunked");
    }

    /** The size of a body: the extremes first, then anything between them. */
    static int size(int number) {
        return switch (number) {
            case 0, 1 -> 0;
            case 2, 3 -> MAX_SIZE;
            case 4, 5 -> 1;
            default -> mix(number) % (MAX_SIZE + 1);
        };
    }

    /** The bytes of a body, read-only. */
    static ByteBuffer bytes(int number, int size) {
        int start = mix(number + 7) % STARTS;
        return ByteBuffer.wrap(PATTERN, start, size).slice().asReadOnlyBuffer();
    }

    /** A number that looks random, at least 0. */
    private static int mix(int number) {
        int mixed = number * 0x9E3779B1;
        mixed ^= mixed >>> 15;
        mixed *= 0x85EBCA77;
        return (mixed ^ mixed >>> 13) & Integer.MAX_VALUE;
    }

    private static byte[] pattern() {
        byte[] pattern = new byte[STARTS + MAX_SIZE];
        new SplittableRandom(1).nextBytes(pattern);
        return pattern;
    }
}
