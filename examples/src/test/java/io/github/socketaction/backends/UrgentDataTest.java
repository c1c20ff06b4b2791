package io.github.socketaction.backends;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.socket.Backend;
import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.Poller;
import io.github.socketaction.socket.SocketEvents;
import io.github.socketaction.socket.Transport;
import io.github.socketaction.testkit.Verifies;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Out-of-band data of a peer is no readiness: it neither wakes a poller for nothing nor hides what can be read. */
@Timeout(60)
class UrgentDataTest {

    private static final long QUIET_NANOS = 50_000_000;
    /** Polls that a quiet time may take; the contract allows early returns, and a spin has thousands. */
    private static final int FEW_POLLS = 5;

    private int reported;

    @ParameterizedTest
    @ValueSource(strings = {"nio", "epoll"})
    @Verifies({"B9", "B40"})
    void an_urgent_byte_alone_neither_spins_nor_hides_what_follows_it(String name) throws IOException {
        Backend backend = Here.backend(name);
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Poller poller = backend.openPoller()) {
            Transport transport = backend.openTransport();
            try (Socket peer = connect(transport, server)) {
                peer.setTcpNoDelay(true);
                poller.onSocket(new Watched(1, transport), PollAction.IN, null);
                for (int round = 0; round < 3; round++) {
                    peer.sendUrgentData('!');
                    expectQuiet(poller);
                    peer.getOutputStream().write("after".getBytes(StandardCharsets.US_ASCII));
                    assertThat(readAll(poller, transport, 5)).isEqualTo("after");
                    expectQuiet(poller);
                }
            } finally {
                transport.close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nio", "epoll"})
    @Verifies({"B12", "B40"})
    void what_is_before_and_behind_an_urgent_byte_is_read_whole(String name) throws IOException {
        Backend backend = Here.backend(name);
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Poller poller = backend.openPoller()) {
            Transport transport = backend.openTransport();
            try (Socket peer = connect(transport, server)) {
                Watched socket = new Watched(1, transport);
                poller.onSocket(socket, PollAction.NONE, null);
                peer.getOutputStream().write("before ".getBytes(StandardCharsets.US_ASCII));
                peer.sendUrgentData('!');
                peer.getOutputStream().write("behind".getBytes(StandardCharsets.US_ASCII));
                expectQuiet(poller); // nothing was asked for
                poller.onSocket(socket, PollAction.IN, null);
                assertThat(readAll(poller, transport, 13)).isEqualTo("before behind");
                expectQuiet(poller);
                peer.shutdownOutput();
                awaitIn(poller);
                assertThat(transport.read(ByteBuffer.allocate(1))).isEqualTo(Transport.END);
            } finally {
                transport.close();
            }
        }
    }

    private static Socket connect(Transport transport, ServerSocket server) throws IOException {
        int answer = transport.connect(server.getLocalSocketAddress());
        Socket peer = server.accept();
        while (answer == Transport.WOULD_BLOCK) {
            Thread.onSpinWait();
            answer = transport.finishConnect();
        }
        assertThat(answer).isEqualTo(Transport.CONNECTED);
        return peer;
    }

    private String readAll(Poller poller, Transport transport, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count + 1);
        while (bytes.position() < count) {
            awaitIn(poller);
            assertThat(transport.read(bytes)).isNotNegative();
        }
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
    }

    private void awaitIn(Poller poller) throws IOException {
        for (reported = 0; reported == 0; ) {
            poller.poll(Poller.FOREVER, (socket, events) -> reported |= events);
        }
        assertThat(reported).isEqualTo(SocketEvents.IN);
    }

    /** Looks for a while; nothing may be reported, and the poller must not come back all the time. */
    private void expectQuiet(Poller poller) throws IOException {
        reported = 0;
        int polls = 0;
        long end = System.nanoTime() + QUIET_NANOS;
        for (long left = QUIET_NANOS; left > 0; left = end - System.nanoTime()) {
            poller.poll(left, (socket, events) -> reported |= events);
            polls++;
        }
        assertThat(reported).as("events while nothing can be read").isZero();
        assertThat(polls).as("polls in a quiet time").isLessThanOrEqualTo(FEW_POLLS);
    }
}
