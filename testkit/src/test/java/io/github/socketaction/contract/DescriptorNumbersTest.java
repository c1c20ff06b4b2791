package io.github.socketaction.contract;

import static io.github.socketaction.testkit.SocketLogAssert.assertThatLog;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.socket.SocketEvents;
import io.github.socketaction.socket.SocketHandle;
import io.github.socketaction.testkit.MemoryBackend;
import io.github.socketaction.testkit.MemoryServer;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.Simulation;
import io.github.socketaction.testkit.SocketLog;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.TransferOptions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Descriptor numbers that change hands. */
class DescriptorNumbersTest {

    private static final int ALL = SocketEvents.IN | SocketEvents.OUT | SocketEvents.ERR;
    private static final String ONE = "http://127.0.0.1/";
    private static final String TWO = "http://127.0.0.1:8080/";

    @Test
    @Verifies({"S17", "S13", "A12"})
    void two_sockets_that_swap_their_numbers_are_removed_before_either_number_comes_again() {
        NumberKeeper numbers = new NumberKeeper();
        try (Simulation sim = new Simulation()) {
            sim.log().onCall(numbers);
            sim.server().respondWith(Responses.ok("one"));
            MemoryServer two = sim.listen("127.0.0.1", 8080).respondWith(Responses.ok("two"));
            sim.start(ONE);
            sim.start(TWO);
            sim.runUntilDone();
            SocketHandle a = sim.log().socket(1);
            SocketHandle b = sim.log().socket(2);
            sim.multi().assign(a, "object of a");
            sim.multi().assign(b, "object of b");
            sim.server().connection(1).close();
            two.connection(1).close();
            sim.network().deliver();
            sim.log().clear();

            sim.multi().allAction();
            assertThat(withAssigned(sim)).containsExactly("REMOVE#1 object of a", "REMOVE#2 object of b");
            Recording toTwo = sim.start(TWO);
            Recording toOne = sim.start(ONE);
            sim.fireTimer();
            assertThat(sim.log().socketLines()).containsExactly("REMOVE#1", "REMOVE#2", "OUT#3", "OUT#4");
            assertThat(MemoryBackend.fd(sim.log().socket(3))).isEqualTo(MemoryBackend.fd(a));
            assertThat(MemoryBackend.fd(sim.log().socket(4))).isEqualTo(MemoryBackend.fd(b));

            sim.log().clear();
            sim.multi().socketAction(a, ALL);
            sim.multi().socketAction(b, ALL);
            assertThatLog(sim.log()).isSilent();
            sim.runUntilDone();
            assertThat(toTwo.bodyText()).isEqualTo("two");
            assertThat(toOne.bodyText()).isEqualTo("one");
            assertThat(withAssigned(sim)).containsExactly("IN#3 null", "IN#4 null");
            assertThat(numbers.complaints()).isEmpty();
            assertThat(numbers.handedOn()).isEqualTo(2);
            sim.assertClean();
        }
    }

    /** Two close, two open, all in one action: the new sockets cannot yet have the numbers, and come after both removals. */
    @Test
    @Verifies("S17")
    void sockets_that_are_opened_in_the_action_that_closes_others_get_other_numbers_and_are_announced_later() {
        NumberKeeper numbers = new NumberKeeper();
        try (Simulation sim = new Simulation()) {
            sim.log().onCall(numbers);
            sim.server().onAccept(connection -> {});
            MemoryServer two = sim.listen("127.0.0.1", 8080).onAccept(connection -> {});
            Recording first = sim.start(ONE);
            first.onDone(done -> sim.multi().add(TransferOptions.get(TWO)));
            Recording second = sim.start(TWO);
            second.onDone(done -> sim.multi().add(TransferOptions.get(ONE)));
            sim.settle();
            sim.server().connection(1).send(Responses.lastOk("one")).close();
            two.connection(1).send(Responses.lastOk("two")).close();
            sim.network().deliver();
            sim.log().clear();
            sim.multi().allAction();
            assertThat(first.bodyText() + second.bodyText()).isEqualTo("onetwo");
            assertThat(sim.log().socketLines()).containsExactly("REMOVE#1", "REMOVE#2", "OUT#3", "OUT#4");
            assertThat(List.of(number(sim, 3), number(sim, 4))).doesNotContain(number(sim, 1), number(sim, 2));
            assertThat(numbers.complaints()).isEmpty();
            sim.assertClean();
        }
    }

    @Test
    @Verifies("S17")
    void numbers_that_go_to_and_fro_between_two_servers_never_mix_anything() {
        NumberKeeper numbers = new NumberKeeper();
        try (Simulation sim = new Simulation()) {
            sim.log().onCall(numbers);
            sim.server().respondAndClose(Responses.untilClose("one"));
            sim.listen("127.0.0.1", 8080).respondAndClose(Responses.untilClose("two"));
            List<Recording> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                lane(sim, all, 50);
            }
            List<SocketHandle> former = new ArrayList<>();
            while (sim.multi().running() > 0) {
                sim.step();
                sim.log().announced().keySet().stream()
                        .filter(each -> !former.contains(each))
                        .forEach(former::add);
                former.stream().skip(Math.max(0, former.size() - 20)).forEach(each -> sim.multi()
                        .socketAction(each, ALL));
            }
            assertThat(all).hasSize(200).allSatisfy(get -> {
                assertThat(get.code()).isEqualTo(ResultCode.OK);
                assertThat(get.bodyText()).isEqualTo(get.options().url().equals(ONE) ? "one" : "two");
            });
            assertThat(numbers.complaints()).isEmpty();
            assertThat(numbers.handedOn()).isGreaterThan(150);
            sim.assertClean();
        }
    }

    /** One transfer after the other, to the two servers by turns. */
    private static void lane(Simulation sim, List<Recording> all, int left) {
        Recording get = new Recording(TransferOptions.get(left % 2 == 0 ? ONE : TWO));
        all.add(get);
        get.onDone(done -> {
            if (left > 1) {
                lane(sim, all, left - 1);
            }
        });
        sim.start(get);
    }

    private static int number(Simulation sim, int socket) {
        return MemoryBackend.fd(sim.log().socket(socket));
    }

    private static List<String> withAssigned(Simulation sim) {
        return sim.log().entries().stream()
                .filter(entry -> entry.action() != null)
                .map((SocketLog.Entry entry) -> entry + " " + entry.assigned())
                .toList();
    }
}
