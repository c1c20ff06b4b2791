package io.github.socketaction.internal.engine;

import io.github.socketaction.transfer.Transfer;
import java.util.ArrayList;
import java.util.List;

/** The transfers that are added; each knows its place, so that removing one does not look for it. */
final class TransferList {

    private final ArrayList<TransferTask> transfers = new ArrayList<>();

    int size() {
        return transfers.size();
    }

    void add(TransferTask transfer) {
        transfer.listIndex = transfers.size();
        transfers.add(transfer);
    }

    void remove(TransferTask transfer) {
        TransferTask last = transfers.remove(transfers.size() - 1);
        if (last != transfer) {
            transfers.set(transfer.listIndex, last);
            last.listIndex = transfer.listIndex;
        }
        transfer.listIndex = -1;
    }

    /** The transfers as they are now; later changes do not show. */
    List<TransferTask> snapshot() {
        return new ArrayList<>(transfers);
    }

    List<Transfer> copy() {
        return List.copyOf(transfers);
    }
}
