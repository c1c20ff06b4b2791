package io.github.socketaction.internal.names;

import io.github.socketaction.socket.Resolver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Asks the system, on a bounded pool of daemon threads that end when there is nothing to look up. */
final class SystemResolver implements Resolver, AutoCloseable {

    private static final long IDLE_SECONDS = 10;

    private final ThreadPoolExecutor threads;

    SystemResolver(int maxThreads) {
        // The queue is lock-free, so that handing over a name never waits for a thread that takes one.
        threads = new ThreadPoolExecutor(
                maxThreads, maxThreads, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedTransferQueue<>(), runnable -> {
                    Thread thread = new Thread(runnable, "socketaction-lookup");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    @Override
    public Lookup resolve(String host, Answer answer) {
        try {
            Future<?> running = threads.submit(() -> ask(host, answer));
            // Not interrupted: the system's look-up does not listen, and the thread is needed again.
            return () -> running.cancel(false);
        } catch (RejectedExecutionException e) {
            answer.failed(e);
            return () -> {};
        }
    }

    /** Lets the threads end; answers that are under way are dropped by who asked. */
    @Override
    public void close() {
        threads.shutdownNow();
    }

    private static void ask(String host, Answer answer) {
        try {
            answer.addresses(List.of(InetAddress.getAllByName(host)));
        } catch (UnknownHostException e) {
            answer.failed(isPassing(e) ? new IOException(e.getMessage(), e) : e);
        } catch (RuntimeException e) {
            answer.failed(e);
        }
    }

    /** Name servers that could not be asked say nothing of the name; only the text tells (EAI_AGAIN). */
    private static boolean isPassing(UnknownHostException e) {
        String text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return text.contains("temporary failure") || text.contains("try again");
    }
}
