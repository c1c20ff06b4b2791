package io.github.socketaction.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.SocketEvents;
import io.github.socketaction.socket.Transport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** How a stream ends: in order, halfway, or by a reset. */
public interface EndingRules extends BackendRules {

    @Test
    @Verifies("B29")
    default void all_bytes_are_read_before_the_end_which_is_answered_each_time() throws IOException {
        BackendBench bench = bench();
        byte[] sent = BackendBench.pattern(60_000);
        for (int room : new int[] {7, 4096, 100_000}) {
            BenchLink link = bench.link();
            link.peer().write(sent);
            link.peer().shutdownOutput();
            bench.watch(link.socket(), PollAction.IN);
            ByteArrayOutputStream received = new ByteArrayOutputStream();
            ByteBuffer buffer = ByteBuffer.allocate(room);
            int answer = Transport.WOULD_BLOCK;
            Patience patience = bench.patience();
            while (answer != Transport.END && patience.holds()) {
                if (answer == Transport.WOULD_BLOCK) {
                    bench.await(link.socket(), SocketEvents.IN);
                }
                answer = link.transport().read(buffer.clear());
                assertThat(answer).isGreaterThanOrEqualTo(Transport.END);
                received.write(buffer.array(), 0, buffer.position());
            }
            assertThat(received.toByteArray()).isEqualTo(sent);
            bench.await(link.socket(), SocketEvents.IN);
            assertThat(link.transport().read(buffer.clear())).isEqualTo(Transport.END);
            assertThat(link.transport().failure()).isNull();
            bench.watch(link.socket(), PollAction.REMOVE);
        }
    }

    @Test
    @Verifies("B29")
    default void a_mebibyte_arrives_whole() throws IOException {
        BackendBench bench = bench();
        BenchLink link = bench.link();
        byte[] sent = BackendBench.pattern(1 << 20);
        for (int begin = 0; begin < sent.length; begin += 16_384) {
            byte[] part = Arrays.copyOfRange(sent, begin, begin + 16_384);
            link.peer().write(part);
            assertThat(bench.receive(link.transport(), part.length)).isEqualTo(part);
        }
        link.peer().shutdownOutput();
        assertThat(bench.readToTheEnd(link.transport())).isEqualTo(Transport.END);
    }

    @Test
    @Verifies("B30")
    default void bytes_that_arrived_before_a_reset_are_read_before_the_failure() throws IOException {
        BackendBench bench = bench();
        BenchLink link = bench.link();
        byte[] sent = BackendBench.pattern(10);
        link.peer().write(sent);
        bench.watch(link.socket(), PollAction.IN);
        bench.await(link.socket(), SocketEvents.IN);
        link.peer().reset();
        LockSupport.parkNanos(BackendBench.QUIET_MILLIS * 1_000_000); // until the reset has arrived
        bench.await(link.socket(), SocketEvents.IN | SocketEvents.ERR);
        assertIsWhatTheSystemKept(bench.receive(link.transport(), sent.length + 1), sent);
        assertThat(bench.readToTheEnd(link.transport())).isEqualTo(Transport.FAILED);
        assertThat(link.transport().failure()).message().isNotBlank();
    }

    /** A reset may throw away what was not read yet; Linux does not. */
    private static void assertIsWhatTheSystemKept(byte[] received, byte[] sent) {
        boolean keeps = System.getProperty("os.name").equals("Linux");
        assertThat(received).isEqualTo(keeps ? sent : Arrays.copyOf(sent, received.length));
    }

    @Test
    @Verifies("B31")
    default void we_can_go_on_sending_after_the_peer_has_ended_its_half() throws IOException {
        BackendBench bench = bench();
        BenchLink link = bench.link();
        link.peer().shutdownOutput();
        bench.watch(link.socket(), PollAction.OUT);
        ByteBuffer body = ByteBuffer.wrap(BackendBench.pattern(1 << 20));
        int chunks = 0;
        Reports reports = new Reports();
        Patience patience = bench.patience();
        while (body.hasRemaining() && patience.holds()) {
            int begin = body.position();
            int answer = link.transport().write(body);
            assertThat(answer).as("%s", link.transport().failure()).isNotNegative();
            byte[] arrived = link.peer().read(answer);
            assertThat(arrived).isEqualTo(Arrays.copyOfRange(body.array(), begin, begin + answer));
            if (answer == Transport.WOULD_BLOCK) {
                bench.poll(bench.patienceNanos(), reports);
            } else {
                chunks++;
            }
        }
        assertThat(reports.returns()).as("returns of poll").isLessThanOrEqualTo(chunks + BackendBench.FEW_RETURNS);
    }

