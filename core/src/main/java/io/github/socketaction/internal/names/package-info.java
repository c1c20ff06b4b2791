/**
 * Name look-ups: started by the engine, answered by other threads, and brought back to the engine's thread through a
 * wakeup that is announced like any socket. The only package with threads in it. Read {@link
 * io.github.socketaction.internal.names.Lookups} first.
 */
@NullMarked
package io.github.socketaction.internal.names;

import org.jspecify.annotations.NullMarked;
