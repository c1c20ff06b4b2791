package io.github.socketaction.testkit;

import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** One connection in memory as its client sees it: what has arrived, what may be sent, and how it ended. */
final class MemoryLink {

    private final MemoryNetwork network;
    private final ArrayDeque<ByteBuffer> arrived = new ArrayDeque<>();
    private boolean ended;
    private boolean clientClosed;
    private @Nullable IOException broken;
    private int window = Integer.MAX_VALUE;
    private int inFlight;
    private long inEdges;
    private long outEdges;
    private long lastToClient;
    private long lastToServer;
    private @Nullable MemoryConnection server;

    MemoryLink(MemoryNetwork network) {
        this.network = network;
    }

    void attach(MemoryConnection connection) {
        server = connection;
    }

    /** Lets something happen at the client when it has crossed the network. */
    void toClient(Runnable arrival) {
        lastToClient = network.transmitToClient(lastToClient, arrival);
    }

    private void toServer(Runnable arrival) {
        lastToServer = network.transmit(lastToServer, arrival);
    }

    /** Bytes arrive at the client as one segment, which is one read. */
    void arrive(ByteBuffer segment) {
        if (!clientClosed && !ended && broken == null) {
            arrived.add(segment);
            inEdges++;
        }
    }

    /** The client learns that the server sends no more. */
    void arriveEnd() {
        if (!ended && broken == null) {
            ended = true;
            inEdges++;
        }
    }

    /** The client learns that the connection is gone. */
    void arriveReset(boolean discardArrived) {
        if (broken == null) {
            broken = new SocketException("Connection reset");
            if (discardArrived) {
                arrived.clear();
            }
            inEdges++;
            outEdges++;
        }
    }

    void breakOff(IOException failure) {
        broken = failure;
        arrived.clear();
    }

    /** What the client reads: a count, 0, -1 for the end, or -2 for broken. */
    int read(ByteBuffer target) {
        int count = readSegment(target);
        while (network.joinsSegments() && count > 0 && target.hasRemaining() && !arrived.isEmpty()) {
            count += readSegment(target);
        }
        return count;
    }

    /** What the client writes: a count, 0, or -2 for broken. */
    int write(ByteBuffer source) {
        if (broken != null) {
            return -2;
        }
        int count = Math.min(source.remaining(), Math.max(0, window - inFlight));
        if (count == 0) {
            return 0;
        }
        byte[] bytes = new byte[count];
        source.get(bytes);
        inFlight += count;
        toServer(() -> deliverToServer(bytes));
        return count;
    }

    /** The client closes or shuts down its sending. */
    void endFromClient(boolean closing) {
        clientClosed |= closing;
        toServer(() -> {
            if (server != null) {
                server.clientEnded(closing);
            }
        });
    }

    /** Sets how many bytes may be on their way or unread by the server. */
    void window(int bytes) {
        window = bytes;
        outEdges++;
    }

    void taken(int bytes) {
        inFlight -= bytes;
        outEdges++;
    }

    boolean isReadable() {
        return !arrived.isEmpty() || ended || broken != null;
    }

    boolean isWritable() {
        return broken != null || inFlight < window;
    }

    boolean isBroken() {
        return broken != null;
    }

    @Nullable IOException failure() {
        return broken;
    }

    /** Grows whenever something new can be read: what an edge-triggered poller reports. */
    long inEdges() {
        return inEdges;
    }

    /** Grows whenever writing becomes possible. */
    long outEdges() {
        return outEdges;
    }

    private int readSegment(ByteBuffer target) {
        ByteBuffer segment = arrived.peek();
        if (segment == null) {
            return broken != null ? -2 : ended ? -1 : 0;
        }
        int count = Math.min(segment.remaining(), target.remaining());
        target.put(target.position(), segment, segment.position(), count);
        target.position(target.position() + count);
        segment.position(segment.position() + count);
        if (!segment.hasRemaining()) {
            arrived.remove();
        }
        return count;
    }

    private void deliverToServer(byte[] bytes) {
        if (server != null) {
            server.receive(bytes);
        }
    }
}
