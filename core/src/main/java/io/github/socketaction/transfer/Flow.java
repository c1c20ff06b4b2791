package io.github.socketaction.transfer;

/** What a transfer callback answers: how the transfer goes on after it. */
public enum Flow {
    /** Go on. */
    CONTINUE,
    /**
     * Deliver nothing more until {@link Transfer#unpause()}. Bytes that the callback left in its buffer come again then,
     * in full and once.
     */
    PAUSE,
    /** End this transfer now, as failed; other transfers are not affected. */
    ABORT
}
