package io.github.socketaction.benchmarks.load;

import java.util.concurrent.TimeUnit;

/** What this process uses up between two moments. */
final class Usage {

    private static final double NANOS_PER_MICRO = 1_000;

    private final Tally tally;
    private final long startNanos;
    private final double cpuMicros;
    private final long allocatedBytes;

    private Usage(Tally tally) {
        this.tally = tally;
        allocatedBytes = ProcessFigures.allocatedBytes();
        tally.take();
        startNanos = System.nanoTime();
        cpuMicros = ProcessFigures.cpuMicros();
    }

    static Usage begin(Tally tally) {
        return new Usage(tally);
    }

    LoadResult end() {
        double cpu = ProcessFigures.cpuMicros() - cpuMicros;
        double seconds = (double) (System.nanoTime() - startNanos) / TimeUnit.SECONDS.toNanos(1);
        Tally.Counts counts = tally.take();
        double allocated = ProcessFigures.allocatedBytes() - allocatedBytes;
        boolean hasTimes = counts.times.total() > 0;
        return new LoadResult(
                counts.completed.get(),
                counts.failed,
                seconds,
                cpu,
                allocated,
                hasTimes ? counts.times.percentile(0.50) / NANOS_PER_MICRO : null,
                hasTimes ? counts.times.percentile(0.99) / NANOS_PER_MICRO : null,
                null,
                null);
    }
}
