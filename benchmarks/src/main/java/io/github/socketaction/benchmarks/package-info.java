/**
 * The side-by-side benchmark: starts one nginx and each client in a process of its own, lets them take turns, and says
 * what each needed. Knows nothing of how a client works inside, but for the arguments and lines it is driven with. Read
 * {@link io.github.socketaction.benchmarks.SideBySide} first.
 */
@NullMarked
package io.github.socketaction.benchmarks;

import org.jspecify.annotations.NullMarked;
