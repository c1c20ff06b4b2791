/** Runs every example against a server in the same process. Read {@code ExamplesTest} first. */
@NullMarked
package io.github.socketaction.examples;

import org.jspecify.annotations.NullMarked;
