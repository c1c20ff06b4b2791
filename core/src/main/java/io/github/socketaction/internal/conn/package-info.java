/**
 * Connections: made, lent to one transfer at a time, kept while idle, closed. It decides who gets which connection and
 * who has to wait, and knows nothing of what the transfers are about. Read {@link
 * io.github.socketaction.internal.conn.ConnectionPool} first.
 */
@NullMarked
package io.github.socketaction.internal.conn;

import org.jspecify.annotations.NullMarked;
