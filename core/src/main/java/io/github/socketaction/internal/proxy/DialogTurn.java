package io.github.socketaction.internal.proxy;

import java.nio.ByteBuffer;

/** One turn of a {@link Dialog}: what we say, and as much as is answered. */
final class DialogTurn {

    private final ByteBuffer unsent;
    private final ByteBuffer answer;
    private final String attempt;

    /**
     * A turn.
     *
     * @param bytes what is sent, perhaps nothing
     * @param answerLength how many bytes come back, perhaps none
     * @param attempt what is waited for, for messages
     */
    DialogTurn(byte[] bytes, int answerLength, String attempt) {
        unsent = ByteBuffer.wrap(bytes);
        answer = ByteBuffer.allocate(answerLength);
        this.attempt = attempt;
    }

    /** What is still to be sent. */
    ByteBuffer unsent() {
        return unsent;
    }

    /** What came so far; it has room for the rest. */
    ByteBuffer answer() {
        return answer;
    }

    String attempt() {
        return attempt;
    }
}
