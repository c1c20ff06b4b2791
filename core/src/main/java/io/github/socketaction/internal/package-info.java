/**
 * What all internals share: {@link io.github.socketaction.internal.TransferFailure}, the one way in which a transfer
 * fails below the engine. It knows nothing but the result codes.
 */
@NullMarked
package io.github.socketaction.internal;

import org.jspecify.annotations.NullMarked;
