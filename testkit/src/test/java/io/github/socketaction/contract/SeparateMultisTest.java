package io.github.socketaction.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.Multi;
import io.github.socketaction.MultiOptions;
import io.github.socketaction.socket.Poller;
import io.github.socketaction.socket.SocketEvents;
import io.github.socketaction.socket.SocketHandle;
import io.github.socketaction.testkit.MemoryBackend;
import io.github.socketaction.testkit.MemoryServer;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.SocketLog;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.testkit.VirtualClock;
import io.github.socketaction.transfer.Flow;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.Transfer;
import io.github.socketaction.transfer.TransferOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two multis of one thread, over one backend and one network: whatever one does, the other does not notice. */
class SeparateMultisTest {

    private static final int ALL = SocketEvents.IN | SocketEvents.OUT | SocketEvents.ERR;

    private final VirtualClock clock = new VirtualClock();
    private final MemoryBackend backend = new MemoryBackend(clock, MemoryBackend.Trigger.LEVEL);
    private Side one;
    private Side other;

    @SuppressWarnings("NullAway.Init") // JUnit calls open() before each test
    SeparateMultisTest() {}

    /** A multi with a server, a log and a loop of its own. */
    private final class Side {

        private final int port;
        private final MemoryServer server;
        private final SocketLog log = new SocketLog(clock);
        private final Poller poller;
        private final Multi multi;
        private final Set<Transfer> added = new HashSet<>();
        private final Set<SocketHandle> sockets = new HashSet<>();
        private final List<String> complaints = new ArrayList<>();

        Side(int port) throws IOException {
            this.port = port;
            server = backend.network().listen(Ip.local(1, port));
            poller = backend.openPoller();
            log.forwardTo(poller).onCall(this::check);
            multi = new Multi(
                    backend, log, log, MultiOptions.builder().clock(clock).build());
        }

        private void check(SocketLog.Entry entry) {
            if (entry.action() == null) {
                return;
            }
            sockets.add(entry.handle());
            Transfer served = entry.handle().transfer();
            if (served != null && !added.contains(served)) {
                complaints.add(entry + " serves " + served + ", which is not of this multi");
            }
        }

        Recording get(String path, Duration limit) {
            Recording recording = new Recording(TransferOptions.builder("http://127.0.0.1:" + port + path)
                    .totalTimeout(limit)
                    .connectTimeout(Duration.ZERO)
                    .build());
            added.add(multi.add(recording.options()));
            return recording;
        }

        /** Acts upon what is ready now; whether anything was. */
        boolean turn() throws IOException {
            Map<SocketHandle, Integer> ready = new LinkedHashMap<>();
            poller.poll(0, ready::put);
            ready.forEach(multi::socketAction);
            if (log.isTimerDue()) {
                log.timerFired();
                multi.timeoutAction();
                return true;
            }
            return !ready.isEmpty();
        }

        void settle() throws IOException {
            while (turn()) {
                backend.network().deliver();
            }
        }

        void close() {
            multi.close();
            backend.network().deliver();
            poller.close();
        }
    }

    @BeforeEach
    void open() throws IOException {
        one = new Side(80);
        other = new Side(8080);
    }

    @AfterEach
    void closeAll() {
        one.close();
        other.close();
        assertThat(one.complaints).isEmpty();
        assertThat(other.complaints).isEmpty();
        assertThat(one.sockets).doesNotContainAnyElementsOf(other.sockets);
        backend.ledger().assertEmpty();
    }

    @Test
    @Verifies({"A13", "A11"})
    void transfers_of_two_multis_run_side_by_side_each_on_sockets_and_a_timer_of_its_own() throws IOException {
        List<Recording> ours = new ArrayList<>();
        List<Recording> theirs = new ArrayList<>();
        serve(one.server, "one");
        serve(other.server, "other");
        for (int i = 0; i < 40; i++) {
            ours.add(one.get(i % 3 == 0 ? "/close" : "/keep", Duration.ofSeconds(9)));
            theirs.add(other.get(i % 3 == 1 ? "/close" : "/keep", Duration.ofSeconds(9)));
        }
        while (one.multi.running() + other.multi.running() > 0) {
            boolean acted = one.turn();
            strays(other, one);
            acted |= other.turn();
            strays(one, other);
            if (!acted) {
                long next = backend.network().nextEvent();
                assertThat(next).as("something is under way").isNotNegative();
                clock.jumpTo(next);
                backend.network().deliver();
            }
        }
        assertThat(ours)
                .allMatch(get -> get.completions() == 1 && get.bodyText().equals("one"));
        assertThat(theirs)
                .allMatch(get -> get.completions() == 1 && get.bodyText().equals("other"));
        assertThat(one.sockets).hasSizeGreaterThanOrEqualTo(14);
        assertThat(other.sockets).hasSizeGreaterThanOrEqualTo(14);
    }

    /** Every socket that one knows, told to the other. */
    private static void strays(Side owner, Side stranger) {
        long calls = owner.log.calls();
        long timeout = owner.multi.timeout();
        for (SocketHandle socket : List.copyOf(owner.log.announced().keySet())) {
            stranger.multi.socketAction(socket, ALL);
        }
        assertThat(owner.log.calls())
                .as("callbacks of the one whose sockets they are")
                .isEqualTo(calls);
        assertThat(owner.multi.timeout()).as("nothing of it waits to run").isEqualTo(timeout);
    }

