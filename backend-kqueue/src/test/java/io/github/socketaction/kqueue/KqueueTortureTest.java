package io.github.socketaction.kqueue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.posix.Syscalls;
import io.github.socketaction.posix.torture.FaultPlan;
import io.github.socketaction.posix.torture.FaultySyscalls;
import io.github.socketaction.posix.torture.Torture;
import io.github.socketaction.socket.Backend;
import io.github.socketaction.testkit.Verifies;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class KqueueTortureTest {

    private final WakeupPipes pipes = new WakeupPipes();

    @Test
    @Verifies("K16")
    void whatever_system_call_fails_each_transfer_completes_once_and_nothing_stays_open() throws IOException {
        Torture.Summary summary = Torture.of("kqueue", this::backend);
        System.out.println(summary);
        assertThat(summary.scenarios()).isGreaterThanOrEqualTo(40);
        assertThat(summary.runs()).isPositive();
        assertThat(summary.complaints()).isEmpty();
        assertThat(pipes.opened()).as("ends of pipes").isPositive();
        assertThat(pipes.open()).as("ends of pipes still open").isEmpty();
    }

    /** With the layout of NetBSD 9: its wakeups are pipes, which makes more calls that can fail. */
    private Backend backend(FaultPlan plan) {
        EmulatedKqueue kqueue = new EmulatedKqueue(KeventLayout.NETBSD_10, false);
        Syscalls real = kqueue.syscalls();
        Syscalls faulty = FaultySyscalls.wrap(Syscalls.class, real, plan);
        KqueueCalls faultyKqueue = FaultySyscalls.wrap(KqueueCalls.class, kqueue, plan);
        return new KqueueBackend(
                pipes.around(faulty, real),
                new InterruptedKqueue(faultyKqueue, kqueue, KeventLayout.NETBSD_10),
                KeventLayout.NETBSD_10);
    }
}
