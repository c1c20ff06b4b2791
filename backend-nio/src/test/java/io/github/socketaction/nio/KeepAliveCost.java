package io.github.socketaction.nio;

import io.github.socketaction.Multi;
import io.github.socketaction.socket.Poller;
import io.github.socketaction.transfer.Flow;
import io.github.socketaction.transfer.TlsOptions;
import io.github.socketaction.transfer.Transfer;
import io.github.socketaction.transfer.TransferOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/**
 * Runs the same GET over and over with a fixed number under way, as an application with a loop of its own would, and
 * counts what that costs.
 */
final class KeepAliveCost implements AutoCloseable {

    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    long socketCallbacks;
    long timerCallbacks;
    long failures;
    long bodyBytes;
    long allocatedBytes;

    private final Poller poller = new NioBackend().openPoller();
    private final Multi multi = new Multi(
            new NioBackend(),
            (socket, action, assigned) -> {
                socketCallbacks++;
                poller.onSocket(socket, action, assigned);
            },
            millis -> timerCallbacks++);
    private final TransferOptions options;
    private int toAdd;
    private int toFinish;

    KeepAliveCost(String url) throws IOException {
        this(url, TlsOptions.DEFAULT);
    }

    KeepAliveCost(String url, TlsOptions tls) throws IOException {
        options = TransferOptions.builder(url)
                .tls(tls)
                .onBody((transfer, body) -> {
                    bodyBytes += body.remaining();
                    body.position(body.limit());
                    return Flow.CONTINUE;
                })
                .onDone(this::done)
                .build();
    }

    /** Runs a number of transfers and counts only these. */
    void run(int transfers, int concurrent) throws IOException {
        socketCallbacks = 0;
        timerCallbacks = 0;
        bodyBytes = 0;
        toAdd = transfers - concurrent;
        toFinish = transfers;
        long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        for (int i = 0; i < concurrent; i++) {
            multi.add(options);
        }
        while (toFinish > 0) {
            long millis = multi.timeout();
            if (millis == 0) {
                multi.timeoutAction();
            } else {
                poller.poll(millis < 0 ? Poller.FOREVER : millis * 1_000_000, multi::socketAction);
            }
        }
        allocatedBytes = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    }

    Multi multi() {
        return multi;
    }

    private void done(Transfer transfer) {
        if (transfer.result() == null || !transfer.result().isOk()) {
            failures++;
        }
        toFinish--;
        multi.remove(transfer);
        if (toAdd > 0) {
            toAdd--;
            multi.add(options);
        }
    }

    @Override
    public void close() {
        multi.close();
        poller.close();
    }
}
