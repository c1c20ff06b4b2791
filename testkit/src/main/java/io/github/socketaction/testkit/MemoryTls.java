package io.github.socketaction.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** TLS as a server in memory speaks it on one connection, and the ways to misbehave in it. */
public final class MemoryTls {

    private static final String HEAD_END = "\r\n\r\n";
    private static final int ROOM = 40_000;

    private final MemoryConnection connection;
    private final SSLEngine engine;
    private final StringBuilder received = new StringBuilder();
    private int scanned;
    private ByteBuffer encrypted = ByteBuffer.allocate(ROOM).flip();
    private Consumer<String> onRequest = head -> {};
    private Runnable onClose = () -> {};
    private int cut = Integer.MAX_VALUE;
    private int flightsLeft = Integer.MAX_VALUE;
    private boolean isPeerClosed;
    private @Nullable SSLException failure;

    private MemoryTls(MemoryConnection connection, SSLEngine engine) {
        this.connection = connection;
        this.engine = engine;
        connection.onData(this::arrived);
    }

    /** Speaks TLS on a connection from now on; its scripts for data and requests are replaced. */
    public static MemoryTls on(MemoryConnection connection, SSLContext context) {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        return new MemoryTls(connection, engine);
    }

    /** The engine, to be set up before the client's first byte. */
    public SSLEngine engine() {
        return engine;
    }

    /** The connection below. */
    public MemoryConnection connection() {
        return connection;
    }

    /** Calls the script with each request head, in ISO-8859-1, when its empty line has come. */
    public MemoryTls onRequest(Consumer<String> script) {
        onRequest = script;
        return this;
    }

    /** Calls the script when the client closes in TLS. */
    public MemoryTls onClose(Runnable script) {
        onClose = script;
        return this;
    }

    /** Cuts everything that is sent into segments of a size. */
    public MemoryTls cut(int size) {
        cut = size;
        return this;
    }

    /** Says nothing more after so many answers to what arrived. */
    public MemoryTls silentAfter(int flights) {
        flightsLeft = flights;
        return this;
    }

    /** What the client sent and was decrypted, in ISO-8859-1. */
    public String received() {
        return received.toString();
    }

    /** Whether the client has closed in TLS. */
    public boolean isPeerClosed() {
        return isPeerClosed;
    }

    /** What went wrong, or null. */
    public @Nullable SSLException failure() {
        return failure;
    }

    /** Sends text in ISO-8859-1; each argument is a record, or several if it is long. An empty one is an empty record. */
    public MemoryTls send(String... records) {
        for (String record : records) {
            ByteBuffer source = ByteBuffer.wrap(record.getBytes(ISO_8859_1));
            do {
                wrap(source);
            } while (source.hasRemaining());
        }
        return this;
    }

    /** The bytes that would be sent for a text, which are not sent. */
    public byte[] encrypted(String record) {
        return encrypt(ByteBuffer.wrap(record.getBytes(ISO_8859_1)));
    }

    /** Asks for new keys: an update of the keys in TLS 1.3, a whole new handshake in TLS 1.2. */
    public MemoryTls askForNewKeys() {
        try {
            engine.beginHandshake();
            handshake();
        } catch (SSLException e) {
            failure = e;
        }
        return this;
    }

    /** Closes in TLS; the connection stays open. */
    public MemoryTls closeNotify() {
        engine.closeOutbound();
        while (!engine.isOutboundDone()) {
            if (wrap(ByteBuffer.allocate(0)) == 0) {
                break;
            }
        }
        return this;
    }

    /** Closes in TLS, and the connection. */
    public void close() {
        closeNotify();
        connection.close();
    }

    private void arrived(byte[] bytes) {
        ByteBuffer joined = ByteBuffer.allocate(encrypted.remaining() + bytes.length);
        encrypted = joined.put(encrypted).put(bytes).flip();
        try {
            handshake();
            while (encrypted.hasRemaining() && failure == null && !engine.isInboundDone()) {
                ByteBuffer target = ByteBuffer.allocate(ROOM);
                SSLEngineResult result = engine.unwrap(encrypted, target);
                handshake();
                decrypted(ISO_8859_1.decode(target.flip()).toString());
                if (result.bytesConsumed() == 0 && result.getStatus() != SSLEngineResult.Status.OK) {
                    break;
                }
            }
            flightsLeft--;
            if (engine.isInboundDone() && !isPeerClosed) {
                isPeerClosed = true;
                onClose.run();
            }
        } catch (SSLException e) {
            failure = e;
            sendAlert();
        }
    }

    private void decrypted(String text) {
        received.append(text);
        for (int end = received.indexOf(HEAD_END, scanned); end >= 0; end = received.indexOf(HEAD_END, scanned)) {
            String head = received.substring(scanned, end + HEAD_END.length());
            scanned += head.length();
            onRequest.accept(head);
        }
    }

    private void handshake() throws SSLException {
        HandshakeStatus status = engine.getHandshakeStatus();
        while (status == HandshakeStatus.NEED_TASK || status == HandshakeStatus.NEED_WRAP) {
            if (status == HandshakeStatus.NEED_TASK) {
                engine.getDelegatedTask().run();
            } else if (wrapOrThrow(ByteBuffer.allocate(0)) == 0) {
                return;
            }
            status = engine.getHandshakeStatus();
        }
    }

    private int wrap(ByteBuffer source) {
        byte[] bytes = encrypt(source);
        transmit(bytes);
        return bytes.length;
    }

    private int wrapOrThrow(ByteBuffer source) throws SSLException {
        ByteBuffer target = ByteBuffer.allocate(ROOM);
        engine.wrap(source, target);
        byte[] bytes = bytes(target.flip());
        transmit(bytes);
        return bytes.length;
    }

    private byte[] encrypt(ByteBuffer source) {
        ByteBuffer target = ByteBuffer.allocate(ROOM);
        try {
            if (engine.wrap(source, target).getStatus() == SSLEngineResult.Status.CLOSED && source.hasRemaining()) {
                throw new IllegalStateException("the server in memory has closed already");
            }
        } catch (SSLException e) {
            throw new IllegalStateException("the server in memory cannot encrypt", e);
        }
        return bytes(target.flip());
    }

    private void sendAlert() {
        try {
            handshake();
        } catch (SSLException again) {
            transmit(new byte[0]);
        }
    }

    private void transmit(byte[] bytes) {
        if (flightsLeft > 0) {
            connection.sendCut(bytes, Math.min(cut, Math.max(1, bytes.length)));
        }
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
