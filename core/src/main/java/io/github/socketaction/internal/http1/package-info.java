/**
 * HTTP/1 (RFC 9112): one request written to a pipe and one response read from it. It knows pipes and buffers but no
 * connection, no pool and no transfer. Read {@link io.github.socketaction.internal.http1.Http1Exchange} first.
 *
 * <p>Parsing is in place and by line: no byte is copied and nothing is allocated for a response that arrives whole. What
 * comes out does not depend on how the bytes were cut on their way.
 */
@NullMarked
package io.github.socketaction.internal.http1;

import org.jspecify.annotations.NullMarked;
