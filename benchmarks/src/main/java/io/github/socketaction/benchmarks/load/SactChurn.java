package io.github.socketaction.benchmarks.load;

import io.github.socketaction.Multi;
import io.github.socketaction.socket.Backend;
import io.github.socketaction.transfer.Transfer;
import io.github.socketaction.transfer.TransferOptions;
import org.jspecify.annotations.Nullable;

/** Adds transfers to a multi and removes them, without any action between: what the bookkeeping alone costs. */
final class SactChurn implements Load {

    private final Backend backend;
    private final Tally tally;
    private final TransferOptions options;
    private final Transfer[] added;
    private @Nullable Multi multi;

    SactChurn(Backend backend, LoadSettings settings, Tally tally) {
        this.backend = backend;
        this.tally = tally;
        options = TransferOptions.get(settings.url(0));
        added = new Transfer[settings.connections()];
    }

    @Override
    public void open() {
        multi = new Multi(backend, (socket, action, assigned) -> {}, millis -> {});
    }

    @Override
    public void prime(int connections) {
        throw new UnsupportedOperationException("churn opens no connections");
    }

    @Override
    public void start(int from, int to, boolean refill) {
        // Nothing is under way between two rounds of adding and removing.
    }

    @Override
    public void runFor(long nanos) {
        long until = System.nanoTime() + nanos;
        while (System.nanoTime() - until < 0) {
            round();
        }
    }

    @Override
    public void finish() {
        round();
    }

    @Override
    public void close() {
        multi().close();
    }

    private void round() {
        for (int i = 0; i < added.length; i++) {
            added[i] = multi().add(options);
        }
        for (Transfer transfer : added) {
            multi().remove(transfer);
        }
        tally.ended(added.length);
    }

    private Multi multi() {
        if (multi == null) {
            throw new IllegalStateException("open() was not called");
        }
        return multi;
    }
}
