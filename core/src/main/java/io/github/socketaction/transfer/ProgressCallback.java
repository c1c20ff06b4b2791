package io.github.socketaction.transfer;

/** Follows the progress of a transfer; libcurl's {@code CURLOPT_XFERINFOFUNCTION}. */
@FunctionalInterface
public interface ProgressCallback {

    /**
     * Called after each run in which the transfer moved body bytes. {@link TransferInfo#downloadLength()} says how
     * much is expected, {@link TransferInfo#downloadedBytes()} and {@link
     * TransferInfo#uploadedBytes()} how much has come and gone.
     *
     * @param transfer the transfer that moved
     * @return how to go on; {@code ABORT} ends the transfer with {@link ResultCode#ABORTED_BY_CALLBACK}
     */
    Flow onProgress(Transfer transfer);
}
