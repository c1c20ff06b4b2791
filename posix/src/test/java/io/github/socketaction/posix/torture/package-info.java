/**
 * Lets every system call of a native backend fail, once and for ever, with everything that its manual page allows, and
 * looks whether each transfer still completes once and nothing is left open. Serves every native backend; read {@code
 * Torture} first.
 */
@NullMarked
package io.github.socketaction.posix.torture;

import org.jspecify.annotations.NullMarked;
