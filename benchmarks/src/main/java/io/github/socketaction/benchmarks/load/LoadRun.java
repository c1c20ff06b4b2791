package io.github.socketaction.benchmarks.load;

import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Warms a client, and measures it. */
final class LoadRun {

    private static final int PRIMING_TRIES = 50;
    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int FEW = 20;
    private static final int MEMORY_WARM_ROUNDS = 60;

    /** Two windows after each other that differ by no more than this are steady. */
    private static final double STEADY = 0.03;

    private final LoadSettings settings;
    private final Tally tally;
    private final Load load;

    LoadRun(LoadSettings settings, Tally tally, Load load) {
        this.settings = settings;
        this.tally = tally;
        this.load = load;
    }

    /** Runs until so many ended and the cost of one is steady, or the time is up. */
    String warm(long requests, double seconds) throws Exception {
        return switch (settings.kind()) {
            case MEMORY -> "warm " + memory().requests() + " true"; // the first time the JVM itself still grows
            case TIMEOUTS -> warmByRounds(requests, nanos(seconds));
            case BUSY, CHURN -> warmBusy(requests, nanos(seconds));
        };
    }

    /** Opens the client afresh, measures, and closes it. */
    LoadResult measure(double warmSeconds, double seconds) throws Exception {
        return switch (settings.kind()) {
            case MEMORY -> memory();
            case TIMEOUTS -> timeouts();
            case BUSY, CHURN -> busy(nanos(warmSeconds), nanos(seconds));
        };
    }

    private String warmBusy(long requests, long nanos) throws Exception {
        open();
        boolean isWhole = startUnlessWhole();
        long until = System.nanoTime() + nanos;
        long done = 0;
        double before = 0;
        boolean steady = false;
        while ((done < requests || !steady) && System.nanoTime() < until) {
            Usage usage = Usage.begin(tally);
            work(isWhole, Math.min(WINDOW_NANOS, Math.max(1, until - System.nanoTime())));
            LoadResult window = usage.end();
            done += window.requests();
            double cost = window.cpuMicros() == null ? 0 : window.cpuMicros() / Math.max(1, window.requests());
            steady = Math.abs(cost - before) <= STEADY * before;
            before = cost;
        }
        load.close();
        return "warm " + done + " " + steady;
    }

    private String warmByRounds(long requests, long nanos) throws Exception {
        long until = System.nanoTime() + nanos;
        long done = 0;
        while (done < requests && System.nanoTime() < until) {
            done += timeouts().requests();
        }
        return "warm " + done + " false";
    }

    private LoadResult busy(long warmNanos, long nanos) throws Exception {
        open();
        boolean isWhole = startUnlessWhole();
        work(isWhole, warmNanos);
        Usage usage = Usage.begin(tally);
        work(isWhole, nanos);
        LoadResult result = usage.end();
        load.close();
        return result;
    }

    /**
     * Starts what is to be kept under way. A single connection is not: it moves so much with each request that only whole
     * ones can be counted.
     *
     * @return whether nothing is under way
     */
    private boolean startUnlessWhole() throws Exception {
        boolean isWhole = settings.connections() == 1;
        if (!isWhole) {
            load.start(0, settings.connections(), true);
        }
        return isWhole;
    }

    private void work(boolean isWhole, long nanos) throws Exception {
        if (!isWhole) {
            load.runFor(nanos);
            return;
        }
        long until = System.nanoTime() + nanos;
        do {
            load.start(0, 1, false);
            load.finish();
        } while (System.nanoTime() - until < 0);
    }

    /** As many are started in each millisecond of a second, so that their limits are reached one after the other, too. */
    private LoadResult timeouts() throws Exception {
        open();
        Usage usage = Usage.begin(tally);
        int connections = settings.connections();
        long begin = System.nanoTime();
        for (int i = 0; i < connections; i++) {
            long early = begin + TimeUnit.MILLISECONDS.toNanos(1_000L * i / connections) - System.nanoTime();
            if (early > 0) {
                load.runFor(early);
            }
            load.start(i, i + 1, false);
        }
        load.finish();
        LoadResult result = usage.end();
        load.close();
        return result;
    }

    /**
     * What an idle connection adds: to the heap in use after collecting, and to the memory in RAM, which is everything
     * outside the heap as the whole heap is in RAM from the start (-Xms, -Xmx and AlwaysPreTouch).
     */
    private LoadResult memory() throws Exception {
        load.open();
        int few = prime(settings.idle() / FEW);
        for (int i = 0; i < MEMORY_WARM_ROUNDS; i++) {
            load.prime(settings.idle() / FEW); // so that classes and compiled code are there before the first look
        }
        long heap = ProcessFigures.usedHeap();
        long resident = ProcessFigures.residentBytes();
        int many = prime(settings.idle());
        double heapEach = (double) (ProcessFigures.usedHeap() - heap) / (many - few);
        double residentEach = (double) (ProcessFigures.residentBytes() - resident) / (many - few);
        load.close();
        return new LoadResult(
                many,
                0,
                null,
                null,
                null,
                null,
                null,
                heapEach + residentEach,
                String.format(Locale.ROOT, "heap_%.0f_and_outside_%.0f", heapEach, residentEach));
    }

    private void open() throws Exception {
        load.open();
        if (settings.idle() > 0) {
            prime(settings.idle());
        }
    }

    /** Asks so often for as many responses at a time that there are so many connections, which then idle. */
    private int prime(int idle) throws Exception {
        for (int i = 0; i < PRIMING_TRIES && ProcessFigures.openSockets() < idle; i++) {
            load.prime(idle);
        }
        int open = ProcessFigures.openSockets();
        if (open < idle) {
            throw new IllegalStateException("only " + open + " of " + idle + " idle connections could be opened");
        }
        return open;
    }

    private static long nanos(double seconds) {
        return (long) (seconds * TimeUnit.SECONDS.toNanos(1));
    }
}
