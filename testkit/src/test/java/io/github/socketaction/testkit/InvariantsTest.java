package io.github.socketaction.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.socketaction.Counts;
import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.Transport;
import io.github.socketaction.socket.Wakeup;
import io.github.socketaction.testkit.MemoryBackend.Trigger;
import io.github.socketaction.testkit.MemoryNetwork.Route;
import io.github.socketaction.transfer.Transfer;
import io.github.socketaction.transfer.TransferOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each invariant is violated on purpose, and found. */
class InvariantsTest {

    private static final Counts NOTHING = new Counts(0, 0, 0, 0, 0, 0, 0);

    private static final InetSocketAddress ADDRESS = new InetSocketAddress(InetAddress.getLoopbackAddress(), 80);

    private final VirtualClock clock = new VirtualClock();
    private final MemoryBackend backend = new MemoryBackend(clock, Trigger.LEVEL);
    private final SocketLog log = new SocketLog(clock);

    private List<String> check(Counts counts, long timeoutMillis, boolean watchesIdle, Transfer... added) {
        List<String> complaints = new ArrayList<>(log.takeComplaints());
        complaints.addAll(Invariants.check(
                log,
                backend.ledger(),
                new Invariants.Snapshot(
                        List.of(added),
                        counts.messages(),
                        counts,
                        timeoutMillis,
                        clock.elapsed(),
                        false,
                        watchesIdle)));
        return complaints;
    }

    private List<String> check() {
        return check(NOTHING, -1, true);
    }

    private Transport connecting() throws IOException {
        Transport transport = backend.openTransport();
        backend.network().listen(ADDRESS);
        transport.connect(ADDRESS);
        return transport;
    }

    /** Transfers that never run: their multi gets no action. */
    private static Transfer idleTransfer() {
        return new Simulation().get("/").transfer();
    }

    @Test
    void nothing_is_wrong_with_nothing() {
        assertThat(check()).isEmpty();
    }

    @Test
    void a_connecting_socket_that_is_not_announced_for_out_violates_1() throws IOException {
        log.onSocket(new BenchSocket(1, connecting()), PollAction.IN, null);
        assertThat(check()).singleElement().asString().startsWith("INV1");
    }

    @Test
    @Verifies("SEC38")
    void a_transport_or_wakeup_that_is_closed_twice_violates_2_even_when_its_number_is_another_ones_by_then()
            throws IOException {
        Transport first = backend.openTransport();
        first.close();
        Transport heir = backend.openTransport();
        assertThat(check(NOTHING, -1, false)).noneMatch(complaint -> complaint.startsWith("INV2"));
        first.close();
        assertThat(check(NOTHING, -1, false)).anyMatch(complaint -> complaint.startsWith("INV2"));
        assertThrows(AssertionError.class, () -> backend.ledger().assertEmpty());
        heir.close();
        Simulation sim = new Simulation();
        sim.get("/");
        Wakeup wakeup = sim.backend().openWakeup();
        wakeup.close();
        wakeup.close();
        assertThat(assertThrows(AssertionError.class, sim::fireTimer))
                .hasMessageContaining("INV2: something was closed");
        assertThat(assertThrows(AssertionError.class, sim::close)).hasMessageContaining("INV2: something was closed");
    }

    @Test
    void a_closed_socket_that_is_still_announced_violates_2() throws IOException {
        Transport transport = connecting();
        log.onSocket(new BenchSocket(1, transport), PollAction.OUT, null);
        transport.close();
        assertThat(check()).singleElement().asString().startsWith("INV2");
    }

    @Test
    void a_remove_after_the_close_violates_2() throws IOException {
        Transport transport = connecting();
        BenchSocket socket = new BenchSocket(1, transport);
        log.onSocket(socket, PollAction.OUT, null);
        transport.close();
        log.onSocket(socket, PollAction.REMOVE, null);
        assertThat(check()).singleElement().asString().startsWith("INV2");
    }

    @Test
    void the_same_announcement_twice_violates_3() throws IOException {
        BenchSocket socket = new BenchSocket(1, connecting());
        log.onSocket(socket, PollAction.OUT, null);
        log.onSocket(socket, PollAction.OUT, null);
        assertThat(check()).singleElement().asString().startsWith("INV3");
    }

    @Test
    void a_remove_of_what_was_not_announced_violates_3() throws IOException {
        Transport transport = connecting();
        log.onSocket(new BenchSocket(1, transport), PollAction.REMOVE, null);
        transport.close();
        assertThat(check()).singleElement().asString().startsWith("INV3");
    }

