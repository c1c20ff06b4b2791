package io.github.socketaction.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** A server that accepts connections, reads what comes, and never answers. */
final class SilentListener {

    private static final int ADDRESSES = 20;
    private static final int BACKLOG = 16_384;

    private final Selector selector;
    private final Thread thread;
    private final int port;

    private SilentListener(Selector selector, int port) {
        this.selector = selector;
        this.port = port;
        thread = new Thread(this::run, "silent-listener");
        thread.setDaemon(true);
    }

    /** Starts one on many loopback addresses. */
    static SilentListener start() throws IOException {
        Selector selector = Selector.open();
        int port = 0;
        for (int i = 1; i <= ADDRESSES; i++) {
            ServerSocketChannel listener = ServerSocketChannel.open();
            listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            listener.bind(new InetSocketAddress("127.0.0." + i, port), BACKLOG);
            port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
            listener.configureBlocking(false);
            listener.register(selector, SelectionKey.OP_ACCEPT);
        }
        SilentListener silent = new SilentListener(selector, port);
        silent.thread.start();
        return silent;
    }

    List<String> urls() {
        List<String> urls = new ArrayList<>();
        for (int i = 1; i <= ADDRESSES; i++) {
            urls.add("http://127.0.0." + i + ":" + port + "/");
        }
        return urls;
    }

    /** Ends it. */
    void close() throws IOException, InterruptedException {
        thread.interrupt();
        selector.wakeup();
        thread.join();
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }

    private void run() {
        ByteBuffer scratch = ByteBuffer.allocate(4_096);
        while (!Thread.currentThread().isInterrupted()) {
            try {
                selector.select(key -> ready(key, scratch));
            } catch (IOException e) {
                throw new UncheckedIOException("the silent listener cannot wait", e);
            }
        }
    }

    private void ready(SelectionKey key, ByteBuffer scratch) {
        try {
            if (key.channel() instanceof ServerSocketChannel listener) {
                for (SocketChannel next = listener.accept(); next != null; next = listener.accept()) {
                    next.configureBlocking(false);
                    next.register(selector, SelectionKey.OP_READ);
                }
            } else if (key.channel() instanceof SocketChannel connection && connection.read(scratch.clear()) < 0) {
                connection.close();
            }
        } catch (IOException resetByClient) {
            close(key);
        }
    }

    private static void close(SelectionKey key) {
        try {
            key.channel().close();
        } catch (IOException e) {
            key.cancel(); // it is gone all the same
        }
    }
}
