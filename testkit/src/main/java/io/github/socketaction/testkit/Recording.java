package io.github.socketaction.testkit;

import io.github.socketaction.transfer.BodyCallback;
import io.github.socketaction.transfer.Flow;
import io.github.socketaction.transfer.HeaderCallback;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.Transfer;
import io.github.socketaction.transfer.TransferListener;
import io.github.socketaction.transfer.TransferOptions;
import io.github.socketaction.transfer.TransferResult;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that one transfer told its callbacks. The test may have its own say in each callback through a hook. */
public final class Recording {

    private final TransferOptions options;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final List<String> headerLines = new ArrayList<>();
    private BodyCallback bodyHook = BodyCallback.DISCARD;
    private HeaderCallback headerHook = (transfer, line) -> Flow.CONTINUE;
    private TransferListener doneHook = transfer -> {};
    private @Nullable Transfer transfer;
    private int completions;
    private int bodyCalls;

    /**
     * A recording of a transfer that is still to be added.
     *
     * @param options what to do; its body, header and done callbacks are replaced
     */
    public Recording(TransferOptions options) {
        this.options = options.toBuilder()
                .onBody(this::takeBody)
                .onHeader(this::takeHeader)
                .onDone(this::takeDone)
                .build();
    }

    /** The options to add: they have the callbacks of this recording. */
    public TransferOptions options() {
        return options;
    }

    /** Asks the hook in each body callback; what it takes is recorded. At first everything is taken. */
    public Recording onBody(BodyCallback hook) {
        bodyHook = hook;
        return this;
    }

    /** Asks the hook in each header callback, after the line is recorded. */
    public Recording onHeader(HeaderCallback hook) {
        headerHook = hook;
        return this;
    }

    /** Calls the hook at the end. */
    public Recording onDone(TransferListener hook) {
        doneHook = hook;
        return this;
    }

    Recording of(Transfer added) {
        transfer = added;
        return this;
    }

    /** The live transfer. */
    public Transfer transfer() {
        if (transfer == null) {
            throw new IllegalStateException(options + " was not added yet");
        }
        return transfer;
    }

    /** Whether the transfer has completed. */
    public boolean isDone() {
        return transfer().isDone();
    }

    /** The result of a completed transfer. */
    public TransferResult result() {
        TransferResult result = transfer().result();
        if (result == null) {
            throw new AssertionError(options + " has not completed");
        }
        return result;
    }

    /** The result code of a completed transfer. */
    public ResultCode code() {
        return result().code();
    }

    /** How many times the end was told. */
    public int completions() {
        return completions;
    }

    /** How many times the body callback was called. */
    public int bodyCalls() {
        return bodyCalls;
    }

    /** The body so far, in ISO-8859-1. */
    public String bodyText() {
        return body.toString(StandardCharsets.ISO_8859_1);
    }

    /** The body so far. */
    public byte[] body() {
        return body.toByteArray();
    }

    /** The header lines so far with their line ends, in ISO-8859-1. */
    public List<String> headerLines() {
        return headerLines;
    }

    /** What was asked for, and the result if there is one. */
    @Override
    public String toString() {
        TransferResult result = transfer == null ? null : transfer.result();
        return result == null ? options.toString() : options + ": " + result;
    }

    private Flow takeBody(Transfer from, ByteBuffer piece) {
        bodyCalls++;
        checkNotDone(from, "body");
        ByteBuffer taken = piece.duplicate();
        Flow flow = bodyHook.onBody(from, piece);
        taken.limit(piece.position());
        byte[] bytes = new byte[taken.remaining()];
        taken.get(bytes);
        body.writeBytes(bytes);
        return flow;
    }

    private Flow takeHeader(Transfer from, ByteBuffer line) {
        checkNotDone(from, "header");
        headerLines.add(StandardCharsets.ISO_8859_1.decode(line.duplicate()).toString());
        return headerHook.onHeader(from, line);
    }

    private void takeDone(Transfer from) {
        completions++;
        doneHook.onDone(from);
    }

    private void checkNotDone(Transfer from, String what) {
        if (completions > 0) {
            throw new AssertionError("the " + what + " callback of transfer " + from.id() + " came after its end");
        }
    }
}
