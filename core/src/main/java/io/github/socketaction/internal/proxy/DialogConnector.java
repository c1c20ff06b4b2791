package io.github.socketaction.internal.proxy;

import io.github.socketaction.internal.TransferFailure;
import io.github.socketaction.internal.pipe.Connector;
import io.github.socketaction.internal.pipe.Link;
import io.github.socketaction.internal.pipe.Milestone;
import io.github.socketaction.internal.pipe.Pipe;
import io.github.socketaction.socket.PollAction;
import io.github.socketaction.transfer.ResultCode;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Leads a {@link Dialog} over a link and then gives the link on. */
final class DialogConnector implements Connector {

    private final Link below;
    private final Dialog dialog;
    private DialogTurn turn;
    private boolean isOver;

    DialogConnector(Link below, Dialog dialog) {
        this.below = below;
        this.dialog = dialog;
        turn = dialog.opening();
    }

    @Override
    public @Nullable Link step(long now) {
        while (true) {
            if (!isSent()) {
                below.want(PollAction.OUT);
                return null;
            }
            if (!isAnswered()) {
                below.want(PollAction.IN);
                return null;
            }
            DialogTurn next = dialog.answered(turn.answer().array());
            if (next == null) {
                isOver = true;
                return below;
            }
            turn = next;
        }
    }

    @Override
    public void cancel() {
        if (!isOver) {
            isOver = true;
            below.release();
        }
    }

    @Override
    public String attempt() {
        return turn.attempt();
    }

    @Override
    public Milestone milestone() {
        return Milestone.PROXIED;
    }

    private boolean isSent() {
        while (turn.unsent().hasRemaining()) {
            if (write() == 0) {
                return false;
            }
        }
        return true;
    }

    private boolean isAnswered() {
        ByteBuffer answer = turn.answer();
        while (answer.hasRemaining()) {
            int count = below.mayRead() ? read() : 0;
            if (count == 0) {
                return false;
            }
            if (count == Pipe.END) {
                throw dialog.broken(new TransferFailure(
                        ResultCode.RECV_ERROR,
                        "the connection was closed after " + answer.position() + " of " + answer.capacity()
                                + " bytes"));
            }
        }
        return true;
    }

    private int write() {
        try {
            return below.write(turn.unsent());
        } catch (TransferFailure failure) {
            throw dialog.broken(failure);
        }
    }

    private int read() {
        try {
            return below.read(turn.answer());
        } catch (TransferFailure failure) {
            throw dialog.broken(failure);
        }
    }
}
