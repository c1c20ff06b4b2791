package io.github.socketaction.examples;

import io.github.socketaction.Multi;
import io.github.socketaction.MultiOptions;
import io.github.socketaction.socket.Backend;
import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.Poller;
import io.github.socketaction.socket.SocketHandle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A multi on the one thread of a scheduled executor: timers are its tasks, and so is waiting, a little at a time. */
public final class ScheduledLoop implements AutoCloseable {
    private static final long POLL_NANOS = 10_000_000; // how long a poll may keep other tasks waiting
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    private final Poller poller;
    private final Multi multi;
    private @Nullable ScheduledFuture<?> timer;
    private boolean polling;

    public ScheduledLoop(Backend backend, MultiOptions options) throws IOException {
        poller = backend.openPoller();
        multi = new Multi(backend, this::onSocket, this::onTimer, options);
    }

    private void onSocket(SocketHandle socket, PollAction action, @Nullable Object assigned) {
        poller.onSocket(socket, action, assigned);
        pollSoon();
    }

    private void onTimer(long millis) {
        if (timer != null) {
            timer.cancel(false);
        }
        timer = millis < 0 ? null : executor.schedule(multi::timeoutAction, millis, TimeUnit.MILLISECONDS);
    }

    private void pollSoon() {
        if (!polling && multi.running() > 0) { // idle connections alone are not worth it
            executor.execute(this::poll);
            polling = true;
        }
    }

    private void poll() {
        polling = false;
        Map<SocketHandle, Integer> ready = new LinkedHashMap<>();
        try {
            poller.poll(POLL_NANOS, ready::put);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ready.forEach(multi::socketAction);
        pollSoon();
    }

    /** Does something with the multi, on the thread that it belongs to. May be called by any thread. */
    public void execute(Consumer<Multi> task) {
        executor.execute(() -> task.accept(multi));
        executor.execute(this::pollSoon); // perhaps it uses connections that are announced already
    }

    @Override
    public void close() {
        CompletableFuture.runAsync(multi::close, executor)
                .thenRunAsync(poller::close, executor)
                .thenRun(executor::shutdownNow) // drops what is queued behind
                .join();
    }
}
