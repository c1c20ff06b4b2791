package io.github.socketaction.testkit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the server of a {@link LoopWorld} does about a request, by its path. */
enum LoopScript {
    /** Answers at once and keeps the connection. */
    OK,
    /** Answers after less than a while. */
    SOON,
    /** Answers after a while. */
    LATE,
    /** Never answers. */
    STALL,
    /** Answers in pieces, the last of them after {@link #LATE}. */
    DRIP,
    /** Answers, and then says something that nobody asked for. */
    CHATTER,
    /** Breaks the connection instead of answering. */
    RESET;

    /** How long a while is. */
    static final long WHILE_MILLIS = 400;

    private static final long MOMENT_MILLIS = 60;

    /**
     * One thing that the server does.
     *
     * @param afterMillis how long after the thing before
     * @param text what it sends, or null for breaking the connection
     */
    record Step(long afterMillis, @Nullable String text) {}

    List<Step> steps() {
        return switch (this) {
            case OK -> List.of(answer(0));
            case SOON -> List.of(answer(2 * MOMENT_MILLIS));
            case LATE -> List.of(answer(WHILE_MILLIS));
            case STALL -> List.of();
            case DRIP ->
                List.of(
                        new Step(0, head(20) + "01234"),
                        new Step(MOMENT_MILLIS, "56789"),
                        new Step(WHILE_MILLIS, "01234"),
                        new Step(MOMENT_MILLIS, "56789"));
            case CHATTER -> List.of(answer(0), new Step(MOMENT_MILLIS, "HTTP/1.1 408 Request Timeout\r\n\r\n"));
            case RESET -> List.of(new Step(MOMENT_MILLIS, null));
        };
    }

    String path() {
        return "/" + name();
    }

    /** The script that a request head asks for. */
    static LoopScript of(String requestHead) {
        int begin = requestHead.indexOf('/') + 1;
        return valueOf(requestHead.substring(begin, requestHead.indexOf(' ', begin)));
    }

    private static Step answer(long afterMillis) {
        return new Step(afterMillis, head(5) + "12345");
    }

    private static String head(int length) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n";
    }
}
