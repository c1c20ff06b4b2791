package io.github.socketaction.epoll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.posix.NativeSyscalls;
import io.github.socketaction.posix.Syscalls;
import io.github.socketaction.posix.torture.FaultPlan;
import io.github.socketaction.posix.torture.FaultySyscalls;
import io.github.socketaction.posix.torture.Torture;
import io.github.socketaction.socket.Backend;
import io.github.socketaction.testkit.Verifies;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class EpollTortureTest {

    @Test
    @Verifies({"X20", "SEC38"})
    void whatever_system_call_fails_each_transfer_completes_once_and_nothing_stays_open() throws IOException {
        Torture.Summary summary = Torture.of("epoll", EpollTortureTest::backend);
        System.out.println(summary);
        assertThat(summary.scenarios()).isGreaterThanOrEqualTo(40);
        assertThat(summary.runs()).isPositive();
        assertThat(summary.complaints()).isEmpty();
    }

    private static Backend backend(FaultPlan plan) {
        return new EpollBackend(
                FaultySyscalls.wrap(Syscalls.class, NativeSyscalls.get(), plan),
                FaultySyscalls.wrap(EpollSyscalls.class, NativeEpollSyscalls.get(), plan));
    }
}
