package io.github.socketaction.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.MultiOptions;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.Timeouts;
import io.github.socketaction.transfer.TlsOptions;
import io.github.socketaction.transfer.TlsVersion;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The handshake of TLS through the whole engine. */
class TlsHandshakeTest {

    private static TlsOptions only(TlsVersion version) {
        return TlsWorld.trusting().minVersion(version).maxVersion(version).build();
    }

    @ParameterizedTest
    @EnumSource(TlsVersion.class)
    @Verifies("Y1")
    void a_get_is_answered_over_each_version(TlsVersion version) {
        try (TlsWorld world = new TlsWorld()) {
            Recording done = world.get(only(version));

            assertThat(done.result().isOk()).as("%s", done.result()).isTrue();
            assertThat(done.bodyText()).isEqualTo("hello");
            assertThat(world.session(1).engine().getSession().getProtocol()).isEqualTo(version.text());
            world.sim.assertClean();
        }
    }

    @ParameterizedTest
    @CsvSource({"TLS_1_2,1", "TLS_1_2,2", "TLS_1_2,5", "TLS_1_2,77", "TLS_1_3,1", "TLS_1_3,2", "TLS_1_3,5", "TLS_1_3,77"
    })
    @Verifies("Y1")
    void it_is_the_same_however_the_bytes_are_cut_in_both_directions(TlsVersion version, int size) {
        try (TlsWorld world = new TlsWorld()) {
            world.serve(tls -> {
                tls.cut(size);
                tls.connection().window(size);
            });
            Recording done = world.get(only(version));

            assertThat(done.result().isOk()).as("%s", done.result()).isTrue();
            assertThat(done.bodyText()).isEqualTo("hello");
            assertThat(world.session(1).received())
                    .startsWith("GET / HTTP/1.1\r\n")
                    .endsWith("\r\n\r\n");
            world.sim.assertClean();
        }
    }

    @ParameterizedTest
    @CsvSource({"0,waiting for the server's hello", "1,waiting for the server to finish"})
    @Verifies("Y2")
    void a_silent_peer_is_given_up_at_the_deadline_and_the_message_says_where(int answers, String phase) {
        try (TlsWorld world = new TlsWorld()) {
            // In TLS 1.2 the client speaks once more before the server finishes.
            world.serve(tls -> tls.silentAfter(answers));
            Recording done = world.start("https://localhost/", builder -> builder.tls(only(TlsVersion.TLS_1_2))
                    .timeouts(new Timeouts(Duration.ofMillis(700), Duration.ZERO)));
            world.sim.runUntilDone();

            assertThat(done.code()).isEqualTo(ResultCode.OPERATION_TIMEDOUT);
            assertThat(done.result().message()).contains(phase).contains("TLS handshake with localhost port 443");
            assertThat(world.sim.clock().elapsed())
                    .isEqualTo(Duration.ofMillis(700).toNanos());
            world.sim.assertClean();
        }
    }

    @Test
    @Verifies("Y3")
    void a_name_is_said_to_the_server_without_its_last_dot_and_an_address_is_not() {
        List<String> heard = new ArrayList<>();
        try (TlsWorld world = new TlsWorld()) {
            world.serve(tls -> {
                SSLParameters parameters = tls.engine().getSSLParameters();
                parameters.setSNIMatchers(List.of(SNIHostName.createSNIMatcher(".*")));
                tls.engine().setSSLParameters(parameters);
                tls.onRequest(request -> {
                    heard.add(serverNames(tls.engine()));
                    tls.send(Responses.lastOk("x"));
                });
            });
            TlsOptions options = TlsWorld.trusting().build();
            assertThat(world.get("https://localhost/", options).result().isOk()).isTrue();
            assertThat(world.get("https://localhost./", options).result().isOk())
                    .isTrue();
            assertThat(world.get("https://127.0.0.1/", options).result().isOk()).isTrue();
        }
        assertThat(heard).containsExactly("localhost", "localhost", "");
    }

    @ParameterizedTest
    @CsvSource({"true,http/1.1", "false,''"})
    @Verifies("Y3")
    void the_protocol_above_is_offered_unless_that_is_turned_off(boolean alpn, String expected) {
        try (TlsWorld world = new TlsWorld()) {
            world.serve(tls -> {
                SSLParameters parameters = tls.engine().getSSLParameters();
                parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
                tls.engine().setSSLParameters(parameters);
            });
            assertThat(world.get(TlsWorld.trusting().alpn(alpn).build())
                            .result()
                            .isOk())
                    .isTrue();
            assertThat(world.session(1).engine().getApplicationProtocol()).isEqualTo(expected);
        }
    }

    @Test
    @Verifies("Y4")
    void versions_that_do_not_meet_fail_with_the_alert_in_words() {
        try (TlsWorld world = new TlsWorld()) {
            world.serve(tls -> tls.engine().setEnabledProtocols(new String[] {"TLSv1.2"}));
            Recording done = world.get(only(TlsVersion.TLS_1_3));

            assertThat(done.code()).isEqualTo(ResultCode.SSL_CONNECT_ERROR);
            assertThat(done.result().message()).contains("protocol_version").contains("localhost port 443");
            world.sim.assertClean();
        }
    }

