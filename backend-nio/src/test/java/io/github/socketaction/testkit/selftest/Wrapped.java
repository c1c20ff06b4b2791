package io.github.socketaction.testkit.selftest;

import io.github.socketaction.socket.Pollable;
import io.github.socketaction.socket.SocketHandle;
import io.github.socketaction.transfer.Transfer;
import org.jspecify.annotations.Nullable;

/** A pollable around the real one. */
interface Wrapped extends Pollable {

    Pollable real();

    /** A socket as the real poller has to see it. */
    record Inner(SocketHandle outer, Pollable pollable) implements SocketHandle {
        @Override
        public long id() {
            return outer.id();
        }

        @Override
        public @Nullable Transfer transfer() {
            return outer.transfer();
        }
    }
}
