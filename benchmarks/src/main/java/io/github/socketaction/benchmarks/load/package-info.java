/**
 * The clients of the side-by-side benchmark that run on the JVM. Each runs in a process of its own, does what the lines on
 * its stdin say, and measures itself. Knows nothing of rounds, tables and the other clients. Read {@link
 * io.github.socketaction.benchmarks.load.LoadMain} first.
 */
@NullMarked
package io.github.socketaction.benchmarks.load;

import org.jspecify.annotations.NullMarked;
