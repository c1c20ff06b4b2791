package io.github.socketaction.testkit;

import io.github.socketaction.MultiException;
import io.github.socketaction.MultiOptions;
import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.SocketEvents;
import io.github.socketaction.socket.SocketHandle;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Loops with one defect each, of the kinds that are met in the wild. */
final class BrokenLoops {

    private BrokenLoops() {}

    /** Takes 0 for "no timer". */
    static final class TakesZeroForNone extends PlainLoop {
        TakesZeroForNone(LoopWorld world, MultiOptions options) throws IOException {
            super(world, options);
        }

        @Override
        void onTimer(long millis) {
            super.onTimer(millis == 0 ? -1 : millis);
        }
    }

    /** Takes milliseconds for something longer. */
    static final class CountsInTicks extends PlainLoop {
        CountsInTicks(LoopWorld world, MultiOptions options) throws IOException {
            super(world, options);
        }

        @Override
        void onTimer(long millis) {
            super.onTimer(millis < 0 ? millis : millis * 60);
        }
    }

    /** Answers only timers of 0, and waits for sockets otherwise. */
    static final class KnowsOnlyZero extends PlainLoop {
        KnowsOnlyZero(LoopWorld world, MultiOptions options) throws IOException {
            super(world, options);
        }

        @Override
        void onTimer(long millis) {
            super.onTimer(millis == 0 ? 0 : -1);
        }
    }

    /** Sets a timer only when none is set. */
    static final class KeepsTheFirstTimer extends PlainLoop {
        KeepsTheFirstTimer(LoopWorld world, MultiOptions options) throws IOException {
            super(world, options);
        }

        @Override
        void onTimer(long millis) {
            if (millis < 0 || deadline == NO_TIMER) {
                super.onTimer(millis);
            }
        }
    }

    /** Does nothing about -1. */
    static final class ForgetsMinusOne extends PlainLoop {
        ForgetsMinusOne(LoopWorld world, MultiOptions options) throws IOException {
            super(world, options);
        }

        @Override
        void onTimer(long millis) {
            if (millis >= 0) {
                super.onTimer(millis);
            }
        }
    }

    /** Has a timer that fires again and again. */
    static final class RepeatsTheTimer extends PlainLoop {
        private long period;

        RepeatsTheTimer(LoopWorld world, MultiOptions options) throws IOException {
            super(world, options);
        }

        @Override
        void onTimer(long millis) {
            super.onTimer(millis);
            period = Math.max(1, millis);
        }

        @Override
        void fire() {
            deadline = now() + period * 1_000_000;
            multi.timeoutAction();
        }
    }

    /** Never registers what connects. */
    static final class RegistersForInOnly extends PlainLoop {
        RegistersForInOnly(LoopWorld world, MultiOptions options) throws IOException {
            super(world, options);
        }

        @Override
        void onSocket(SocketHandle socket, PollAction action, @Nullable Object assigned) {
            if (action != PollAction.OUT) {
                super.onSocket(socket, action, assigned);
            }
        }
    }

    /** Registers a socket at its first announcement and skips it as known from then on. */
    static final class SkipsTheKnown extends PlainLoop {
        private final Set<SocketHandle> known = new HashSet<>();

        SkipsTheKnown(LoopWorld world, MultiOptions options) throws IOException {
            super(world, options);
        }

        @Override
        void onSocket(SocketHandle socket, PollAction action, @Nullable Object assigned) {
            if (action == PollAction.REMOVE || known.add(socket)) {
                super.onSocket(socket, action, assigned);
            }
        }
    }

    /** Adds new interest to the old one. */
    static final class OnlyAddsInterest extends PlainLoop {
        private final Map<SocketHandle, Integer> interest = new HashMap<>();

        OnlyAddsInterest(LoopWorld world, MultiOptions options) throws IOException {
            super(world, options);
        }

        @Override
        void onSocket(SocketHandle socket, PollAction action, @Nullable Object assigned) {
            boolean adds = action != PollAction.REMOVE && action != PollAction.NONE;
            PollAction all =
                    adds ? PollAction.ofInterest(interest.merge(socket, action.interest(), (a, b) -> a | b)) : action;
            super.onSocket(socket, all, assigned);
        }
    }

    /** Takes the two bits of an interest for alternatives, IN first. */
    static final class DropsOutBesideIn extends PlainLoop {
        DropsOutBesideIn(LoopWorld world, MultiOptions options) throws IOException {
            super(world, options);
        }

        @Override
        void onSocket(SocketHandle socket, PollAction action, @Nullable Object assigned) {
            super.onSocket(socket, action == PollAction.INOUT ? PollAction.IN : action, assigned);
        }
    }

    /** Takes NONE for "no change". */
    static final class IgnoresNone extends PlainLoop {
        IgnoresNone(LoopWorld world, MultiOptions options) throws IOException {
            super(world, options);
        }

        @Override
        void onSocket(SocketHandle socket, PollAction action, @Nullable Object assigned) {
            if (action != PollAction.NONE) {
                super.onSocket(socket, action, assigned);
            }
        }
    }

    /** Takes NONE for REMOVE, and does not register again. */
    static final class TakesNoneForTheEnd extends PlainLoop {
        private final Set<SocketHandle> ended = new HashSet<>();

