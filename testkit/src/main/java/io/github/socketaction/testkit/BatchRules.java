package io.github.socketaction.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.SocketEvents;
import io.github.socketaction.socket.SocketHandle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What may be done from inside the readiness sink. */
public interface BatchRules extends BackendRules {

    @Test
    @Verifies("B22")
    default void a_socket_removed_by_an_earlier_report_of_the_same_poll_is_not_reported() throws IOException {
        BackendBench bench = bench();
        List<BenchLink> links = readyLinks(bench, 3);
        for (int[] victims : new int[][] {{1}, {2}, {1, 2}}) {
            links.forEach(link -> bench.watch(link.socket(), PollAction.OUT));
            List<SocketHandle> removed = new ArrayList<>();
            List<SocketHandle> wrong = new ArrayList<>();
            bench.poller().poll(bench.patienceNanos(), (socket, events) -> {
                if (removed.contains(socket)) {
                    wrong.add(socket);
                }
                for (int victim : victims) {
                    BenchSocket other =
                            links.get((indexOf(links, socket) + victim) % 3).socket();
                    if (removed.isEmpty() || removed.size() < victims.length) {
                        bench.watch(other, PollAction.REMOVE);
                        removed.add(other);
                    }
                }
            });
            assertThat(wrong).isEmpty();
            assertThat(removed).hasSize(victims.length);
            links.forEach(link -> bench.watch(link.socket(), PollAction.REMOVE));
            bench.poll(0, new Reports());
        }
    }

    private static int indexOf(List<BenchLink> links, SocketHandle socket) {
        for (int i = 0; i < links.size(); i++) {
            if (links.get(i).socket() == socket) {
                return i;
            }
        }
        return -1;
    }

    private static List<BenchLink> readyLinks(BackendBench bench, int count) throws IOException {
        List<BenchLink> links = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            links.add(bench.link());
        }
        return links;
    }

    @Test
    @Verifies("B23")
    default void a_socket_opened_by_a_report_inherits_nothing_from_the_one_it_replaces() throws IOException {
        BackendBench bench = bench();
        for (int round = 0; round < 10; round++) {
            List<BenchLink> links = readyLinks(bench, 2);
            for (BenchLink link : links) {
                link.peer().write(new byte[] {1});
                assertThat(bench.receive(link.transport(), 1)).hasSize(1);
                link.peer().write(new byte[] {2});
                bench.watch(link.socket(), PollAction.INOUT);
            }
            List<BenchLink> fresh = new ArrayList<>();
            Reports reports = new Reports();
            bench.poller().poll(bench.patienceNanos(), (socket, events) -> {
                reports.onReady(socket, events);
                int index = indexOf(links, socket);
                if (fresh.isEmpty() && index >= 0) {
                    fresh.add(replace(bench, links.get(1 - index)));
                    bench.watch(socket, PollAction.REMOVE);
                }
            });
            BenchSocket replacement = fresh.get(0).socket();
            assertThat(reports.eventsOf(replacement)).as("in the same poll").isZero();
            assertThat(bench.pollFor(3).eventsOf(replacement))
                    .as("in later ones")
                    .isZero();
            fresh.get(0).peer().write(new byte[] {3});
            bench.await(replacement, SocketEvents.IN);
            bench.watch(replacement, PollAction.REMOVE);
        }
    }

    /** Closes a link and opens one that is likely to get the same descriptor number. */
    private static BenchLink replace(BackendBench bench, BenchLink old) {
        try {
            bench.watch(old.socket(), PollAction.REMOVE);
            old.transport().close();
            BenchLink fresh = bench.link();
            bench.watch(fresh.socket(), PollAction.IN);
            return fresh;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @Verifies("B24")
    default void a_socket_can_be_removed_and_announced_again_between_two_polls() throws IOException {
        BackendBench bench = bench();
        BenchLink link = bench.link();
        link.peer().write(new byte[] {1});
        BenchSocket socket = link.socket();
        bench.watch(socket, PollAction.OUT);
        bench.await(socket, SocketEvents.OUT);
        for (int i = 0; i < 3; i++) {
            bench.watch(socket, PollAction.REMOVE);
            socket = bench.socket(link.transport());
            bench.watch(socket, PollAction.IN);
        }
        assertThat(bench.await(socket, SocketEvents.IN)).isEqualTo(SocketEvents.IN);
    }

    @Test
    @Verifies("B24")
    default void a_socket_can_be_removed_and_announced_again_inside_the_sink() throws IOException {
        BackendBench bench = bench();
        BenchLink link = bench.link();
        link.peer().write(new byte[] {1});
        BenchSocket again = bench.socket(link.transport());
        BenchSocket last = bench.socket(link.transport());
        bench.watch(link.socket(), PollAction.OUT);
        bench.poller().poll(bench.patienceNanos(), (socket, events) -> {
            bench.watch(link.socket(), PollAction.REMOVE);
            bench.watch(again, PollAction.OUT);
            bench.watch(again, PollAction.REMOVE);
            bench.watch(last, PollAction.IN);
        });
        assertThat(bench.await(last, SocketEvents.IN)).isEqualTo(SocketEvents.IN);
    }
}
