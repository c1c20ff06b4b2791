package io.github.socketaction.epoll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.Multi;
import io.github.socketaction.posix.NativeSyscalls;
import io.github.socketaction.posix.PosixFiles;
import io.github.socketaction.posix.Syscalls;
import io.github.socketaction.posix.torture.FaultPlan;
import io.github.socketaction.posix.torture.FaultySyscalls;
import io.github.socketaction.socket.Poller;
import io.github.socketaction.socket.ReadinessSink;
import io.github.socketaction.testkit.NginxServer;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.Transfer;
import io.github.socketaction.transfer.TransferOptions;
import io.github.socketaction.transfer.TransferResult;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whole requests beside many connections that are kept for later. Needs nginx. */
@Timeout(120)
class IdleConnectionsTest {

    private static final int IDLE = 1_000;
    private static final int REQUESTS = 1_000;

    /**
     * Bytes a request by which compiling at another moment may change it: a few small objects. A single byte for each idle
     * connection would be more than ten times as much.
     */
    private static final long SLACK = 64;

    /** What a transfer allocates when its options are used again: its two objects, 192 bytes. */
    private static final long BYTES_A_REQUEST = 200;

    /** What requests cost, one after another. */
    private record Cost(
            int sends, int receives, int controls, int waits, int opened, int socketCallbacks, int timerCallbacks) {}

    private static NginxServer nginx;

    @BeforeAll
    static void start_nginx() {
        nginx = NginxServer.start().serve("small", new byte[100]);
    }

    @AfterAll
    static void stop_nginx() {
        if (nginx != null) {
            nginx.close();
        }
    }

    @Test
    @Verifies({"X29", "X21"})
    void a_request_beside_a_thousand_kept_connections_costs_the_same_calls_and_callbacks_as_alone() throws IOException {
        requireDescriptors();
        FaultPlan counter = FaultPlan.none();
        counter.end(); // keeps no list of the calls
        EpollBackend backend = new EpollBackend(
                FaultySyscalls.wrap(Syscalls.class, NativeSyscalls.get(), counter),
                FaultySyscalls.wrap(EpollSyscalls.class, NativeEpollSyscalls.get(), counter));
        try (Requests requests = new Requests(backend, counter)) {
            requests.run(1, 1);
            Cost alone = requests.cost();
            requests.run(IDLE, IDLE);
            assertThat(requests.multi.counts().idleConnections()).isEqualTo(IDLE);
            Cost among = requests.cost();
            System.out.printf("epoll, %d requests beside %d kept connections: %s%n", REQUESTS, IDLE, among);
            assertThat(among).isEqualTo(alone);
            assertThat(among.sends).isEqualTo(REQUESTS);
            assertThat(among.receives).isEqualTo(REQUESTS);
            assertThat(among.controls + among.opened + among.socketCallbacks).isZero();
            assertThat(requests.multi.counts().idleConnections()).isEqualTo(IDLE);
        }
    }

    @Test
    @Verifies("X29")
    void a_request_beside_a_thousand_kept_connections_allocates_as_much_as_alone() throws IOException {
        requireDescriptors();
        try (Requests requests = new Requests(new EpollBackend(), FaultPlan.none())) {
            long alone = requests.leastBytes();
            requests.run(IDLE, IDLE);
            long among = requests.leastBytes();
            System.out.printf("epoll, a request alone: %d bytes, beside %d connections: %d%n", alone, IDLE, among);
            assertThat(requests.multi.counts().idleConnections()).isEqualTo(IDLE);
            assertThat(among).isLessThanOrEqualTo(alone + SLACK);
            assertThat(alone).isLessThanOrEqualTo(BYTES_A_REQUEST);
        }
    }

    private static void requireDescriptors() throws IOException {
        long limit = PosixFiles.descriptorLimit();
        Assumptions.assumeTrue(limit >= IDLE + 1_000, "the limit of open files is " + limit + ": raise it (ulimit -n)");
    }

    /** An application's loop around a multi, which counts. */
    private static final class Requests implements AutoCloseable {

        private final FaultPlan counter;
        private final EpollPoller poller;
        private final Multi multi;
        private final ReadinessSink actions;
        private final TransferOptions get =
                TransferOptions.builder(nginx.url("small")).onDone(this::done).build();
        private int socketCallbacks;
        private int timerCallbacks;
        private int toAdd;
        private int toFinish;

        private Requests(EpollBackend backend, FaultPlan counter) throws IOException {
            this.counter = counter;
            EpollPoller opened = backend.openPoller();
            poller = opened;
            multi = new Multi(
                    backend,
                    (socket, action, assigned) -> {
                        socketCallbacks++;
                        opened.onSocket(socket, action, assigned);
                    },
                    millis -> timerCallbacks++);
            actions = multi::socketAction;
        }

        void run(int requests, int concurrent) throws IOException {
            toFinish = requests;
            toAdd = requests - concurrent;
            for (int i = 0; i < concurrent; i++) {
                multi.add(get);
            }
            while (toFinish > 0) {
                long millis = multi.timeout();
                if (millis == 0) {
                    multi.timeoutAction();
                } else {
                    poller.poll(millis < 0 ? Poller.FOREVER : millis * 1_000_000, actions);
                }
            }
        }

        private void done(Transfer transfer) {
            if (!TransferResult.OK.equals(transfer.result())) {
                throw new AssertionError(transfer + ": " + transfer.result());
            }
            toFinish--;
            multi.remove(transfer);
            if (toAdd > 0) {
                toAdd--;
                multi.add(get);
            }
        }

        Cost cost() throws IOException {
            Cost before = counts();
            run(REQUESTS, 1);
            Cost after = counts();
            return new Cost(
                    after.sends - before.sends,
                    after.receives - before.receives,
                    after.controls - before.controls,
                    after.waits - before.waits,
                    after.opened - before.opened,
                    after.socketCallbacks - before.socketCallbacks,
                    after.timerCallbacks - before.timerCallbacks);
        }

        private Cost counts() {
            return new Cost(
                    counter.count("send") + counter.count("sendmsg"),
                    counter.count("recv"),
                    counter.count("epollCtl"),
                    counter.count("epollWait") + counter.count("epollPwait2"),
                    counter.count("socket"),
                    socketCallbacks,
                    timerCallbacks);
        }

        /** The least of some runs, because the first ones are not compiled yet. */
        long leastBytes() throws IOException {
            long least = Long.MAX_VALUE;
            for (int i = 0; i < 15; i++) {
                long before = allocated();
                run(REQUESTS, 1);
                least = Math.min(least, (allocated() - before) / REQUESTS);
            }
            return least;
        }

        private static long allocated() {
            return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
                    .getCurrentThreadAllocatedBytes();
        }

        @Override
        public void close() {
            multi.close();
            poller.close();
        }
    }
}
