package io.github.socketaction.internal.engine;

import org.jspecify.annotations.Nullable;

/** Completed transfers that the application has not read, in the order of completion, linked through themselves. */
final class MessageQueue {

    private @Nullable TransferTask first;
    private @Nullable TransferTask last;
    private int size;

    int size() {
        return size;
    }

    void add(TransferTask transfer) {
        transfer.hasMessage = true;
        transfer.messageBefore = last;
        if (last == null) {
            first = transfer;
        } else {
            last.messageAfter = transfer;
        }
        last = transfer;
        size++;
    }

    @Nullable TransferTask poll() {
        TransferTask transfer = first;
        if (transfer != null) {
            withdraw(transfer);
        }
        return transfer;
    }

    /** Takes a transfer out, if it is in. */
    void withdraw(TransferTask transfer) {
        if (!transfer.hasMessage) {
            return;
        }
        transfer.hasMessage = false;
        TransferTask before = transfer.messageBefore;
        TransferTask after = transfer.messageAfter;
        if (before == null) {
            first = after;
        } else {
            before.messageAfter = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.messageBefore = before;
        }
        transfer.messageBefore = null;
        transfer.messageAfter = null;
        size--;
    }
}