        TakesNoneForTheEnd(LoopWorld world, MultiOptions options) throws IOException {
            super(world, options);
        }

        @Override
        void onSocket(SocketHandle socket, PollAction action, @Nullable Object assigned) {
            if (action == PollAction.NONE) {
                ended.add(socket);
            }
            super.onSocket(socket, ended.contains(socket) ? PollAction.REMOVE : action, assigned);
        }
    }

    /** Trusts that a socket is closed after its REMOVE. */
    static final class ForgetsRemove extends PlainLoop {
        ForgetsRemove(LoopWorld world, MultiOptions options) throws IOException {
            super(world, options);
        }

        @Override
        void onSocket(SocketHandle socket, PollAction action, @Nullable Object assigned) {
            if (action != PollAction.REMOVE) {
                super.onSocket(socket, action, assigned);
            }
        }
    }

    /** Drops its object with the first NONE. */
    static final class LosesItsObject extends PlainLoop {
        LosesItsObject(LoopWorld world, MultiOptions options) throws IOException {
            super(world, options);
        }

        @Override
        void onSocket(SocketHandle socket, PollAction action, @Nullable Object assigned) {
            super.onSocket(socket, action, assigned);
            if (action == PollAction.NONE) {
                multi.assign(socket, null);
            }
        }
    }

    /** Answers a timer of 0 at once. */
    static final class ActsInTheCallback extends PlainLoop {
        ActsInTheCallback(LoopWorld world, MultiOptions options) throws IOException {
            super(world, options);
        }

        @Override
        void onTimer(long millis) {
            super.onTimer(millis);
            if (millis == 0) {
                try {
                    multi.timeoutAction();
                } catch (MultiException e) {
                    deadline = now(); // hides the mistake
                }
            }
        }
    }

    /** Lets a thread of a timer service act. */
    static final class ActsOnAnotherThread extends PlainLoop {
        ActsOnAnotherThread(LoopWorld world, MultiOptions options) throws IOException {
            super(world, options);
        }

        @Override
        void fire() {
            Thread timer = new Thread(this::fireThere, "timer service");
            timer.start();
            try {
                timer.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            super.fire();
        }

        private void fireThere() {
            try {
                multi.timeoutAction();
            } catch (MultiException e) {
                deadline = now(); // hides the mistake
            }
        }
    }

    /** Throws away what is not plain readiness. */
    static final class DropsErrors extends PlainLoop {
        DropsErrors(LoopWorld world, MultiOptions options) throws IOException {
            super(world, options);
        }

        @Override
        void report(SocketHandle socket, int events) {
            if ((events & SocketEvents.ERR) == 0) {
                super.report(socket, events);
            }
        }
    }

    /** Keeps its registrations with transfers. */
    static final class KnowsTransfersOnly extends PlainLoop {
        KnowsTransfersOnly(LoopWorld world, MultiOptions options) throws IOException {
            super(world, options);
        }

        @Override
        void onSocket(SocketHandle socket, PollAction action, @Nullable Object assigned) {
            if (socket.transfer() != null || action == PollAction.REMOVE) {
                super.onSocket(socket, action, assigned);
            }
        }
    }

    /** Waits for idle connections. */
    static final class WaitsForTheIdle extends PlainLoop {
        WaitsForTheIdle(LoopWorld world, MultiOptions options) throws IOException {
            super(world, options);
        }

        @Override
        boolean goesOn() {
            return multi.counts().connections() > 0 || super.goesOn();
        }
    }

    /** Never waits. */
    static final class NeverWaits extends PlainLoop {
        NeverWaits(LoopWorld world, MultiOptions options) throws IOException {
            super(world, options);
        }

        @Override
        long pollNanos() {
            return 0;
        }
    }

    /** Says every millisecond that the time is up. */
    static final class ActsAllTheTime extends PlainLoop {
        ActsAllTheTime(LoopWorld world, MultiOptions options) throws IOException {
            super(world, options);
        }

        @Override
        long pollNanos() {
            long nanos = super.pollNanos();
            return nanos < 0 ? nanos : Math.min(1_000_000, nanos);
        }

        @Override
        void turn() throws IOException {
            super.turn();
            if (deadline != NO_TIMER) {
                fire();
            }
        }
    }

    /** Reports each socket of a batch again in the next turn, as who does not clear the selected keys. */
    static final class KeepsSelectedKeys extends PlainLoop {
        private final Map<SocketHandle, Integer> selected = new HashMap<>();

        KeepsSelectedKeys(LoopWorld world, MultiOptions options) throws IOException {
            super(world, options);
        }

        @Override
        void onSocket(SocketHandle socket, PollAction action, @Nullable Object assigned) {
            super.onSocket(socket, action, assigned);
            selected.remove(socket);
        }

        @Override
        long pollNanos() {
            return selected.isEmpty() ? super.pollNanos() : 1_000;
        }

        @Override
        void report(SocketHandle socket, int events) {
            selected.put(socket, events);
            super.report(socket, events);
        }

        @Override
        void turn() throws IOException {
            super.turn();
            Map.copyOf(selected).forEach(super::report);
        }
    }
}
