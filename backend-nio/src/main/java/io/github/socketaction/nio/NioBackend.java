package io.github.socketaction.nio;

import io.github.socketaction.socket.Backend;
import io.github.socketaction.socket.Pollable;
import io.github.socketaction.socket.Poller;
import io.github.socketaction.socket.SocketHandle;
import io.github.socketaction.socket.Transport;
import io.github.socketaction.socket.Wakeup;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.Selector;

/** The backend of {@code java.nio}: socket channels and a selector. It has no state, so one may serve many threads. */
public final class NioBackend implements Backend {

    static final String NAME = "nio";

    /** Makes one. */
    public NioBackend() {}

    /**
     * The channel behind a socket, for an application that waits with a {@link Selector} of its own. Register it, but
     * do not read, write or close it. Closing it frees its descriptor only in the next {@code select} of every selector
     * it is registered with, so cancel the key on {@code REMOVE} and select soon after.
     *
     * <p>While the socket is connecting, wait for {@code OP_CONNECT} where {@code OUT} is asked for, and for {@code
     * OP_WRITE} afterwards: a selector that still waits for {@code OP_CONNECT} then returns at once for ever.
     *
     * @throws IllegalArgumentException when the socket belongs to another backend
     * @throws IllegalStateException when the socket has not been told to connect yet
     */
    public static SelectableChannel channel(SocketHandle socket) {
        NioPollable pollable = NioPollable.of(socket);
        SelectableChannel channel = pollable.channel();
        if (channel == null) {
            throw new IllegalStateException("socket " + socket.id() + " has no channel: connect it first");
        }
        return channel;
    }

    /**
     * Wraps a channel of the application, so that a poller of this backend can wait for it. {@code IN} means that it can
     * be read or can accept, {@code OUT} that it can be written; for a socket channel that is connecting at the time of
     * the announcement {@code OUT} means that its connect has ended, and it has to be announced again afterwards.
     *
     * @param channel the channel; it stays the application's, which closes it
     * @throws IllegalArgumentException when the channel is in blocking mode
     */
    public static Pollable pollable(SelectableChannel channel) {
        if (channel.isBlocking()) {
            throw new IllegalArgumentException(
                    "cannot wait for " + channel + ", which is in blocking mode: call configureBlocking(false) first");
        }
        return new NioChannel(channel);
    }

    @Override
    public String name() {
        return NAME;
    }

    /** {@inheritDoc} The channel itself is opened by {@code connect}, which knows the kind of the address. */
    @Override
    public Transport openTransport() {
        return new NioTransport();
    }

    @Override
    public Wakeup openWakeup() throws IOException {
        return NioWakeup.open();
    }

    @Override
    public Poller openPoller() throws IOException {
        return NioPoller.open(SelectCall.JDK, NioWakeup.open());
    }
}
