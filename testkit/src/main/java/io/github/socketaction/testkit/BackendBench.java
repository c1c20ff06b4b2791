package io.github.socketaction.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.socket.Backend;
import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.Pollable;
import io.github.socketaction.socket.Poller;
import io.github.socketaction.socket.ReadinessSink;
import io.github.socketaction.socket.SocketHandle;
import io.github.socketaction.socket.Transport;
import io.github.socketaction.socket.Wakeup;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assumptions;

/**
 * What a test of {@link BackendConformance} works with: the backend, a poller, the other side, and the ways to wait.
 * Links are connected without the poller, so that a defect of the poller fails the tests about it and no others.
 */
public final class BackendBench {

    /** How long a test waits for what must not happen. */
    static final long QUIET_MILLIS = 20;
    /** Returns of poll that a quiet time may have; the contract allows early ones, and a spin has thousands. */
    static final int FEW_RETURNS = 5;

    private static final long PAUSE_NANOS = 50_000;

    private final Supplier<Backend> backends;
    private final LongSupplier nanoTime;
    private final Duration patience;
    private final PeerFactory peers;
    private final Backend backend;
    private final Poller poller;
    private final PeerServer server;
    private final Deque<Runnable> closers = new ArrayDeque<>();
    private long lastId;

    BackendBench(Supplier<Backend> backends, PeerFactory peers, LongSupplier nanoTime, Duration patience)
            throws IOException {
        this.backends = backends;
        this.nanoTime = nanoTime;
        this.patience = patience;
        this.peers = peers;
        this.backend = backends.get();
        this.poller = backend.openPoller();
        this.server = peers.listen();
    }

    Backend backend() {
        return backend;
    }

    /** Another backend of the same kind. */
    Backend otherBackend() {
        return backends.get();
    }

    Poller poller() {
        return poller;
    }

    PeerServer server() {
        return server;
    }

    long nanoTime() {
        return nanoTime.getAsLong();
    }

    /** Begins to wait for what must happen. */
    Patience patience() {
        return new Patience(patience);
    }

    long patienceNanos() {
        return patience.toNanos();
    }

    SocketAddress refusing() throws IOException {
        try {
            return peers.refusing();
        } catch (UnsupportedOperationException e) {
            return Assumptions.abort(e.getMessage());
        }
    }

    SocketAddress silent() throws IOException {
        try {
            return peers.silent();
        } catch (UnsupportedOperationException e) {
            return Assumptions.abort(e.getMessage());
        }
    }

    /** One more poller, closed after the test. */
    Poller openPoller(Backend of) throws IOException {
        Poller opened = of.openPoller();
        closers.push(opened::close);
        return opened;
    }

    Transport openTransport() throws IOException {
        Transport opened = backend.openTransport();
        closers.push(opened::close);
        return opened;
    }

    Wakeup openWakeup() throws IOException {
        Wakeup opened = backend.openWakeup();
        closers.push(opened::close);
        return opened;
    }

    /** A new handle for something to wait for. */
    BenchSocket socket(Pollable pollable) {
        lastId++;
        return new BenchSocket(lastId, pollable);
    }

    /** A new connection. */
    BenchLink link() throws IOException {
        Transport transport = openTransport();
        int answer = transport.connect(server.address());
        assertThat(answer)
                .as("answer of connect to %s: %s", server.address(), transport.failure())
                .isNotEqualTo(Transport.FAILED);
        PeerConnection peer = server.accept();
        if (answer == Transport.WOULD_BLOCK) {
            answer = finishConnect(transport);
        }
        assertThat(answer)
                .as("answer of finishConnect to %s: %s", server.address(), transport.failure())
                .isEqualTo(Transport.CONNECTED);
        return new BenchLink(transport, socket(transport), peer);
    }

    /** Asks until the connect has ended, without a poller. */
    int finishConnect(Transport transport) {
        Patience patience = patience();
        int answer = transport.finishConnect();
        while (answer == Transport.WOULD_BLOCK && patience.holds()) {
            LockSupport.parkNanos(PAUSE_NANOS);
            answer = transport.finishConnect();
        }
        return answer;
    }

    /** Reads, without a poller, until it has so many bytes or the answer is an end or a failure. */
    byte[] receive(Transport transport, int count) {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        Patience patience = patience();
        while (received.size() < count && patience.holds()) {
            ByteBuffer buffer = ByteBuffer.allocate(Math.min(count - received.size(), 65_536));
            int answer = transport.read(buffer);
            if (answer < 0) {
                break;
            }
            if (answer == Transport.WOULD_BLOCK) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            received.write(buffer.array(), 0, buffer.position());
        }
        return received.toByteArray();
    }

    /** Reads, without a poller, until the answer is negative, and gives that answer. */
    int readToTheEnd(Transport transport) {
        ByteBuffer buffer = ByteBuffer.allocate(65_536);
        Patience patience = patience();
        int answer = transport.read(buffer.clear());
        while (answer >= 0 && patience.holds()) {
            if (answer == Transport.WOULD_BLOCK) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            answer = transport.read(buffer.clear());
        }
        return answer;
    }

    void watch(SocketHandle socket, PollAction action) {
        poller.onSocket(socket, action, null);
    }

    /** Polls once and adds to the reports. */
    int poll(long timeoutNanos, Reports into) throws IOException {
        return poll(timeoutNanos, into, into);
    }

    private int poll(long timeoutNanos, ReadinessSink sink, Reports count) throws IOException {
        int reported = poller.poll(timeoutNanos, sink);
        count.countReturn();
        return reported;
    }

    /** Polls until one of the events was reported for the socket, and gives all bits of that poll. */
    int await(SocketHandle socket, int events) throws IOException {
        return await(poller, socket, events);
    }

    int await(Poller with, SocketHandle socket, int events) throws IOException {
        Patience patience = patience();
        while (patience.leftNanos() > 0) {
            Reports reports = new Reports();
            with.poll(Math.max(0, patience.leftNanos()), reports);
            int seen = reports.eventsOf(socket);
            if ((seen & events) != 0) {
                return seen;
            }
        }
        throw new AssertionError("none of the events " + events + " was reported for " + socket);
    }

    /** Polls until the time is up, and gives what was reported meanwhile. */
    Reports pollFor(long millis) throws IOException {
        return pollFor(poller, millis);
    }

    Reports pollFor(Poller with, long millis) throws IOException {
        Reports reports = new Reports();
        long deadline = nanoTime() + millis * 1_000_000;
        for (long left = millis * 1_000_000; left > 0; left = deadline - nanoTime()) {
            with.poll(left, reports);
            reports.countReturn();
        }
        return reports;
    }

    /** Runs something on another thread, after a while. */
    Thread later(long millis, Runnable action) {
        long begin = System.nanoTime();
        Thread thread = new Thread(
                () -> {
                    for (long left = millis * 1_000_000; left > 0; ) {
                        LockSupport.parkNanos(left);
                        left = millis * 1_000_000 - (System.nanoTime() - begin);
                    }
                    action.run();
                },
                "bench-later");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Bytes that are different everywhere, so that a lost or a swapped one shows. */
    static byte[] pattern(int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (i * 31 + (i >> 8));
        }
        return bytes;
    }

    void close() throws IOException {
        try {
            poller.close();
            while (!closers.isEmpty()) {
                closers.pop().run();
            }
        } finally {
            peers.close();
        }
    }
}
