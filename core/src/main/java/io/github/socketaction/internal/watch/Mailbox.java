package io.github.socketaction.internal.watch;

import io.github.socketaction.socket.Backend;
import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.Wakeup;
import io.github.socketaction.transfer.Transfer;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * How answers of other threads come to the engine's thread. While a letter is expected, a wakeup is announced, and a letter
 * that is posted makes it readable; when none is expected any more it is announced as removed, so that an application's
 * loop can end.
 *
 * <p>A wakeup that fails while it is in use is given up for another one: it may be readable for ever.
 */
public final class Mailbox {

    private static final System.Logger LOG = System.getLogger(Mailbox.class.getPackageName());

    private final Backend backend;
    private final SocketTable sockets;
    private final ConcurrentLinkedQueue<Letter> posted = new ConcurrentLinkedQueue<>();
    private final Set<Letter> expected = new LinkedHashSet<>();
    private @Nullable WatchedSocket socket;

    /** Read by the threads that post, after they have posted. */
    private volatile @Nullable Flag flag;

    /** Why a letter could not be signalled, set by the thread that posted it; null when all is well. */
    private volatile @Nullable RuntimeException signalFailure;

    /** The engine's thread while it hands work over: what comes back on that very thread needs no wakeup. */
    private volatile @Nullable Thread handingOver;

    public Mailbox(Backend backend, SocketTable sockets) {
        this.backend = backend;
        this.sockets = sockets;
    }

    /**
     * Expects a letter. Called by the engine's thread.
     *
     * @param recipient called on the engine's thread, unless the letter is cancelled before
     * @throws IOException when there is no wakeup to be had
     */
    public Letter expect(Recipient recipient) throws IOException {
        openFlag();
        Letter letter = new Letter(this, recipient);
        expected.add(letter);
        watch();
        return letter;
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

    /** Delivers letters that came without a signal, because signalling failed. Costs nothing when all is well. */
    public void takeUnsignalled() {
        RuntimeException failure = signalFailure;
        if (failure != null) {
            signalFailure = null;
            Flag broken = flag;
            if (broken != null) {
                replace(broken, failure);
            }
            deliver();
        }
    }

    /** Frees the wakeup. No letter may be expected, and that must have been announced. */
    public void close() {
        Flag open = flag;
        if (open != null) {
            open.close();
        }
    }

    private void raised(Flag raised) {
        try {
            raised.wakeup.drain();
        } catch (RuntimeException e) {
            replace(raised, e);
        }
        deliver();
    }

    /** Puts another wakeup in the place of a broken one; without one, nothing can be waited for any more. */
    private void replace(Flag broken, RuntimeException failure) {
        if (flag != broken) {
            return;
        }
        LOG.log(System.Logger.Level.WARNING, "the wakeup for answers of other threads failed and is replaced", failure);
        broken.isGivenUp = true;
        flag = null;
        if (socket == null) {
            broken.close();
        }
        unwatch();
        deliver();
        if (expected.isEmpty()) {
            return;
        }
        try {
            openFlag();
            watch();
        } catch (IOException noOther) {
            failure.addSuppressed(noOther);
            List.copyOf(expected).forEach(letter -> letter.lose(failure));
        }
    }

    private void deliver() {
        for (Letter letter = posted.poll(); letter != null; letter = posted.poll()) {
            letter.arrive();
        }
    }

    private void settled(Letter letter) {
        expected.remove(letter);
        if (expected.isEmpty()) {
            unwatch();
        }
    }

    private void openFlag() throws IOException {
        if (flag == null) {
            flag = new Flag(this, backend.openWakeup());
        }
    }

    private void watch() {
        Flag open = flag;
        if (socket == null && open != null) {
            socket = sockets.add(open.wakeup, open);
            sockets.want(socket, PollAction.IN);
        }
    }

    private void unwatch() {
        if (socket != null) {
            sockets.release(socket);
            socket = null;
        }
    }

    private void posted(Letter letter) {
        posted.add(letter);
        Flag toRaise = flag;
        if (toRaise == null || Thread.currentThread() == handingOver) {
            return;
        }
        try {
            toRaise.wakeup.wakeup();
        } catch (RuntimeException e) {
            // Not thrown: who posts can do nothing about it. The next action finds it.
            signalFailure = e;
        }
    }

    /** Who waits for a letter. */
    @FunctionalInterface
    public interface Recipient {

        /** The letter is there. */
        void arrived();

        /** Nobody could say any more that it is there; unless said otherwise, the recipient looks for itself. */
        default void lost(Exception reason) {
            arrived();
        }
    }

    /** One answer that is expected. */
    public static final class Letter {

        private final Mailbox mailbox;
        private final Recipient recipient;
        private boolean isSettled;

        private Letter(Mailbox mailbox, Recipient recipient) {
            this.mailbox = mailbox;
            this.recipient = recipient;
        }

        /** The answer is there. Called by any thread; what that thread wrote before is seen on arrival. */
        public void post() {
            mailbox.posted(this);
        }

        /** Nobody waits any more; called by the engine's thread. Harmless to repeat, and after the arrival. */
        public void cancel() {
            settle();
        }

        /** Whether it arrived, was lost, or was cancelled. */
        public boolean isSettled() {
            return isSettled;
        }

        private void arrive() {
            if (settle()) {
                recipient.arrived();
            }
        }

        private void lose(Exception reason) {
            if (settle()) {
                recipient.lost(reason);
            }
        }

        /** Whether it was still expected. */
        private boolean settle() {
            boolean wasExpected = !isSettled;
            if (wasExpected) {
                isSettled = true;
                mailbox.settled(this);
            }
            return wasExpected;
        }
    }

    /** One wakeup and its place in the socket table. */
    private static final class Flag implements SocketOwner {

        private final Mailbox mailbox;
        private final Wakeup wakeup;
        private boolean isGivenUp;

        private Flag(Mailbox mailbox, Wakeup wakeup) {
            this.mailbox = mailbox;
            this.wakeup = wakeup;
        }

        @Override
        public void onReady() {
            mailbox.raised(this);
        }

        /** A good one stays open for the next letter. */
        @Override
        public void onReleased() {
            if (isGivenUp) {
                close();
            }
        }

        @Override
        public @Nullable Transfer transfer() {
            return null;
        }

        private void close() {
            try {
                wakeup.close();
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "a wakeup for answers of other threads could not be closed", e);
            }
        }
    }
}
