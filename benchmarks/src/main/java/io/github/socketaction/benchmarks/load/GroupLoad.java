package io.github.socketaction.benchmarks.load;

import io.github.socketaction.MultiGroup;
import io.github.socketaction.MultiOptions;
import io.github.socketaction.socket.Backend;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.Transfer;
import io.github.socketaction.transfer.TransferOptions;
import io.github.socketaction.transfer.TransferResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Socketaction by a {@link MultiGroup}: each loop on a thread of its own, every next request handed over by the group. */
final class GroupLoad implements Load {

    private static final long PATIENCE_NANOS = 1_000_000;

    private final Backend backend;
    private final int size;
    private final LoadSettings settings;
    private final Tally tally;
    private final List<Thread> threads = new ArrayList<>();
    private @Nullable MultiGroup group;
    private volatile boolean refill;

    GroupLoad(Backend backend, int size, LoadSettings settings, Tally tally) {
        this.backend = backend;
        this.size = size;
        this.settings = settings;
        this.tally = tally;
    }

    @Override
    public void open() {
        MultiGroup opened = new MultiGroup(backend, size, MultiOptions.DEFAULT);
        for (Runnable loop : opened.loops()) {
            Thread thread = new Thread(loop, "loop-" + threads.size());
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        group = opened;
    }

    @Override
    public void prime(int connections) {
        throw new UnsupportedOperationException("a group takes part in no workload with idle connections");
    }

    @Override
    public void start(int from, int to, boolean refillAll) {
        refill = refillAll;
        for (int i = from; i < to; i++) {
            add(new Slot(settings.url(i)));
        }
    }

    @Override
    public void runFor(long nanos) {
        long until = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    @Override
    public void finish() {
        while (group().running() > 0) {
            LockSupport.parkNanos(PATIENCE_NANOS);
        }
    }

    @Override
    public void close() throws IOException {
        refill = false;
        group().close();
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the loops of a group ended", e);
        }
        threads.clear();
    }

    private void add(Slot slot) {
        slot.startNanos = System.nanoTime();
        group().add(slot.options);
    }

    private void done(Slot slot, Transfer transfer) {
        TransferResult result = transfer.result();
        if (result == null) {
            throw new IllegalStateException("a transfer ended without a result");
        }
        boolean isOk = result.isOk() && transfer.info().status() == 200;
        synchronized (tally) {
            tally.ended(slot.startNanos, isOk, result.code() == ResultCode.OPERATION_TIMEDOUT, isOk ? null : result);
        }
        if (refill) {
            add(slot);
        }
    }

    private MultiGroup group() {
        if (group == null) {
            throw new IllegalStateException("open() was not called");
        }
        return group;
    }

    /** One busy connection's worth of requests. */
    private final class Slot {
        private final TransferOptions options;
        private long startNanos;

        private Slot(String url) {
            options = TransferOptions.builder(url)
                    .onDone(transfer -> done(this, transfer))
                    .build();
        }
    }
}
