package io.github.socketaction.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.SocketEvents;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How one announcement replaces another. */
public interface ChangeRules extends BackendRules {

    @Test
    @Verifies("B16")
    default void none_reports_nothing_until_another_action_is_announced() throws IOException {
        BackendBench bench = bench();
        BenchLink link = bench.link();
        bench.watch(link.socket(), PollAction.IN);
        link.peer().write(new byte[] {1});
        bench.await(link.socket(), SocketEvents.IN);
        bench.watch(link.socket(), PollAction.NONE);
        assertThat(bench.pollFor(BackendBench.QUIET_MILLIS).list()).isEmpty();
        bench.watch(link.socket(), PollAction.IN);
        bench.await(link.socket(), SocketEvents.IN);
    }

    @Test
    @Verifies("B17")
    default void of_several_changes_between_polls_the_last_one_counts() throws IOException {
        BackendBench bench = bench();
        BenchLink link = bench.link();
        PollAction[] changes = {
            PollAction.IN,
            PollAction.OUT,
            PollAction.INOUT,
            PollAction.NONE,
            PollAction.OUT,
            PollAction.NONE,
            PollAction.IN
        };
        for (PollAction action : changes) {
            bench.watch(link.socket(), action);
        }
        assertThat(bench.pollFor(BackendBench.QUIET_MILLIS).list())
                .as("IN of a quiet socket")
                .isEmpty();
        link.peer().write(new byte[] {1});
        assertThat(bench.await(link.socket(), SocketEvents.IN)).isEqualTo(SocketEvents.IN);
    }

    @Test
    @Verifies("B18")
    default void a_narrower_announcement_takes_back_the_rest() throws IOException {
        BackendBench bench = bench();
        BenchLink link = bench.link();
        bench.watch(link.socket(), PollAction.INOUT);
        bench.await(link.socket(), SocketEvents.OUT);
        bench.watch(link.socket(), PollAction.IN);
        assertThat(bench.pollFor(BackendBench.QUIET_MILLIS).list()).isEmpty();
        link.peer().write(new byte[] {1});
        assertThat(bench.await(link.socket(), SocketEvents.IN)).isEqualTo(SocketEvents.IN);
    }

    @Test
    @Verifies("B19")
    default void the_same_announcement_again_changes_nothing() throws IOException {
        BackendBench bench = bench();
        BenchLink link = bench.link();
        for (int i = 0; i < 3; i++) {
            bench.watch(link.socket(), PollAction.IN);
            assertThat(bench.poll(0, new Reports())).isZero();
        }
        link.peer().write(new byte[] {1});
        bench.await(link.socket(), SocketEvents.IN);
        bench.watch(link.socket(), PollAction.IN);
        bench.await(link.socket(), SocketEvents.IN);
    }

    @Test
    @Verifies("B20")
    default void a_removed_socket_is_not_reported_any_more() throws IOException {
        BackendBench bench = bench();
        BenchLink link = bench.link();
        link.peer().write(new byte[] {1});
        bench.watch(link.socket(), PollAction.INOUT);
        bench.await(link.socket(), SocketEvents.IN);
        bench.watch(link.socket(), PollAction.REMOVE);
        assertThat(bench.pollFor(BackendBench.QUIET_MILLIS).list()).isEmpty();
    }

    @Test
    @Verifies("B21")
    default void closing_and_removing_in_either_order_frees_the_descriptor_by_the_next_poll() throws IOException {
        BackendBench bench = bench();
        List<BenchLink> links = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            BenchLink link = bench.link();
            bench.watch(link.socket(), PollAction.IN);
            links.add(link);
        }
        bench.poll(0, new Reports());
        int before = OpenFiles.count();
        for (BenchLink link : links.subList(0, 10)) {
            bench.watch(link.socket(), PollAction.REMOVE);
            link.transport().close();
        }
        for (BenchLink link : links.subList(10, 20)) {
            link.transport().close();
            bench.watch(link.socket(), PollAction.REMOVE);
        }
        assertThat(bench.pollFor(BackendBench.QUIET_MILLIS).list()).isEmpty();
        assertThat(OpenFiles.count()).as("open descriptors").isLessThanOrEqualTo(before - 18);
    }
}
