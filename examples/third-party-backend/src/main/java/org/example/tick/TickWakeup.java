package org.example.tick;

import io.github.socketaction.socket.SocketEvents;
import io.github.socketaction.socket.Wakeup;

/** A flag that every thread may set; a poller sees it within a tick. */
final class TickWakeup implements Wakeup, TickPollable {

    private volatile boolean isSet;

    @Override
    public int ready(int interest) {
        return isSet ? interest & SocketEvents.IN : 0;
    }

    @Override
    public void wakeup() {
        isSet = true;
    }

    @Override
    public void drain() {
        isSet = false;
    }

    @Override
    public void close() {}
}
