package io.github.socketaction.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The other side in memory, for the rules of backends. Nothing ever has to be waited for: what was sent is there, or it
 * never will be, and then the peer throws.
 */
final class MemoryPeers implements PeerFactory {

    /** What a peer takes without reading, in bytes, so that a writer sooner or later has to wait. */
    private static final int WINDOW = 128 * 1024;

    private final MemoryNetwork network;
    private final List<MemoryServer> servers = new ArrayList<>();
    private int nextPort = 1024;

    MemoryPeers(MemoryNetwork network) {
        this.network = network;
    }

    @Override
    public PeerServer listen() {
        MemoryServer server = network.listen(newAddress());
        servers.add(server);
        return new Server(network, server);
    }

    @Override
    public SocketAddress refusing() {
        InetSocketAddress address = newAddress();
        network.route(address, MemoryNetwork.Route.REFUSE);
        return address;
    }

    @Override
    public SocketAddress silent() {
        InetSocketAddress address = newAddress();
        network.route(address, MemoryNetwork.Route.BLACK_HOLE);
        return address;
    }

    @Override
    public void close() {
        servers.forEach(MemoryServer::close);
    }

    private InetSocketAddress newAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), nextPort++);
    }

    private static final class Server implements PeerServer {

        private final MemoryNetwork network;
        private final MemoryServer server;
        private final ArrayDeque<MemoryConnection> waiting = new ArrayDeque<>();

        private Server(MemoryNetwork network, MemoryServer server) {
            this.network = network;
            this.server = server;
            server.window(WINDOW).onAccept(connection -> {
                connection.stall();
                waiting.add(connection);
            });
        }

        @Override
        public SocketAddress address() {
            return server.address();
        }

        @Override
        public PeerConnection accept() throws IOException {
            network.deliver();
            MemoryConnection next = waiting.poll();
            if (next == null) {
                throw new IOException("nobody has connected to " + address());
            }
            return new Connection(network, next);
        }

        @Override
        public void close() {
            server.connections().forEach(MemoryConnection::close);
            server.close();
        }
    }

    private record Connection(MemoryNetwork network, MemoryConnection connection) implements PeerConnection {

        @Override
        public byte[] read(int count) throws IOException {
            network.deliver();
            byte[] bytes = connection.take(count);
            if (bytes.length < count && !connection.isClientEnded()) {
                throw new IOException("only " + bytes.length + " of " + count + " bytes were sent");
            }
            return bytes;
        }

        @Override
        public void write(byte[] bytes) {
            connection.send(bytes);
        }

        @Override
        public void shutdownOutput() {
            connection.shutdownOutput();
        }

        @Override
        public void reset() {
            connection.reset();
        }

        @Override
        public void close() {
            connection.close();
        }
    }
}
