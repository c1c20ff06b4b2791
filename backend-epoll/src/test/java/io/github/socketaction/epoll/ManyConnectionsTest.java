package io.github.socketaction.epoll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.posix.PosixFiles;
import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.Poller;
import io.github.socketaction.socket.ReadinessSink;
import io.github.socketaction.socket.Transport;
import io.github.socketaction.testkit.Verifies;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many connections that are open and idle, and a few that are not. */
@Timeout(120)
class ManyConnectionsTest {

    private static final int ACTIVE = 64;
    private static final int MOST = 9_000;
    private static final int ROUNDS = 2_000;
    private static final double RATIO = 1.3;

    private final EpollBackend backend = new EpollBackend();
    private final EpollPoller poller;
    private final List<Transport> transports = new ArrayList<>();
    private final List<SocketChannel> peers = new ArrayList<>();
    private final ByteBuffer memory = ByteBuffer.allocateDirect(16);
    private int received;

    private final ReadinessSink sink =
            (socket, events) -> received += ((Transport) socket.pollable()).read(memory.clear());

    ManyConnectionsTest() throws IOException {
        poller = backend.openPoller();
    }

    @AfterEach
    void closeAll() throws IOException {
        poller.close();
        transports.forEach(Transport::close);
        for (SocketChannel peer : peers) {
            peer.close();
        }
    }

    @Test
    @Verifies("X29")
    void nine_thousand_idle_connections_do_not_slow_down_64_active_ones() throws IOException {
        long limit = PosixFiles.descriptorLimit();
        int count = (int) Math.min(MOST, (limit - 1_000) / 2);
        Assumptions.assumeTrue(count >= 1_000, "the limit of open files is " + limit + ": raise it (ulimit -n)");
        connect(ACTIVE);
        nanosARead(); // until everything is compiled
        long alone = nanosARead();
        connect(count - ACTIVE);
        long among = nanosARead();
        for (int i = 0; i < 5 && among > alone * RATIO; i++) {
            among = Math.min(among, nanosARead()); // the machine may be busy with something else
        }
        System.out.printf(
                "epoll, %d active connections: %d ns a read alone, %d ns among %d%n", ACTIVE, alone, among, count);
        assertThat(among).isLessThanOrEqualTo((long) (alone * RATIO));
    }

    private void connect(int count) throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
            for (int i = 0; i < count; i++) {
                Transport transport = backend.openTransport();
                transport.connect(server.getLocalAddress());
                transports.add(transport);
                peers.add(server.accept());
                while (transport.finishConnect() == Transport.WOULD_BLOCK) {
                    Thread.onSpinWait();
                }
                poller.onSocket(new Handle(i, transport), PollAction.IN, null);
            }
        }
    }

    /** The median of many rounds: on young connections the kernel acknowledges at other times, which makes some cheaper. */
    private long nanosARead() throws IOException {
        long[] rounds = new long[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < ACTIVE; i++) {
                peers.get(i).write(memory.clear().limit(1));
            }
            received = 0;
            long begin = System.nanoTime();
            while (received < ACTIVE) {
                poller.poll(Poller.FOREVER, sink);
            }
            rounds[round] = (System.nanoTime() - begin) / ACTIVE;
        }
        Arrays.sort(rounds);
        return rounds[ROUNDS / 2];
    }
}
