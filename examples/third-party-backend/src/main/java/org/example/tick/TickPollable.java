package org.example.tick;

import io.github.socketaction.socket.Pollable;

/** What a {@link TickPoller} can try. */
interface TickPollable extends Pollable {

    /**
     * Tries what is wanted.
     *
     * @param interest bits {@code IN} and {@code OUT} of {@link io.github.socketaction.socket.SocketEvents}
     * @return those of them that it is ready for
     */
    int ready(int interest);
}
