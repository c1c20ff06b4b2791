/**
 * The words in which an application speaks of transfers: what is wanted ({@link
 * io.github.socketaction.transfer.TransferOptions}), the live run of it ({@link
 * io.github.socketaction.transfer.Transfer}), what came of it ({@link
 * io.github.socketaction.transfer.TransferResult}), and the callbacks in between.
 *
 * <p>This is the lowest package: it knows nothing of sockets, of the engine or of any protocol's bytes. Read {@code
 * TransferOptions} first, then {@code Transfer}.
 */
@NullMarked
package io.github.socketaction.transfer;

import org.jspecify.annotations.NullMarked;
