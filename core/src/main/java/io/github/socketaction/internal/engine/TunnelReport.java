package io.github.socketaction.internal.engine;

import io.github.socketaction.internal.proxy.TunnelListener;
import io.github.socketaction.transfer.Direction;
import io.github.socketaction.transfer.Flow;
import io.github.socketaction.transfer.TraceCallback;
import java.nio.ByteBuffer;

/** Tells a transfer what is said for its tunnel. */
final class TunnelReport implements TunnelListener {

    private final TransferTask transfer;

    TunnelReport(TransferTask transfer) {
        this.transfer = transfer;
    }

    @Override
    public void sent(long bytes) {
        transfer.figures().addRequestBytes(bytes);
    }

    @Override
    public Flow headerLine(ByteBuffer line) {
        transfer.figures().addHeaderBytes(line.remaining());
        Delivery.trace(transfer, TraceCallback.Kind.HEADER_IN, line);
        return isShown() ? transfer.engine().delivery().tunnelLine(transfer, line) : Flow.CONTINUE;
    }

    @Override
    public void answered(int status) {
        transfer.figures().markTunnelAnswer(status);
    }

    @Override
    public boolean isPaused() {
        return isShown() && transfer.isPaused(Direction.RECEIVING);
    }

    private boolean isShown() {
        return transfer.options().proxy().tunnelHeaders();
    }
}
