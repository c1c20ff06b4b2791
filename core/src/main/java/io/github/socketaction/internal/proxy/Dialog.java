package io.github.socketaction.internal.proxy;

import io.github.socketaction.internal.TransferFailure;
import org.jspecify.annotations.Nullable;

/** A conversation in which every answer has a length that is known before it is read, so that nothing behind it is. */
interface Dialog {

    /** What is said first. */
    DialogTurn opening();

    /**
     * What is said to an answer.
     *
     * @return the next turn, or null when all is said
     * @throws TransferFailure when the answer says no, or makes no sense
     */
    @Nullable DialogTurn answered(byte[] answer);

    /** What a failure of the link below means here. */
    TransferFailure broken(TransferFailure failure);
}
