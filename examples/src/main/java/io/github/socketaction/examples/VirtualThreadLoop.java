package io.github.socketaction.examples;

import io.github.socketaction.EventLoop;
import io.github.socketaction.Multi;
import io.github.socketaction.MultiOptions;
import io.github.socketaction.socket.Backend;
import io.github.socketaction.transfer.Transfer;
import io.github.socketaction.transfer.TransferOptions;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * Blocking calls for any number of virtual threads, over one multi: its loop is a virtual thread itself, and the others
 * hand their transfers over to it and wait. Needs Java 21 to run, but not to compile.
 */
public final class VirtualThreadLoop implements AutoCloseable {
    private final Queue<Consumer<Multi>> tasks = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final EventLoop loop;
    private volatile boolean closing;

    public VirtualThreadLoop(Backend backend, MultiOptions options) {
        loop = new EventLoop(backend, options);
        try { // Thread.startVirtualThread(this::run), which a compiler for Java 17 does not know
            Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, (Runnable) this::run);
        } catch (ReflectiveOperationException e) {
            loop.close();
            throw new UnsupportedOperationException("Java " + Runtime.version() + " has no virtual threads", e);
        }
    }

    private void run() {
        try (loop) {
            while (!closing || !tasks.isEmpty()) {
                for (Consumer<Multi> task = tasks.poll(); task != null; task = tasks.poll()) {
                    task.accept(loop.multi());
                }
                loop.perform();
                loop.poll(closing ? 0 : -1); // -1: until a socket, a time limit, or wakeup()
            }
            loop.multi().transfers().forEach(VirtualThreadLoop::giveUp);
            ended.complete(null);
        } catch (RuntimeException e) {
            ended.completeExceptionally(e);
        }
    }

    private static void giveUp(Transfer transfer) {
        if (transfer.attachment() instanceof CompletableFuture<?> waiting) {
            waiting.cancel(false);
        }
    }

    /** Does something with the multi on its thread. May be called by any thread, but not after {@link #close}. */
    public void execute(Consumer<Multi> task) {
        tasks.add(task);
        loop.wakeup();
    }

    /** Fetches a URL and waits for its end, or throws when the loop ends before. May be called by any thread. */
    public Transfer fetch(TransferOptions.Builder options) {
        CompletableFuture<Transfer> done = new CompletableFuture<>();
        TransferOptions get = options.onDone(done::complete).build();
        execute(multi -> multi.add(get).attach(done));
        return done.join();
    }

    /** Ends the loop and waits for it. */
    @Override
    public void close() {
        closing = true;
        loop.wakeup();
        ended.join();
    }
}
