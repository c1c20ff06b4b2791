/** Tests of the clients, and runs of each of ours for a moment. */
@NullMarked
package io.github.socketaction.benchmarks.load;

import org.jspecify.annotations.NullMarked;
