package io.github.socketaction.epoll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.EventLoop;
import io.github.socketaction.posix.NativeSyscalls;
import io.github.socketaction.posix.Syscalls;
import io.github.socketaction.posix.torture.FaultPlan;
import io.github.socketaction.posix.torture.FaultySyscalls;
import io.github.socketaction.testkit.ScriptedServer;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.Transfer;
import io.github.socketaction.transfer.TransferOptions;
import io.github.socketaction.transfer.TransferResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class KeepAliveCostTest {

    private static final int REQUESTS = 1_000;
    private static final byte[] RESPONSE =
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello".getBytes(StandardCharsets.US_ASCII);

    @Test
    @Verifies("X21")
    void a_request_over_an_open_connection_costs_one_send_one_recv_and_no_epoll_ctl() throws IOException {
        FaultPlan counter = FaultPlan.none();
        EpollBackend backend = new EpollBackend(
                FaultySyscalls.wrap(Syscalls.class, NativeSyscalls.get(), counter),
                FaultySyscalls.wrap(EpollSyscalls.class, NativeEpollSyscalls.get(), counter));
        try (ScriptedServer server = ScriptedServer.serving(connection -> {
                    while (!connection.readRequest().isEmpty()) {
                        connection.write(RESPONSE);
                    }
                });
                EventLoop loop = new EventLoop(backend)) {
            TransferOptions get = TransferOptions.get("http://127.0.0.1:" + server.port() + "/");
            fetch(loop, get);
            int controls = counter.count("epollCtl");
            int sends = counter.count("send");
            int receives = counter.count("recv");
            int waits = counter.count("epollWait");
            for (int i = 0; i < REQUESTS; i++) {
                fetch(loop, get);
            }
            System.out.printf(
                    "epoll, %d requests over one connection: %d epoll_ctl, %d send, %d recv, %d epoll_wait%n",
                    REQUESTS,
                    counter.count("epollCtl") - controls,
                    counter.count("send") - sends,
                    counter.count("recv") - receives,
                    counter.count("epollWait") - waits);
            assertThat(counter.count("epollCtl") - controls).isZero();
            assertThat(counter.count("send") - sends).isEqualTo(REQUESTS);
            assertThat(counter.count("recv") - receives).isEqualTo(REQUESTS);
            assertThat(counter.count("socket")).isEqualTo(1);
            assertThat(counter.count("setsockopt") + counter.count("sendmsg")).isEqualTo(1);
        }
    }

    private static void fetch(EventLoop loop, TransferOptions options) {
        Transfer transfer = loop.multi().add(options);
        loop.run();
        assertThat(transfer.result()).isEqualTo(TransferResult.OK);
        loop.multi().remove(transfer);
    }
}
