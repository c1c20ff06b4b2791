package io.github.socketaction.backends;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * How late this machine wakes a thread that does nothing but sleep until a moment, and then in naps: what a figure measured
 * at the same time can be blamed for. A thread for each processor.
 */
final class MachineLateness {

    private static final long NAP_NANOS = 500_000;

    private final List<Sleeper> sleepers = new ArrayList<>();

    /** Begins to watch; what counts is the time from a moment of {@link System#nanoTime()} on, for a while. */
    MachineLateness(long from, long nanos) {
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            Sleeper sleeper = new Sleeper(from, nanos);
            sleepers.add(sleeper);
            sleeper.start();
        }
    }

    /** The worst that was seen, in nanoseconds. Waits for the end of the watch. */
    long worstNanos() throws InterruptedException {
        long worst = 0;
        for (Sleeper sleeper : sleepers) {
            sleeper.join();
            worst = Math.max(worst, sleeper.worst);
        }
        return worst;
    }

    private static final class Sleeper extends Thread {

        private final long from;
        private final long nanos;
        private long worst;

        Sleeper(long from, long nanos) {
            super("machine-lateness");
            setDaemon(true);
            this.from = from;
            this.nanos = nanos;
        }

        @Override
        public void run() {
            for (long until = from; until - from <= nanos; ) {
                for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                long now = System.nanoTime();
                worst = Math.max(worst, now - until);
                until = now + NAP_NANOS;
            }
        }
    }
}
