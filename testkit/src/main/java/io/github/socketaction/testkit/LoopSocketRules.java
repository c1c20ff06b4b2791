package io.github.socketaction.testkit;

import io.github.socketaction.testkit.LoopRun.Round;
import io.github.socketaction.transfer.Flow;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** How a loop follows what is announced for sockets. */
public interface LoopSocketRules extends LoopRules {

    /** Longer than what any of the two worlds takes in one go, and shorter than the longest head that is sent. */
    int WIDE = 900_000;

    @Test
    @Verifies("LC2")
    default void an_announced_socket_is_waited_for() throws Exception {
        LoopBench bench = loopBench();
        bench.judge(LoopRule.WAITED_FOR, bench.plain());
    }

    @Test
    @Verifies("LC3")
    default void a_change_of_what_to_wait_for_is_followed() throws Exception {
        LoopBench bench = loopBench();
        // A long request keeps OUT announced; the second one goes over the connection of the first, from IN to OUT.
        Round wide = Round.of(
                LoopRule.CHANGED,
                (run, multi) -> run.get(
                        multi,
                        bench.world().slowUrl(LoopScript.SOON),
                        builder -> builder.header("X-Wide", "x".repeat(WIDE)),
                        transfer -> {}));
        bench.judge(LoopRule.CHANGED, bench.plain(), wide, wide, bench.pause());
    }

    @Test
    @Verifies("LC3")
    default void a_socket_that_is_waited_for_both_ways_is_waited_for_both_ways() throws Exception {
        LoopBench bench = loopBench();
        // Nothing answers the head of the upload. Its body is what the server takes for the next head, and answers when
        // all of it has come: so the body has to be sent to its end, with IN announced all the while.
        byte[] body =
                (LoopScript.OK.path() + " " + "x".repeat(WIDE) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
        Round upload = Round.of(LoopRule.CHANGED, (run, multi) -> {
            ByteBuffer left = ByteBuffer.wrap(body);
            run.get(
                    multi,
                    bench.world().slowUrl(LoopScript.STALL),
                    builder -> builder.upload((transfer, target) -> give(left, target), body.length),
                    transfer -> {});
        });
        bench.judge(LoopRule.CHANGED, bench.plain(), upload);
    }

    private static Flow give(ByteBuffer left, ByteBuffer target) {
        int count = Math.min(left.remaining(), target.remaining());
        target.put(left.slice(left.position(), count));
        left.position(left.position() + count);
        return Flow.CONTINUE;
    }

    @Test
    @Verifies("LC7")
    default void a_socket_with_none_is_left_alone() throws Exception {
        LoopBench bench = loopBench();
        bench.judge(LoopRule.NOTHING, bench.plain(), bench.pause());
    }

    @Test
    @Verifies("LC8")
    default void a_removed_socket_is_forgotten_though_it_stays_open() throws Exception {
        LoopBench bench = loopBench();
        LoopWorld world = bench.world();
        Round chatter = Round.of(null, (run, multi) -> {
            run.get(multi, world.url(LoopScript.CHATTER));
            run.get(multi, world.url(LoopScript.LATE));
        });
        bench.judge(LoopRule.REMOVED, options -> options.watchIdle(false), chatter);
    }

    @Test
    @Verifies("LC9")
    default void an_assigned_object_stays_until_remove() throws Exception {
        LoopBench bench = loopBench();
        bench.judge(LoopRule.ASSIGNED, options -> options.maxIdleConnections(0), bench.plain(), bench.pause());
    }

    @Test
    @Verifies("LC12")
    default void a_broken_connection_is_reported() throws Exception {
        LoopBench bench = loopBench();
        LoopWorld world = bench.world();
        bench.judge(
                LoopRule.ERRORS,
                bench.plain(),
                Round.of(LoopRule.ERRORS, (run, multi) -> run.get(multi, world.refusedUrl())),
                Round.of(LoopRule.ERRORS, (run, multi) -> run.get(multi, world.url(LoopScript.RESET))));
    }

    @Test
    @Verifies("LC13")
    default void the_engines_own_sockets_are_waited_for() throws Exception {
        LoopBench bench = loopBench();
        LoopWorld world = bench.world();
        // One look-up after the other: the wakeup is removed, and announced again as another socket.
        Round names = Round.of(
                LoopRule.ENGINE_SOCKETS,
                (run, multi) -> run.get(
                        multi,
                        world.namedUrl("one.test", LoopScript.OK),
                        builder -> builder,
                        first -> run.get(multi, world.namedUrl("two.test", LoopScript.OK))));
        bench.judge(LoopRule.ENGINE_SOCKETS, bench.plain(), names, names);
    }
}
