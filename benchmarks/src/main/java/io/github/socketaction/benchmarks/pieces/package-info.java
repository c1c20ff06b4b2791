/**
 * JMH benchmarks of the engine's pieces, and of the whole engine over a network in memory. They reach into the core's internal
 * packages, which the class path allows. Run by {@code benchmarks/jmh}; the one to read first is {@link
 * io.github.socketaction.benchmarks.pieces.TransferBenchmark}.
 */
@NullMarked
package io.github.socketaction.benchmarks.pieces;

import org.jspecify.annotations.NullMarked;