    @Test
    @Verifies("B32")
    default void we_can_go_on_reading_after_we_have_ended_our_half() throws IOException {
        BackendBench bench = bench();
        BenchLink link = bench.link();
        assertThat(link.transport().shutdownOutput()).isEqualTo(Transport.CONNECTED);
        assertThat(link.peer().read(1)).as("what the peer reads at the end").isEmpty();
        byte[] sent = BackendBench.pattern(1000);
        link.peer().write(sent);
        bench.watch(link.socket(), PollAction.IN);
        bench.await(link.socket(), SocketEvents.IN);
        assertThat(bench.receive(link.transport(), sent.length)).isEqualTo(sent);
    }

    @Test
    @Verifies("B33")
    default void writing_to_a_connection_that_was_reset_answers_failed() throws IOException {
        BackendBench bench = bench();
        BenchLink link = bench.link();
        link.peer().reset();
        assertThat(writeUntilItFails(bench, link.transport())).isEqualTo(Transport.FAILED);
        assertThat(link.transport().failure()).message().isNotBlank();
        ByteBuffer one = ByteBuffer.allocate(1);
        assertThat(link.transport().write(new ByteBuffer[] {one}, 0, 1)).isEqualTo(Transport.FAILED);
        assertThat(one.position()).isZero();
    }

    private static int writeUntilItFails(BackendBench bench, Transport transport) {
        Patience patience = bench.patience();
        int answer = transport.write(ByteBuffer.allocate(1));
        while (answer >= 0 && patience.holds()) {
            LockSupport.parkNanos(100_000);
            answer = transport.write(ByteBuffer.allocate(1));
        }
        return answer;
    }

    @Test
    @Verifies("B34")
    default void a_write_that_fails_does_not_hide_what_has_arrived() throws IOException {
        BackendBench bench = bench();
        BenchLink link = bench.link();
        byte[] sent = BackendBench.pattern(10);
        link.peer().write(sent);
        bench.watch(link.socket(), PollAction.IN);
        bench.await(link.socket(), SocketEvents.IN);
        link.peer().close();
        assertThat(writeUntilItFails(bench, link.transport())).isEqualTo(Transport.FAILED);
        bench.await(link.socket(), SocketEvents.IN);
        assertIsWhatTheSystemKept(bench.receive(link.transport(), sent.length), sent);
    }

    @Test
    @Verifies("B35")
    default void a_reset_of_a_socket_announced_none_does_not_spin() throws IOException {
        BackendBench bench = bench();
        BenchLink link = bench.link();
        bench.watch(link.socket(), PollAction.NONE);
        link.peer().reset();
        assertQuiet(bench);
        bench.watch(link.socket(), PollAction.IN);
        bench.await(link.socket(), SocketEvents.IN | SocketEvents.ERR);
        assertThat(bench.readToTheEnd(link.transport())).isEqualTo(Transport.FAILED);
    }

    @Test
    @Verifies("B35")
    default void an_end_of_a_socket_announced_none_does_not_spin() throws IOException {
        BackendBench bench = bench();
        BenchLink half = bench.link();
        bench.watch(half.socket(), PollAction.NONE);
        half.peer().shutdownOutput();
        BenchLink both = bench.link();
        bench.watch(both.socket(), PollAction.NONE);
        both.peer().shutdownOutput();
        both.transport().shutdownOutput();
        assertQuiet(bench);
        bench.watch(half.socket(), PollAction.IN);
        bench.await(half.socket(), SocketEvents.IN);
    }

    private static void assertQuiet(BackendBench bench) throws IOException {
        Reports reports = bench.pollFor(100);
        assertThat(reports.list()).isEmpty();
        assertThat(reports.returns()).as("returns of poll").isLessThanOrEqualTo(BackendBench.FEW_RETURNS);
    }
}
