package io.github.socketaction.nio;

import io.github.socketaction.socket.LocalEnds;
import io.github.socketaction.transfer.KeepAlive;
import io.github.socketaction.transfer.SocketOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;

/** Sets on a channel what is to hold for a socket, before it is connected. */
final class ChannelSettings {

    private ChannelSettings() {}

    static void apply(SocketChannel channel, SocketOptions options, InetSocketAddress remote) throws IOException {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, options.noDelay());
        KeepAlive keepAlive = options.keepAlive();
        if (keepAlive != null) {
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            setSeconds(channel, "TCP_KEEPIDLE", keepAlive.idleSeconds());
            setSeconds(channel, "TCP_KEEPINTERVAL", keepAlive.intervalSeconds());
        }
        if (options.asksForLocalEnd()) {
            LocalEnds.bind(options, remote, channel::bind);
        }
    }

    /** Sets an option of the JDK's optional module jdk.net, which is found by its name so that nobody has to have it. */
    private static void setSeconds(SocketChannel channel, String name, int seconds) throws IOException {
        for (SocketOption<?> option : channel.supportedOptions()) {
            if (option.name().equals(name) && option.type() == Integer.class) {
                // Its type was just asked for.
                @SuppressWarnings("unchecked")
                SocketOption<Integer> ofSeconds = (SocketOption<Integer>) option;
                channel.setOption(ofSeconds, seconds);
                return;
            }
        }
        throw new IOException("cannot set " + name + ": this system or this Java runtime (module jdk.net) has no such"
                + " option; use keep-alive of another backend or none");
    }
}
