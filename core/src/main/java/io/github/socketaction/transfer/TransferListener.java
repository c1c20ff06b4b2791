package io.github.socketaction.transfer;

/** Hears of the end of transfers. */
@FunctionalInterface
public interface TransferListener {

    /**
     * Called once for each completed transfer, inside the call that completed it, after its result and figures are
     * final. The transfer may be removed and others added here.
     *
     * @param transfer the transfer; its {@link Transfer#result()} is not null
     */
    void onDone(Transfer transfer);
}
