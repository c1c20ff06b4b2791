package io.github.socketaction;

import io.github.socketaction.socket.Backend;
import io.github.socketaction.transfer.Transfer;
import io.github.socketaction.transfer.TransferOptions;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** One multi of a {@link MultiGroup}, with the loop that runs it and the orders that other threads have for it. */
final class GroupMember implements Runnable {

    private enum Stage {
        /** Nobody runs it yet. */
        NEW,
        RUNNING,
        /** Told to end while it was running. */
        ENDING,
        ENDED
    }

    private final EventLoop loop;
    private final Queue<Runnable> orders = new ConcurrentLinkedQueue<>();
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.NEW);
    private final AtomicInteger running = new AtomicInteger();

    GroupMember(Backend backend, MultiOptions options) {
        loop = new EventLoop(backend, options);
    }

    GroupTransfer add(TransferOptions options) {
        requireOpen();
        GroupTransfer handle = new GroupTransfer(this);
        running.incrementAndGet();
        order(() -> begin(handle, options));
        return handle;
    }

    void remove(GroupTransfer handle) {
        order(() -> giveUp(handle));
    }

    int running() {
        return stage.get() == Stage.ENDED ? 0 : running.get();
    }

    void close() {
        if (stage.compareAndSet(Stage.NEW, Stage.ENDED)) {
            loop.close();
        } else if (stage.compareAndSet(Stage.RUNNING, Stage.ENDING)) {
            loop.wakeup();
        }
    }

    @Override
    public void run() {
        if (!stage.compareAndSet(Stage.NEW, Stage.RUNNING)) {
            throw new IllegalStateException(
                    "cannot run the loop of a group: it is " + stage.get() + "; each loop runs once, before close");
        }
        try (loop) {
            while (stage.get() == Stage.RUNNING) {
                obey();
                loop.perform();
                removeCompleted();
                loop.poll(-1);
            }
        } finally {
            stage.set(Stage.ENDED);
            orders.clear();
        }
    }

    private void order(Runnable order) {
        orders.add(order);
        loop.wakeup();
    }

    private void obey() {
        for (Runnable order = orders.poll(); order != null; order = orders.poll()) {
            order.run();
        }
    }

    private void begin(GroupTransfer handle, TransferOptions options) {
        if (!handle.isRemoved) {
            handle.transfer = loop.multi().add(options);
        }
    }

    private void giveUp(GroupTransfer handle) {
        Transfer begun = handle.transfer;
        boolean isOver = handle.isRemoved || (begun != null && begun.isDone());
        handle.isRemoved = true;
        if (!isOver) {
            running.decrementAndGet();
            if (begun != null) {
                loop.multi().remove(begun);
            }
        }
    }

    private void removeCompleted() {
        Multi multi = loop.multi();
        for (Transfer done = multi.infoRead(); done != null; done = multi.infoRead()) {
            multi.remove(done);
            running.decrementAndGet();
        }
    }

    private void requireOpen() {
        Stage now = stage.get();
        if (now == Stage.ENDING || now == Stage.ENDED) {
            throw new IllegalStateException("cannot add a transfer: its loop in the group has ended");
        }
    }
}
