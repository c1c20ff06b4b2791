/**
 * How connected byte streams come to be and move bytes: a {@link io.github.socketaction.internal.pipe.Connector} makes a
 * {@link io.github.socketaction.internal.pipe.Pipe}. TCP with its racing addresses is here; TLS and tunnels compose as
 * further connectors. It knows no HTTP and no transfer. Read {@code Pipe} first.
 */
@NullMarked
package io.github.socketaction.internal.pipe;

import org.jspecify.annotations.NullMarked;