    private static void serve(MemoryServer server, String name) {
        server.onAccept(connection ->
                connection.onRequest(request -> connection.after(Duration.ofMillis(1 + connection.number() % 5), () -> {
                    if (request.startsWith("GET /close")) {
                        connection.send(Responses.lastOk(name)).close();
                    } else {
                        connection.send(Responses.ok(name));
                    }
                })));
    }

    @Test
    @Verifies("A13")
    void an_event_given_to_the_wrong_multi_moves_neither() throws IOException {
        other.server.onAccept(connection -> {});
        Recording theirs = other.get("/", Duration.ofSeconds(1));
        checkStray();
        other.turn();
        checkStray(); // connecting
        other.settle();
        checkStray(); // waiting for the response
        other.server.connection(1).send(Responses.head(10), "12345");
        backend.network().deliver();
        checkStray(); // readable
        assertThat(theirs.bodyText()).isEmpty();
        other.settle();
        assertThat(theirs.bodyText()).isEqualTo("12345");
        other.server.connection(1).send("67890");
        other.settle();
        assertThat(theirs.completions()).isEqualTo(1);
        checkStray(); // idle
        other.server.connection(1).close();
        backend.network().deliver();
        checkStray(); // ended
        other.settle();
        assertThat(other.log.announced()).isEmpty();
        other.sockets.forEach(gone -> one.multi.socketAction(gone, ALL));
        assertThat(one.log.calls()).isZero();
    }

    private void checkStray() {
        long calls = other.log.calls();
        long timeout = other.multi.timeout();
        for (SocketHandle socket : other.sockets) {
            assertThat(one.multi.socketAction(socket, ALL)).isZero();
        }
        assertThat(other.multi.timeout()).isEqualTo(timeout);
        assertThat(one.log.calls()).isZero();
        assertThat(other.log.calls()).isEqualTo(calls);
    }

    @Test
    @Verifies("A13")
    void nothing_that_is_done_with_one_multi_is_told_by_the_callbacks_of_the_other() throws IOException {
        one.server.onAccept(connection -> {});
        other.server.onAccept(connection -> {});
        Recording theirs = other.get("/", Duration.ofSeconds(2));
        other.settle();
        long armed = other.log.armedNanos();
        long calls = other.log.calls();

        Recording ours = one.get("/1", Duration.ofSeconds(1));
        Recording removed = one.get("/2", Duration.ZERO);
        one.settle();
        one.multi.transfers().get(0).pause();
        one.multi.transfers().get(0).unpause();
        one.multi.allAction();
        one.multi.networkChanged();
        one.multi.remove(one.multi.transfers().get(1));
        clock.advance(Duration.ofSeconds(1));
        one.settle();
        assertThat(ours.completions()).isEqualTo(1);
        assertThat(removed.completions()).isZero();
        one.multi.close();
        assertThat(other.log.calls()).isEqualTo(calls);
        assertThat(other.log.armedNanos())
                .isEqualTo(armed)
                .isEqualTo(Duration.ofSeconds(2).toNanos());

        clock.advance(Duration.ofSeconds(1));
        other.settle();
        assertThat(theirs.completions()).isEqualTo(1);
        assertThat(codes(other)).containsExactly(ResultCode.OPERATION_TIMEDOUT);
    }

    @Test
    @Verifies("A13")
    void a_callback_of_one_multi_may_drive_the_other_one() throws IOException {
        one.server.respondWith(Responses.ok("one"));
        other.server.respondWith(Responses.ok("other"));
        Recording theirs = other.get("/", Duration.ofSeconds(1));
        Recording ours = one.get("/", Duration.ofSeconds(1));
        List<String> inside = new ArrayList<>();
        ours.onBody((transfer, body) -> {
            body.position(body.limit());
            try {
                other.settle();
            } catch (IOException e) {
                return Flow.ABORT;
            }
            inside.add(theirs.bodyText() + " " + other.multi.running() + " " + one.multi.running());
            return Flow.CONTINUE;
        });
        one.settle();
        assertThat(inside).containsExactly("other 0 1");
        assertThat(ours.bodyText()).isEqualTo("one");
        assertThat(codes(one)).containsExactly(ResultCode.OK);
        assertThat(codes(other)).containsExactly(ResultCode.OK);
    }

    @Test
    @Verifies("A13")
    void a_failing_callback_of_one_multi_aborts_nothing_of_the_other() throws IOException {
        one.server.onAccept(connection -> {});
        other.server.onAccept(connection -> {});
        one.get("/", Duration.ZERO);
        Recording theirs = other.get("/", Duration.ofSeconds(1));
        other.settle();
        one.log.failCall(1, new IllegalStateException("on purpose"));
        assertThat(codeOf(one.multi::timeoutAction)).isEqualTo("ABORTED_BY_CALLBACK");
        assertThat(theirs.completions()).isZero();
        other.server.connection(1).send(Responses.ok("hello"));
        other.settle();
        assertThat(theirs.bodyText()).isEqualTo("hello");
    }

    private static String codeOf(Runnable call) {
        try {
            call.run();
            return "nothing thrown";
        } catch (io.github.socketaction.MultiException e) {
            return e.code().name();
        }
    }

    private static List<ResultCode> codes(Side side) {
        List<ResultCode> codes = new ArrayList<>();
        for (Transfer done = side.multi.infoRead(); done != null; done = side.multi.infoRead()) {
            codes.add(
                    done.result() == null
                            ? ResultCode.FAILED_INIT
                            : done.result().code());
        }
        return codes;
    }
}
