/** Tests of the side-by-side benchmark. */
@NullMarked
package io.github.socketaction.benchmarks;

import org.jspecify.annotations.NullMarked;
