package io.github.socketaction.internal.watch;

import io.github.socketaction.socket.Backend;
import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.Wakeup;
import io.github.socketaction.transfer.Transfer;
import java.io.IOException;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * How answers of other threads come to the engine's thread. While a letter is expected, a wakeup is announced, and a letter
 * that is posted makes it readable; when none is expected any more it is announced as removed, so that an application's
 * loop can end.
 */
public final class Mailbox implements SocketOwner {

    private final Backend backend;
    private final SocketTable sockets;
    private final ConcurrentLinkedQueue<Letter> posted = new ConcurrentLinkedQueue<>();
    private @Nullable Wakeup wakeup;
    private @Nullable WatchedSocket socket;
    private int expected;

    /** The engine's thread while it hands work over: what comes back on that very thread needs no wakeup. */
    private volatile @Nullable Thread handingOver;

    public Mailbox(Backend backend, SocketTable sockets) {
        this.backend = backend;
        this.sockets = sockets;
    }

    /**
     * Expects a letter. Called by the engine's thread.
     *
     * @param onArrival called on the engine's thread once the letter was posted, unless it was cancelled
     * @throws IOException when there is no wakeup to be had
     */
    public Letter expect(Runnable onArrival) throws IOException {
        if (wakeup == null) {
            wakeup = backend.openWakeup();
        }
        expected++;
        if (socket == null) {
            socket = sockets.add(wakeup, this);
            sockets.want(socket, PollAction.IN);
        }
        return new Letter(this, onArrival);
    }

    /**
     * Does what may post a letter at once, on this thread, and delivers it then: no wakeup is needed for that.
     *
     * @param work what hands work over; runs before this returns
     */
    public void handOver(Runnable work) {
        handingOver = Thread.currentThread();
        try {
            work.run();
        } finally {
            handingOver = null;
        }
        deliver();
    }

    /** How many letters are expected. */
    public int expected() {
        return expected;
    }

    /** Frees the wakeup. No letter may be expected, and that must have been announced. */
    public void close() {
        if (wakeup != null) {
            wakeup.close();
        }
    }

    @Override
    public void onReady() {
        if (wakeup != null) {
            wakeup.drain();
        }
        deliver();
    }

    @Override
    public void onReleased() {
        // The wakeup stays open for the next letter.
    }

    @Override
    public @Nullable Transfer transfer() {
        return null;
    }

    private void deliver() {
        for (Letter letter = posted.poll(); letter != null; letter = posted.poll()) {
            letter.arrive();
        }
    }

    private void settled() {
        expected--;
        if (expected == 0 && socket != null) {
            sockets.release(socket);
            socket = null;
        }
    }

    /** One answer that is expected. */
    public static final class Letter {

        private final Mailbox mailbox;
        private final Runnable onArrival;
        private boolean isSettled;

        private Letter(Mailbox mailbox, Runnable onArrival) {
            this.mailbox = mailbox;
            this.onArrival = onArrival;
        }

        /** The answer is there. Called by any thread; what that thread wrote before is seen on arrival. */
        public void post() {
            mailbox.posted.add(this);
            Wakeup toWake = mailbox.wakeup;
            if (toWake != null && Thread.currentThread() != mailbox.handingOver) {
                toWake.wakeup();
            }
        }

        /** Nobody waits any more; called by the engine's thread. Harmless to repeat, and after the arrival. */
        public void cancel() {
            if (!isSettled) {
                isSettled = true;
                mailbox.settled();
            }
        }

        /** Whether it arrived, or was cancelled. */
        public boolean isSettled() {
            return isSettled;
        }

        private void arrive() {
            if (!isSettled) {
                isSettled = true;
                mailbox.settled();
                onArrival.run();
            }
        }
    }
}
