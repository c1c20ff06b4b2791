/**
 * The engine: runs what is ready, then announces what changed. Transfers and their states live here. It knows the version
 * of HTTP only where an exchange is made, and nothing of the public class above it. Read {@link
 * io.github.socketaction.internal.engine.Engine} first, then {@code TransferTask}.
 */
@NullMarked
package io.github.socketaction.internal.engine;

import org.jspecify.annotations.NullMarked;
