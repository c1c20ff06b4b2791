package io.github.socketaction.testkit;

import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A server in memory, whose part is played by the test's script. */
public final class MemoryServer implements AutoCloseable {

    private final MemoryNetwork network;
    private final SocketAddress address;
    private final List<MemoryConnection> accepted = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();
    private Consumer<MemoryConnection> onAccept = connection -> {};
    private int window = Integer.MAX_VALUE;

    MemoryServer(MemoryNetwork network, SocketAddress address) {
        this.network = network;
        this.address = address;
    }

    /** Where it listens. */
    public SocketAddress address() {
        return address;
    }

    /** Says what to do with each new connection; replaces what was said before. */
    public MemoryServer onAccept(Consumer<MemoryConnection> script) {
        onAccept = script;
        return this;
    }

    /**
     * Answers every request on every connection with the same bytes and keeps the connection open.
     *
     * @param segments each arrives by itself; in ISO-8859-1
     */
    public MemoryServer respondWith(String... segments) {
        return onAccept(connection -> connection.onRequest(request -> connection.send(segments)));
    }

    /**
     * Answers the first request of each connection with the same bytes, then closes it.
     *
     * @param segments each arrives by itself; in ISO-8859-1
     */
    public MemoryServer respondAndClose(String... segments) {
        return onAccept(connection -> connection.onRequest(request -> {
            connection.send(segments);
            connection.close();
        }));
    }

    /** Limits the bytes that each new connection takes before it has read them, so that writing would block. */
    public MemoryServer window(int bytes) {
        window = bytes;
        return this;
    }

    /** The connections so far, in the order they came. */
    public List<MemoryConnection> connections() {
        return accepted;
    }

    /** The n-th connection, from 1 upward. */
    public MemoryConnection connection(int nth) {
        return accepted.get(nth - 1);
    }

    /** The request heads so far on all connections, in ISO-8859-1, each with the empty line at its end. */
    public List<String> requests() {
        return requests;
    }

    /** Listens no more: further connects are refused. Connections that are there stay. */
    @Override
    public void close() {
        network.stopListening(address);
    }

    void accept(MemoryLink link) {
        MemoryConnection connection = new MemoryConnection(network, link, accepted.size() + 1, requests::add);
        accepted.add(connection);
        if (window != Integer.MAX_VALUE) {
            connection.window(window);
        }
        onAccept.accept(connection);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
