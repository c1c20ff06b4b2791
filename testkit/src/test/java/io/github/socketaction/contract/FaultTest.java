package io.github.socketaction.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.MultiOptions;
import io.github.socketaction.testkit.MemoryFaults.Operation;
import io.github.socketaction.testkit.MemoryNetwork.Route;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.ScriptedResolver;
import io.github.socketaction.testkit.Simulation;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.ResultCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls into the system that fail. */
class FaultTest {

    private final IOException onPurpose = new IOException("on purpose");

    private static List<Recording> run(Simulation sim) {
        sim.server()
                .window(20)
                .onAccept(connection -> connection.onRequest(request -> {
                    connection.send(
                            request.startsWith("GET /close") ? Responses.lastOk("hello") : Responses.ok("hello"));
                    if (request.startsWith("GET /close")) {
                        connection.close();
                    }
                }));
        List<Recording> gets = new ArrayList<>();
        for (String path : List.of("/1", "/close", "/3", "/4")) {
            gets.add(sim.get(path));
        }
        gets.add(sim.start("http://some.example/"));
        sim.runUntilDone();
        gets.add(sim.get("/reuse"));
        sim.runUntilDone();
        return gets;
    }

    private static Simulation world() {
        return new Simulation(MultiOptions.builder()
                .maxHostConnections(2)
                .resolver(new ScriptedResolver().name("some.example", Ip.local(1))));
    }

    @Test
    @Verifies("E9")
    void whichever_call_into_the_system_fails_every_transfer_ends_and_nothing_leaks() {
        Simulation calm = world();
        assertThat(run(calm)).allMatch(get -> get.code() == ResultCode.OK);
        long calls = calm.backend().faults().calls() - 1;
        assertThat(calls).isGreaterThan(30);
        calm.assertClean();
        for (int k = 1; k <= calls; k++) {
            try (Simulation sim = world()) {
                sim.backend().faults().failAny(k, onPurpose);
                List<Recording> gets = run(sim);
                assertThat(gets).as("call %d failed", k).allMatch(get -> get.completions() == 1);
                long failed =
                        gets.stream().filter(get -> get.code() != ResultCode.OK).count();
                assertThat(failed).as("transfers failed by call %d", k).isLessThanOrEqualTo(1);
                assertThat(sim.clock().elapsed()).isZero();
                sim.assertClean();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "OPEN_TRANSPORT, COULDNT_CONNECT",
        "CONNECT, COULDNT_CONNECT",
        "FINISH_CONNECT, COULDNT_CONNECT",
        "WRITE, SEND_ERROR",
        "READ, RECV_ERROR"
    })
    @Verifies("E10")
    void each_failing_call_has_its_result_and_its_message(Operation operation, ResultCode code) {
        try (Simulation sim = new Simulation()) {
            sim.server().respondWith(Responses.ok("hello"));
            sim.backend().faults().fail(operation, 1, onPurpose);
            Recording get = sim.get("/");
            sim.runUntilDone();
            assertThat(get.code()).isEqualTo(code);
            assertThat(get.result().message()).contains("on purpose").contains("127.0.0.1");
            assertThat(get.result().cause()).isSameAs(onPurpose);
            Recording next = sim.get("/");
            sim.runUntilDone();
            assertThat(next.bodyText()).isEqualTo("hello");
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @CsvSource({"REFUSE", "REFUSE_AT_ONCE"})
    @Verifies("E10")
    void a_refused_connection_says_who_refused(Route route) {
        try (Simulation sim = new Simulation()) {
            sim.network().route(sim.server().address(), route);
            Recording get = sim.get("/");
            sim.runUntilDone();
            assertThat(get.code()).isEqualTo(ResultCode.COULDNT_CONNECT);
            assertThat(get.result().message()).contains("127.0.0.1 port 80").contains("Connection refused");
            sim.assertClean();
        }
    }

    @Test
    @Verifies("E10")
    void when_every_address_fails_the_last_reason_is_given() {
        ScriptedResolver names = new ScriptedResolver().name("many.example", Ip.local(2), Ip.local(3), Ip.local(4));
        try (Simulation sim = new Simulation(MultiOptions.builder().resolver(names))) {
            sim.network().route(Ip.local(3, 80), Route.REFUSE_AT_ONCE);
            Recording get = sim.start("http://many.example/");
            sim.runUntilDone();
            assertThat(get.code()).isEqualTo(ResultCode.COULDNT_CONNECT);
            assertThat(get.result().message()).contains("many.example port 80").contains("Connection refused");
            assertThat(sim.backend().faults().calls(Operation.CONNECT)).isEqualTo(3);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("E10")
    void without_a_wakeup_a_name_cannot_be_looked_up() {
        ScriptedResolver names = new ScriptedResolver().hold().name("some.example", Ip.local(1));
        try (Simulation sim = new Simulation(MultiOptions.builder().resolver(names))) {
            sim.server().respondWith(Responses.ok("hello"));
            sim.backend().faults().fail(Operation.OPEN_WAKEUP, 1, onPurpose);
            Recording get = sim.start("http://some.example/");
            Recording literal = sim.get("/");
            sim.runUntilDone();
            assertThat(get.code()).isEqualTo(ResultCode.COULDNT_RESOLVE_HOST);
            assertThat(get.result().message()).contains("on purpose");
            assertThat(literal.bodyText()).isEqualTo("hello");
            sim.assertClean();
        }
    }
}
