package io.github.socketaction.cli;

import io.github.socketaction.transfer.Transfer;
import io.github.socketaction.transfer.TransferResult;
import org.jspecify.annotations.Nullable;

/**
 * What there is to tell of a transfer that has ended.
 *
 * @param index the place of its URL on the command line, from 0
 * @param file where its data went, or null for stdout
 * @param head what its last response head said
 */
record TransferReport(int index, @Nullable String file, Transfer transfer, TransferResult result, HeadDigest head) {}
