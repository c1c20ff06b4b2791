package io.github.socketaction.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;

/** One connection as the server in memory has it: what it received, and the verbs to answer and to misbehave. */
public final class MemoryConnection {

    private static final String HEAD_END = "\r\n\r\n";

    private final MemoryNetwork network;
    private final MemoryLink link;
    private final int number;
    private final Consumer<String> requestLog;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final StringBuilder partialHead = new StringBuilder();
    private Consumer<byte[]> onData = bytes -> {};
    private Consumer<String> onRequest = head -> {};
    private Runnable onEnd = () -> {};
    private int held;
    private int taken;
    private boolean holding;
    private boolean outputEnded;
    private boolean closed;
    private boolean clientEnded;
    private boolean clientClosed;

    MemoryConnection(MemoryNetwork network, MemoryLink link, int number, Consumer<String> requestLog) {
        this.network = network;
        this.link = link;
        this.number = number;
        this.requestLog = requestLog;
        link.attach(this);
    }

    /** Which one it is at its server, from 1 upward. */
    public int number() {
        return number;
    }

    /** Calls the script with each piece of bytes that arrives. */
    public MemoryConnection onData(Consumer<byte[]> script) {
        onData = script;
        return this;
    }

    /** Calls the script with each request head, in ISO-8859-1, when its empty line has come. */
    public MemoryConnection onRequest(Consumer<String> script) {
        onRequest = script;
        return this;
    }

    /** Calls the script when the client closes, or ends its sending. */
    public MemoryConnection onEnd(Runnable script) {
        onEnd = script;
        return this;
    }

    /** Sends bytes; each argument is a segment, which the client gets with one read. Empty ones are left out. */
    public MemoryConnection send(byte[]... segments) {
        for (byte[] segment : segments) {
            if (segment.length > 0 && !outputEnded) {
                ByteBuffer copy = ByteBuffer.wrap(segment.clone());
                link.toClient(() -> link.arrive(copy));
            }
        }
        return this;
    }

    /** Sends text in ISO-8859-1; each argument is a segment. */
    public MemoryConnection send(String... segments) {
        for (String segment : segments) {
            send(MemoryServer.bytes(segment));
        }
        return this;
    }

    /** Sends bytes cut into segments of a size. */
    public MemoryConnection sendCut(byte[] bytes, int size) {
        for (int from = 0; from < bytes.length; from += size) {
            send(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + size)));
        }
        return this;
    }

    /** Does something later. */
    public MemoryConnection after(Duration delay, Runnable action) {
        network.after(delay, action);
        return this;
    }

    /** Says that nothing more will be sent; receiving goes on. */
    public void shutdownOutput() {
        if (!outputEnded) {
            outputEnded = true;
            link.toClient(link::arriveEnd);
        }
    }

    /** Closes; what the client sends from now on is answered with a reset. */
    public void close() {
        shutdownOutput();
        closed = true;
    }

    /** Breaks the connection; the client first gets the bytes that have arrived. */
    public void reset() {
        breakOff(false);
    }

    /** Breaks the connection; bytes that the client has not read are lost. */
    public void resetDiscarding() {
        breakOff(true);
    }

    /** Reads no more, so that the client's window fills up. */
    public void stall() {
        holding = true;
        taken = received.size();
    }

    /** Reads again after {@link #stall()}. */
    public void resume() {
        holding = false;
        int bytes = held;
        held = 0;
        if (bytes > 0) {
            link.toClient(() -> link.taken(bytes));
        }
    }

    /** Limits the bytes that may be on their way or unread, so that the client's writing would block. */
    public MemoryConnection window(int bytes) {
        link.window(bytes);
        return this;
    }

    /** Everything received so far. */
    public byte[] received() {
        return received.toByteArray();
    }

    /** Everything received so far, in ISO-8859-1. */
    public String receivedText() {
        return received.toString(StandardCharsets.ISO_8859_1);
    }

    /**
     * Takes received bytes that were not taken before: at most so many, and fewer if fewer are there. After {@link
     * #stall()} this makes room in the client's window, and nothing else does.
     */
    public byte[] take(int count) {
        byte[] all = received.toByteArray();
        int end = Math.min(all.length, taken + count);
        byte[] bytes = Arrays.copyOfRange(all, taken, end);
        taken = end;
        if (holding) {
            held -= bytes.length;
            link.toClient(() -> link.taken(bytes.length));
        }
        return bytes;
    }

    /** Whether the client has closed or ended its sending. */
    public boolean isClientEnded() {
        return clientEnded;
    }

    /** Whether the client has closed. */
    public boolean isClientClosed() {
        return clientClosed;
    }

    void receive(byte[] bytes) {
        if (closed) {
            link.toClient(() -> link.arriveReset(false));
            return;
        }
        if (holding) {
            held += bytes.length;
        } else {
            int count = bytes.length;
            link.toClient(() -> link.taken(count));
        }
        received.writeBytes(bytes);
        onData.accept(bytes);
        partialHead.append(new String(bytes, StandardCharsets.ISO_8859_1));
        for (int end = partialHead.indexOf(HEAD_END); end >= 0; end = partialHead.indexOf(HEAD_END)) {
            String head = partialHead.substring(0, end + HEAD_END.length());
            partialHead.delete(0, head.length());
            requestLog.accept(head);
            onRequest.accept(head);
        }
    }

    void clientEnded(boolean closing) {
        clientClosed |= closing;
        if (!clientEnded) {
            clientEnded = true;
            onEnd.run();
        }
    }

    private void breakOff(boolean discard) {
        outputEnded = true;
        closed = true;
        link.toClient(() -> link.arriveReset(discard));
    }
}
