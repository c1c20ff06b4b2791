/**
 * What the application was told about each socket, and what it is to be told: the bookkeeping behind the socket callback,
 * and that behind the timer callback. It knows nothing of connections. Read {@link
 * io.github.socketaction.internal.watch.SocketTable} first.
 */
@NullMarked
package io.github.socketaction.internal.watch;

import org.jspecify.annotations.NullMarked;
