package io.github.socketaction.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.Pollable;
import io.github.socketaction.socket.SocketEvents;
import io.github.socketaction.socket.SocketHandle;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.Transfer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WatchedDescriptorsTest {

    private final Registrations registrations = new Registrations();
    private final List<String> removals = new ArrayList<>();
    private final List<Integer> reports = new ArrayList<>();
    private final WatchedDescriptors watched = new WatchedDescriptors(registrations, (fd, interest) -> {
        removals.add(fd + " " + interest);
        return -Errno.ENOENT;
    });
    private final Descriptor descriptor = new Descriptor();
    private final Handle first = new Handle(descriptor);
    private final Handle second = new Handle(descriptor);

    @Test
    @Verifies("X4")
    void an_announcement_is_remembered_and_the_kernel_is_left_alone() {
        watched.announce(first, PollAction.IN);
        watched.announce(first, PollAction.INOUT);
        assertThat(slot()).isZero();
        assertThat(registrations.wanted(0)).isEqualTo(SocketEvents.IN | SocketEvents.OUT);
        assertThat(registrations.changes()).isEqualTo(1);
        assertThat(removals).isEmpty();
    }

    @Test
    @Verifies({"X5", "K5"})
    void a_remove_takes_out_what_the_kernel_has_and_only_once() {
        watched.announce(first, PollAction.IN);
        registrations.apply(0, SocketEvents.IN);
        watched.announce(first, PollAction.REMOVE);
        watched.announce(first, PollAction.REMOVE);
        assertThat(removals).containsExactly("5 1");
        assertThat(slot()).isEqualTo(-1);
        assertThat(registrations.handle(0)).isNull();
    }

    @Test
    @Verifies({"X5", "K5"})
    void a_close_takes_it_out_before_its_remove_comes() {
        watched.announce(first, PollAction.OUT);
        registrations.apply(0, SocketEvents.OUT);
        descriptor.closing();
        watched.announce(first, PollAction.REMOVE);
        assertThat(removals).containsExactly("5 2");
    }

    @Test
    @Verifies({"X5", "X28", "K5"})
    void another_handle_for_the_same_descriptor_leaves_no_event_of_the_former_one() {
        watched.announce(first, PollAction.IN);
        registrations.apply(0, SocketEvents.IN);
        long before = registrations.key(0);
        watched.announce(second, PollAction.NONE);
        assertThat(removals).containsExactly("5 1");
        assertThat(registrations.slot(before)).isEqualTo(-1);
        assertThat(registrations.applied(0)).isZero();
        watched.announce(first, PollAction.REMOVE); // too late: it is the second one's now
        assertThat(registrations.handle(0)).isSameAs(second);
    }

    @Test
    @Verifies("X18")
    void a_socket_without_a_descriptor_is_refused_and_leaves_nothing() {
        descriptor.fd = FdPollable.NO_FD;
        assertThatThrownBy(() -> watched.announce(first, PollAction.IN))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("socket 7");
        assertThatThrownBy(() -> watched.announce(new Handle(new Pollable() {}), PollAction.IN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("another backend");
        assertThat(registrations.slots()).isZero();
    }

    @Test
    @Verifies({"B18", "K8"})
    void what_is_wanted_is_reported_and_an_error_is_all_that_is_wanted() {
        watched.announce(first, PollAction.IN);
        assertThat(report(SocketEvents.OUT)).isFalse();
        assertThat(report(SocketEvents.IN | SocketEvents.OUT)).isTrue();
        assertThat(report(SocketEvents.ERR)).isTrue();
        watched.announce(first, PollAction.NONE);
        assertThat(report(SocketEvents.IN | SocketEvents.ERR)).isFalse();
        assertThat(reports).containsExactly(SocketEvents.IN, SocketEvents.IN | SocketEvents.ERR);
    }

    @Test
    @Verifies("B50")
    void all_are_forgotten_without_a_call_of_the_system() {
        watched.announce(first, PollAction.IN);
        registrations.apply(0, SocketEvents.IN);
        watched.forgetAll();
        assertThat(slot()).isEqualTo(-1);
        assertThat(registrations.handle(0)).isNull();
        descriptor.closing();
        assertThat(removals).isEmpty();
    }

    private int slot() {
        return descriptor.slotIn(watched);
    }

    private boolean report(int events) {
        return watched.report(0, events, (socket, bits) -> {
            assertThat(socket).isSameAs(first);
            reports.add(bits);
        });
    }

    private static final class Descriptor extends FdPollable {

        private int fd = 5;

        @Override
        public int fd() {
            return fd;
        }
    }

    private static final class Handle implements SocketHandle {

        private final Pollable pollable;

        private Handle(Pollable pollable) {
            this.pollable = pollable;
        }

        @Override
        public long id() {
            return 7;
        }

        @Override
        public Pollable pollable() {
            return pollable;
        }

        @Override
        public @Nullable Transfer transfer() {
            return null;
        }
    }
}
