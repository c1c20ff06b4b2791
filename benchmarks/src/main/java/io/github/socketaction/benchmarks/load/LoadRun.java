package io.github.socketaction.benchmarks.load;

import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Warms a client, and measures it. */
final class LoadRun {

    private static final int PRIMING_TRIES = 50;
    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int FEW = 20;

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
        long until = System.nanoTime() + nanos(seconds);
        return switch (settings.kind()) {
            case MEMORY -> "warm 0 false";
            case TIMEOUTS -> warmByRounds(requests, until);
            case BUSY, CHURN -> warmBusy(requests, until);
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

    private String warmBusy(long requests, long until) throws Exception {
        open();
        load.start(true);
        long done = 0;
        double before = 0;
        boolean steady = false;
        while ((done < requests || !steady) && System.nanoTime() < until) {
            Usage usage = Usage.begin(tally);
            load.runFor(Math.min(WINDOW_NANOS, Math.max(1, until - System.nanoTime())));
            LoadResult window = usage.end();
            done += window.requests();
            double cost = window.cpuMicros() == null ? 0 : window.cpuMicros() / Math.max(1, window.requests());
            steady = Math.abs(cost - before) <= STEADY * before;
            before = cost;
        }
        load.close();
        return "warm " + done + " " + steady;
    }

    private String warmByRounds(long requests, long until) throws Exception {
        long done = 0;
        while (done < requests && System.nanoTime() < until) {
            done += timeouts().requests();
        }
        return "warm " + done + " false";
    }

    private LoadResult busy(long warmNanos, long nanos) throws Exception {
        open();
        load.start(true);
        load.runFor(warmNanos);
        Usage usage = Usage.begin(tally);
        load.runFor(nanos);
        LoadResult result = usage.end();
        load.close();
        return result;
    }

    private LoadResult timeouts() throws Exception {
        open();
        Usage usage = Usage.begin(tally);
        load.start(false);
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
