package io.github.socketaction.benchmarks;

import java.util.Arrays;
import java.util.List;

/**
 * The middle and the ends of a few figures.
 *
 * @param median the middle one, or the mean of the two in the middle
 */
record Statistics(double median, double min, double max) {

    /**
     * Of at least one figure.
     *
     * @throws IllegalArgumentException when there is none
     */
    static Statistics of(List<Double> figures) {
        double[] sorted =
                figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("no figure has no median");
        }
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Statistics(median, sorted[0], Arrays.stream(sorted).max().orElseThrow());
    }
}