    @Test
    @Verifies("Y4")
    void a_peer_that_speaks_no_tls_is_named_as_such() {
        try (TlsWorld world = new TlsWorld()) {
            world.server()
                    .onAccept(connection -> connection.onData(
                            bytes -> connection.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")));
            Recording done = world.get();

            assertThat(done.code()).isEqualTo(ResultCode.SSL_CONNECT_ERROR);
            assertThat(done.result().message()).contains("does not speak TLS");
            assertThat(done.headerLines()).isEmpty();
            world.sim.assertClean();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 5, 6, 50, 90})
    @Verifies("Y4")
    void garbage_of_any_length_fails_and_never_hangs(int length) {
        try (TlsWorld world = new TlsWorld()) {
            world.server()
                    .onAccept(connection -> connection.onData(bytes -> {
                        byte[] garbage = new byte[length];
                        java.util.Arrays.fill(garbage, (byte) 22);
                        connection.send(garbage);
                        connection.close();
                    }));
            Recording done = world.get();

            assertThat(done.code()).isEqualTo(ResultCode.SSL_CONNECT_ERROR);
            world.sim.assertClean();
        }
    }

    @Test
    @Verifies("Y4")
    void a_record_longer_than_tls_allows_fails() {
        try (TlsWorld world = new TlsWorld()) {
            world.server()
                    .onAccept(connection -> connection.onData(bytes -> {
                        byte[] record = new byte[40_000];
                        record[0] = 22;
                        record[1] = 3;
                        record[2] = 3;
                        record[3] = 0x75;
                        connection.send(record);
                    }));
            Recording done = world.get();

            assertThat(done.code()).isEqualTo(ResultCode.SSL_CONNECT_ERROR);
            world.sim.assertClean();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Verifies("Y4")
    void an_end_or_a_reset_in_the_handshake_says_what_was_going_on(boolean reset) {
        try (TlsWorld world = new TlsWorld()) {
            world.server()
                    .onAccept(connection -> connection.onData(bytes -> {
                        if (reset) {
                            connection.reset();
                        } else {
                            connection.close();
                        }
                    }));
            Recording done = world.get();

            assertThat(done.code()).isEqualTo(ResultCode.SSL_CONNECT_ERROR);
            assertThat(done.result().message()).contains("waiting for the server's hello");
            world.sim.assertClean();
        }
    }

    @Test
    @Verifies("Y5")
    void with_an_executor_the_computations_are_done_there_and_their_end_wakes_the_loop() {
        ArrayDeque<Runnable> work = new ArrayDeque<>();
        try (TlsWorld world = new TlsWorld(MultiOptions.builder().tlsExecutor(work::add))) {
            Recording done = world.start("https://localhost/", builder -> builder);
            int handedOver = 0;
            while (!done.isDone()) {
                world.sim.settle();
                for (Runnable task = work.poll(); task != null; task = work.poll()) {
                    handedOver++;
                    task.run();
                }
            }
            assertThat(done.result().isOk()).as("%s", done.result()).isTrue();
            assertThat(handedOver).isPositive();
            world.sim.assertClean();
        }
    }

    @Test
    @Verifies("Y5")
    void a_transfer_removed_while_the_executor_computes_is_gone_at_once_and_its_answer_goes_nowhere() {
        ArrayDeque<Runnable> work = new ArrayDeque<>();
        try (TlsWorld world = new TlsWorld(MultiOptions.builder().tlsExecutor(work::add))) {
            Recording left = world.start("https://localhost/", builder -> builder);
            world.sim.settle();
            assertThat(work).isNotEmpty();
            world.sim.multi().remove(left.transfer());
            world.sim.settle();
            assertThat(world.sim.log().announced()).isEmpty();
            work.remove().run();
            world.sim.settle();
            assertThat(left.completions()).isZero();
            world.sim.assertClean();
        }
    }

    @Test
    @Verifies("Y5")
    void an_executor_that_takes_no_work_fails_the_transfer() {
        MultiOptions.Builder options = MultiOptions.builder().tlsExecutor(task -> {
            throw new RejectedExecutionException("full");
        });
        try (TlsWorld world = new TlsWorld(options)) {
            Recording done = world.get();
            assertThat(done.code()).isEqualTo(ResultCode.SSL_CONNECT_ERROR);
            assertThat(done.result().message()).contains("executor").contains("full");
            world.sim.assertClean();
        }
    }

    private static String serverNames(javax.net.ssl.SSLEngine engine) {
        StringBuilder names = new StringBuilder();
        if (engine.getSession() instanceof javax.net.ssl.ExtendedSSLSession session) {
            session.getRequestedServerNames().forEach(name -> names.append(((SNIHostName) name).getAsciiName()));
        }
        return names.toString();
    }
}
