package io.github.socketaction.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A connection of a {@link ScriptedServer}: raw bytes, and the ways to misbehave. */
public final class ScriptedConnection implements PeerConnection {

    private static final int MAX_REQUEST_HEAD = 1 << 20;

    private final Socket socket;
    private final CountDownLatch serverClosing;
    private final InputStream input;

    ScriptedConnection(Socket socket, CountDownLatch serverClosing) throws IOException {
        this.socket = socket;
        this.serverClosing = serverClosing;
        socket.setSoTimeout(ScriptedServer.PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        this.input = new BufferedInputStream(socket.getInputStream());
    }

    @Override
    public byte[] read(int count) throws IOException {
        return input.readNBytes(count);
    }

    /** Reads what is there, at least a byte; -1 when no more comes. */
    int readSome(byte[] target) throws IOException {
        return input.read(target);
    }

    /** Reads until the other side says that it will send no more. */
    public byte[] readToEnd() throws IOException {
        return input.readAllBytes();
    }

    /**
     * Reads a request head, up to its empty line and nothing behind it.
     *
     * @return the head with its empty line, a char for each byte; what there was when the stream ends before
     * @throws IOException when there is no end after 1 MiB
     */
    public String readRequest() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int lineLength = 0;
        for (int next = input.read(); next >= 0; next = input.read()) {
            head.write(next);
            if (next == '\n' && lineLength == 0 && head.size() > 2) {
                break;
            }
            if (next == '\n') {
                lineLength = 0;
            } else if (next != '\r') {
                lineLength++;
            }
            if (head.size() > MAX_REQUEST_HEAD) {
                throw new IOException("a request head had no empty line within " + MAX_REQUEST_HEAD + " bytes");
            }
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** Writes text, a byte for each char. */
    public void write(String text) throws IOException {
        write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Writes byte by byte with a pause after each; stops when the server is closed. */
    public void trickle(byte[] bytes, Duration pause) throws IOException, InterruptedException {
        for (byte single : bytes) {
            write(new byte[] {single});
            if (serverClosing.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        }
    }

    /** Neither reads nor writes until the server is closed. */
    public void stall() throws InterruptedException {
        serverClosing.await();
    }

    /** Neither reads nor writes for a while, or until the server is closed. */
    public void stall(Duration duration) throws InterruptedException {
        serverClosing.await(duration.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Writes bytes without a meaning; the same seed gives the same bytes. */
    public void garbage(long seed, int count) throws IOException {
        byte[] bytes = new byte[count];
        new Random(seed).nextBytes(bytes);
        write(bytes);
    }

    /** Says that nothing more will be sent; reading goes on. */
    public void halfClose() throws IOException {
        shutdownOutput();
    }

    @Override
    public void shutdownOutput() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void reset() throws IOException {
        socket.setSoLinger(true, 0); // makes close() send a reset
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    boolean isOpen() {
        return !socket.isClosed();
    }
}
