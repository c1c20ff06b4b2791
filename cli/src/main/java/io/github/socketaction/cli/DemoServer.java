package io.github.socketaction.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** A small HTTP server on the loopback address and one daemon thread, for the demo to talk to. */
final class DemoServer implements AutoCloseable {

    /** So that a thousand connects at once find room; the system may cut it. */
    private static final int BACKLOG = 4_096;

    private final Selector selector;
    private final ServerSocketChannel listener;
    private final int port;
    private volatile boolean closing;
    private volatile @Nullable IOException failure;

    DemoServer() throws IOException {
        selector = Selector.open();
        listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
        port = listener.socket().getLocalPort();
        Thread thread = new Thread(this::run, "sact-demo-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** The address for URLs, such as {@code http://127.0.0.1:8080}. */
    String base() {
        return "http://127.0.0.1:" + port;
    }

    /** Why the server stopped before it was asked to, or null. */
    @Nullable IOException failure() {
        return failure;
    }

    /** Stops, and closes everything, on the server's own thread. */
    @Override
    public void close() {
        closing = true;
        selector.wakeup();
    }

    private void run() {
        try (selector;
                listener) {
            try {
                while (!closing) {
                    selector.select();
                    serveReady();
                }
            } finally {
                for (SelectionKey key : selector.keys()) {
                    key.channel().close();
                }
            }
        } catch (IOException e) {
            failure = e;
        }
    }

    private void serveReady() throws IOException {
        for (SelectionKey key : selector.selectedKeys()) {
            if (key.attachment() instanceof DemoConnection connection) {
                if (!connection.advance(key)) {
                    connection.close();
                }
            } else {
                accept();
            }
        }
        selector.selectedKeys().clear();
    }

    private void accept() throws IOException {
        for (SocketChannel channel = listener.accept(); channel != null; channel = listener.accept()) {
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, new DemoConnection(channel));
        }
    }
}
