package io.github.socketaction.epoll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.posix.NativeSyscalls;
import io.github.socketaction.posix.PosixFiles;
import io.github.socketaction.posix.Syscalls;
import io.github.socketaction.posix.torture.FaultPlan;
import io.github.socketaction.posix.torture.FaultySyscalls;
import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.Pollable;
import io.github.socketaction.socket.Poller;
import io.github.socketaction.socket.ReadinessSink;
import io.github.socketaction.socket.SocketHandle;
import io.github.socketaction.socket.Transport;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.Transfer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many connections that are open and idle, and a few that are not. Over Unix sockets, where what is written is there at
 * once, so that nothing of what is counted depends on time.
 */
@Timeout(120)
class ManyConnectionsTest {

    private static final int ACTIVE = 64;
    private static final int MOST_IDLE = 9_000;
    private static final int ROUNDS = 500;

    /** Kept, because finding it allocates. */
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** What rounds cost in which each active connection gets a byte, answers it, and waits. */
    private record Cost(int waits, int controls, int receives, int sends, int reports, int lookedAt) {}

    private final FaultPlan counter = FaultPlan.none();
    private final List<Transport> transports = new ArrayList<>();
    private final List<SocketChannel> peers = new ArrayList<>();
    private final ByteBuffer memory = ByteBuffer.allocateDirect(16);
    private final ByteBuffer received = ByteBuffer.allocateDirect(16);

    private final ReadinessSink echo = (socket, events) -> {
        Transport transport = (Transport) socket.pollable();
        transport.read(received.clear().limit(1));
        transport.write(received.flip());
    };

    private @Nullable EpollPoller poller;
    private int lookedAt;

    @AfterEach
    void closeAll() throws IOException {
        if (poller != null) {
            poller.close();
        }
        transports.forEach(Transport::close);
        for (SocketChannel peer : peers) {
            peer.close();
        }
    }

    @Test
    @Verifies("X29")
    void nine_thousand_idle_connections_cost_64_active_ones_no_call_no_report_and_no_look(@TempDir Path directory)
            throws IOException {
        counter.end(); // keeps no list of the calls
        EpollBackend backend = new EpollBackend(
                FaultySyscalls.wrap(Syscalls.class, NativeSyscalls.get(), counter),
                FaultySyscalls.wrap(EpollSyscalls.class, NativeEpollSyscalls.get(), counter));
        EpollPoller opened = open(backend);
        connect(backend, opened, directory, ACTIVE);
        echo(opened); // until the kernel is told of them and the array of events has its size
        Cost alone = cost(opened);
        connect(backend, opened, directory, idle());
        echo(opened);
        Cost among = cost(opened);
        System.out.printf("epoll, %d rounds of %d connections: %s among %d%n", ROUNDS, ACTIVE, among, peers.size());
        assertThat(among).isEqualTo(alone).isEqualTo(expected());
    }

    /** One wait a round tells of all, and each of them is one recv, one send, and one look at its handle, which is the sink's. */
    private static Cost expected() {
        int bytes = ROUNDS * ACTIVE;
        return new Cost(ROUNDS, 0, bytes, bytes, bytes, bytes);
    }

    @Test
    @Verifies({"X29", "X26"})
    void nine_thousand_idle_connections_make_64_active_ones_allocate_nothing(@TempDir Path directory)
            throws IOException {
        EpollBackend backend = new EpollBackend();
        EpollPoller opened = open(backend);
        connect(backend, opened, directory, ACTIVE);
        connect(backend, opened, directory, idle());
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 20 && least > 0; i++) { // until everything is compiled
            least = Math.min(least, bytesARound(opened));
        }
        assertThat(least).as("bytes a round of %d connections", ACTIVE).isZero();
    }

    private EpollPoller open(EpollBackend backend) throws IOException {
        EpollPoller opened = backend.openPoller();
        poller = opened;
        return opened;
    }

    /** As many as the limit of open files has room for, with both ends of each in this process. */
    private static int idle() throws IOException {
        long limit = PosixFiles.descriptorLimit();
        int count = (int) Math.min(MOST_IDLE, (limit - 1_000) / 2 - ACTIVE);
        Assumptions.assumeTrue(count >= 1_000, "the limit of open files is " + limit + ": raise it (ulimit -n)");
        return count;
    }

    private void connect(EpollBackend backend, Poller watching, Path directory, int count) throws IOException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("server" + peers.size()));
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(address, 1_000);
            for (int i = 0; i < count; i++) {
                Transport transport = backend.openTransport();
                assertThat(transport.connect(address)).isEqualTo(Transport.CONNECTED);
                transports.add(transport);
                peers.add(server.accept());
                watching.onSocket(new Seen(transport), PollAction.IN, null);
            }
        }
    }

    private Cost cost(Poller polling) throws IOException {
        int waits = waits();
        int controls = counter.count("epollCtl");
        int receives = counter.count("recv");
        int sends = counter.count("send");
        lookedAt = 0;
        int reports = 0;
        for (int round = 0; round < ROUNDS; round++) {
            reports += echo(polling);
        }
        return new Cost(
                waits() - waits,
                counter.count("epollCtl") - controls,
                counter.count("recv") - receives,
                counter.count("send") - sends,
                reports,
                lookedAt);
    }

    private int waits() {
        return counter.count("epollWait") + counter.count("epollPwait2");
    }

    private long bytesARound(Poller polling) throws IOException {
        long before = allocated();
        long ofPeers = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long begin = allocated();
            writeToActive();
            ofPeers += allocated() - begin;
            answer(polling);
            begin = allocated();
            readFromActive();
            ofPeers += allocated() - begin;
        }
        return (allocated() - before - ofPeers) / ROUNDS;
    }

    private static long allocated() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }

    /** One round; gives how many reports it took. */
    private int echo(Poller polling) throws IOException {
        writeToActive();
        int reports = answer(polling);
        readFromActive();
        return reports;
    }

    private int answer(Poller polling) throws IOException {
        int reports = 0;
        while (reports < ACTIVE) {
            reports += polling.poll(Poller.FOREVER, echo);
        }
        return reports;
    }

    private void writeToActive() throws IOException {
        for (int i = 0; i < ACTIVE; i++) {
            peers.get(i).write(memory.clear().limit(1));
        }
    }

    private void readFromActive() throws IOException {
        for (int i = 0; i < ACTIVE; i++) {
            peers.get(i).read(memory.clear().limit(1));
        }
    }

    /** A handle that notices when the poller or anybody else looks at it. */
    private final class Seen implements SocketHandle {

        private final Transport transport;

        private Seen(Transport transport) {
            this.transport = transport;
        }

        @Override
        public long id() {
            lookedAt++;
            return 1;
        }

        @Override
        public Pollable pollable() {
            lookedAt++;
            return transport;
        }

        @Override
        public @Nullable Transfer transfer() {
            return null;
        }
    }
}
