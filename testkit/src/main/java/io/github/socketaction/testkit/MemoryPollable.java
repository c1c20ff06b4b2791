package io.github.socketaction.testkit;

import io.github.socketaction.socket.Pollable;

/** What a {@link MemoryPoller} can wait for. */
interface MemoryPollable extends Pollable {

    /** The descriptor's number, which others may have had before. */
    int fd();

    /** Whether it is not closed yet. */
    boolean isOpen();

    /** What it is ready for now: bits of {@link io.github.socketaction.socket.SocketEvents}. */
    int readiness();

    /** A count that grows whenever it becomes ready anew for an event, {@code IN} or {@code OUT}. */
    long edges(int event);
}
