package io.github.socketaction.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/** The other side by real sockets. */
final class LoopbackPeers implements PeerFactory {

    private static final int MAX_FILLERS = 64;
    /** A connect over loopback that takes longer than this is one that is not answered, in milliseconds. */
    private static final int UNANSWERED_MILLIS = 300;

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    @Override
    public PeerServer listen() throws IOException {
        ScriptedServer server = ScriptedServer.listening();
        open.push(server);
        return server;
    }

    @Override
    public SocketAddress refusing() throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return listener.getLocalSocketAddress(); // nobody listens there any more
        }
    }

    /** A listener with a full backlog: the system drops what else comes, and the client goes on trying. */
    @Override
    public SocketAddress silent() throws IOException {
        ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        open.push(listener);
        InetSocketAddress address = (InetSocketAddress) listener.getLocalSocketAddress();
        for (int i = 0; i < MAX_FILLERS; i++) {
            SocketChannel filler = SocketChannel.open();
            open.push(filler);
            filler.configureBlocking(false);
            if (!filler.connect(address) && isUnanswered(filler)) {
                return address;
            }
        }
        throw new UnsupportedOperationException(
                "this system still answers after " + MAX_FILLERS + " connects to a listener with a backlog of 1");
    }

    private static boolean isUnanswered(SocketChannel filler) throws IOException {
        try (Selector selector = Selector.open()) {
            filler.register(selector, SelectionKey.OP_CONNECT);
            return selector.select(UNANSWERED_MILLIS) == 0;
        }
    }

    @Override
    public void close() throws IOException {
        while (!open.isEmpty()) {
            AutoCloseable next = open.pop();
            try {
                next.close();
            } catch (IOException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException("cannot close " + next, e);
            }
        }
    }
}
