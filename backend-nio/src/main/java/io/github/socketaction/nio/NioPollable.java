package io.github.socketaction.nio;

import io.github.socketaction.socket.Pollable;
import io.github.socketaction.socket.SocketHandle;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import org.jspecify.annotations.Nullable;

/** What a selector can wait for: something with a channel. */
sealed interface NioPollable extends Pollable permits NioTransport, NioWakeup, NioChannel {

    /** The pollable of a socket, which has to be one of this backend. */
    static NioPollable of(SocketHandle socket) {
        if (socket.pollable() instanceof NioPollable pollable) {
            return pollable;
        }
        throw new IllegalArgumentException("socket " + socket.id() + " is a "
                + socket.pollable().getClass().getName()
                + " of another backend: use the poller of the backend that opened it");
    }

    /** The channel, or null while there is none. */
    @Nullable SelectableChannel channel();

    /** The key's interest set for {@code SocketEvents} bits, as things stand now. */
    int ops(int interest);

    /** Says that a key now waits for the end of the connect; whoever ends it must change the key. */
    default void waitsForConnect(SelectionKey key) {}
}
