/**
 * Buffers that are borrowed while bytes are in them: a pool, and the bytes received but not yet used. It knows nothing of
 * where the bytes come from. Read {@link io.github.socketaction.internal.buffer.ReceiveBuffer} first.
 */
@NullMarked
package io.github.socketaction.internal.buffer;

import org.jspecify.annotations.NullMarked;
