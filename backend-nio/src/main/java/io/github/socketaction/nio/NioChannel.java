package io.github.socketaction.nio;

import io.github.socketaction.socket.SocketEvents;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** A channel of the application's own. */
record NioChannel(SelectableChannel channel) implements NioPollable {

    @Override
    public int ops(int interest) {
        int ops = 0;
        if ((interest & SocketEvents.IN) != 0) {
            ops |= SelectionKey.OP_READ | SelectionKey.OP_ACCEPT;
        }
        if ((interest & SocketEvents.OUT) != 0) {
            ops |= isConnecting() ? SelectionKey.OP_CONNECT : SelectionKey.OP_WRITE;
        }
        return ops & channel.validOps();
    }

    private boolean isConnecting() {
        return channel instanceof SocketChannel socket && socket.isConnectionPending();
    }
}