    @Test
    void a_timer_that_is_missing_late_or_without_a_deadline_violates_4() {
        assertThat(check(NOTHING, 10, true)).singleElement().asString().startsWith("INV4");
        log.onTimer(11);
        assertThat(check(NOTHING, 10, true)).singleElement().asString().startsWith("INV4");
        assertThat(check(NOTHING, 11, true)).isEmpty();
        assertThat(check(NOTHING, 12, true)).isEmpty();
        assertThat(check(NOTHING, -1, true)).singleElement().asString().startsWith("INV4");
        log.onTimer(-1);
        assertThat(check()).isEmpty();
        log.onTimer(-1);
        assertThat(check()).singleElement().asString().startsWith("INV4");
        log.onTimer(Integer.MAX_VALUE + 1L);
        assertThat(check(NOTHING, 1L << 40, true)).singleElement().asString().startsWith("INV4");
    }

    @Test
    void a_wrong_count_violates_5() {
        assertThat(check(new Counts(1, 0, 0, 0, 0, 0, 0), -1, true))
                .singleElement()
                .asString()
                .startsWith("INV5");
        assertThat(check(new Counts(0, 1, 0, 0, 0, 0, 0), -1, true))
                .singleElement()
                .asString()
                .startsWith("INV5");
        assertThat(check(new Counts(0, 0, 1, 0, 0, 0, 0), -1, true))
                .singleElement()
                .asString()
                .startsWith("INV5");
        assertThat(check(new Counts(0, 0, 0, 0, 1, 2, 0), -1, true))
                .singleElement()
                .asString()
                .startsWith("INV5");
    }

    @Test
    void an_open_socket_that_is_not_announced_violates_6_unless_it_is_idle_and_not_watched() throws IOException {
        connecting();
        assertThat(check()).singleElement().asString().startsWith("INV6");
        Counts oneIdle = new Counts(0, 0, 0, 0, 1, 1, 0);
        assertThat(check(oneIdle, -1, true)).singleElement().asString().startsWith("INV6");
        assertThat(check(oneIdle, -1, false)).isEmpty();
    }

    @Test
    void a_callback_outside_of_every_call_violates_7() {
        log.checkOrigin();
        log.onTimer(0);
        assertThat(check(NOTHING, 0, true)).singleElement().asString().startsWith("INV7");
        log.enterCall();
        log.onTimer(1);
        log.exitCall();
        assertThat(check(NOTHING, 1, true)).isEmpty();
    }

    @Test
    void a_transfer_that_waits_for_nothing_violates_8() {
        Transfer transfer = idleTransfer();
        Counts one = new Counts(1, 1, 0, 0, 0, 0, 0);
        log.onTimer(5);
        assertThat(check(one, 5, true, transfer)).singleElement().asString().startsWith("INV8");
        assertThat(check(new Counts(1, 1, 1, 0, 0, 0, 0), 5, true, transfer)).isEmpty();
        clock.advanceNanos(5_000_000);
        assertThat(check(one, 0, true, transfer)).isEmpty();
        transfer.pause();
        log.onTimer(5);
        assertThat(check(one, 5, true, transfer)).isEmpty();
    }

    @Test
    void a_look_up_without_an_announced_wakeup_violates_8() throws IOException {
        Transfer transfer = idleTransfer();
        Counts one = new Counts(1, 1, 0, 0, 0, 0, 1);
        log.onTimer(5);
        assertThat(check(one, 5, true, transfer)).singleElement().asString().startsWith("INV8");
        Wakeup wakeup = backend.openWakeup();
        log.onSocket(new BenchSocket(1, wakeup), PollAction.IN, null);
        assertThat(check(one, 5, true, transfer)).isEmpty();
    }

    @Test
    void a_violation_is_thrown_by_the_call_that_made_it_with_the_last_callbacks() {
        Simulation sim = new Simulation();
        sim.network().route(sim.server().address(), Route.BLACK_HOLE);
        sim.multi().add(TransferOptions.get("http://127.0.0.1/"));
        sim.settle();
        sim.log().timerFired();
        AssertionError error = assertThrows(
                AssertionError.class, () -> sim.multi().socketAction(sim.log().socket(1), 0));
        assertThat(error).hasMessageContaining("INV4").hasMessageContaining("OUT#1");
    }
}
