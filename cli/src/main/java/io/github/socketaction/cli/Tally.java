package io.github.socketaction.cli;

/** How far the transfers of a command are. */
final class Tally {

    /** Transfers in all. */
    final int count;

    /** Transfers that have ended, failed ones too. */
    int done;

    /** Transfers that have failed. */
    int failed;

    /** Body bytes of all transfers. */
    long received;

    Tally(int count) {
        this.count = count;
    }
}
