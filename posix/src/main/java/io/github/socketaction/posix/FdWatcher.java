package io.github.socketaction.posix;

/** A poller, as something that a descriptor has to tell of its end. */
public interface FdWatcher {

    /**
     * Says that the descriptor in a slot is about to be closed: it must leave the kernel's set before. Afterwards a
     * duplicate in another process would keep it there for ever, with no number left to take it out by.
     */
    void closing(int slot);
}
