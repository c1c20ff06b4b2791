package io.github.socketaction.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.socket.PollAction;
import io.github.socketaction.testkit.MemoryTls;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.Flow;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.TlsOptions;
import io.github.socketaction.transfer.TlsVersion;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What comes after the handshake of TLS, through the whole engine. */
class TlsStreamTest {

    private static final String LONG = "0123456789".repeat(20_000);

    private static TlsOptions only(TlsVersion version) {
        return TlsWorld.trusting().minVersion(version).maxVersion(version).build();
    }

    private static void assertOk(Recording done, String body) {
        assertThat(done.result().isOk()).as("%s", done.result()).isTrue();
        assertThat(done.bodyText()).isEqualTo(body);
    }

    @ParameterizedTest
    @EnumSource(TlsVersion.class)
    @Verifies("Y6")
    void a_body_of_many_records_arrives_whole_in_segments_of_any_size(TlsVersion version) {
        for (int size : new int[] {1_000, 5_003, 16_413, 60_000}) {
            try (TlsWorld world = new TlsWorld()) {
                world.serve(tls -> tls.cut(size).onRequest(request -> tls.send(Responses.ok(LONG))));
                assertOk(world.get(only(version)), LONG);
                world.sim.assertClean();
            }
        }
    }

    @Test
    @Verifies("Y6")
    void what_is_decrypted_already_is_delivered_without_another_event() {
        try (TlsWorld world = new TlsWorld()) {
            world.serve(tls -> tls.onRequest(request -> tls.connection()
                    .send(joined(
                            tls.encrypted(Responses.head(30)),
                            tls.encrypted("first-----"),
                            tls.encrypted("second----"),
                            tls.encrypted("third-----")))));
            Recording done = world.start("https://localhost/", builder -> builder);
            done.onBody((transfer, piece) -> {
                piece.position(piece.position() + Math.min(7, piece.remaining()));
                return done.bodyCalls() % 2 == 1 ? Flow.PAUSE : Flow.CONTINUE;
            });
            int pauses = 0;
            while (!done.isDone()) {
                world.sim.settle();
                if (done.transfer().isPaused()) {
                    pauses++;
                    world.sim.multi().unpause(done.transfer());
                }
            }
            assertOk(done, "first-----second----third-----");
            assertThat(pauses).isPositive();
            world.sim.assertClean();
        }
    }

    @ParameterizedTest
    @EnumSource(TlsVersion.class)
    @Verifies("Y7")
    void a_body_that_ends_with_the_connection_is_whole_only_if_tls_was_closed(TlsVersion version) {
        try (TlsWorld world = new TlsWorld()) {
            world.serve(tls -> tls.onRequest(request -> {
                tls.send(Responses.untilClose("whole"));
                tls.close();
            }));
            assertOk(world.get(only(version)), "whole");
            world.serve(tls -> tls.onRequest(request -> {
                tls.send(Responses.untilClose("cut"));
                tls.connection().close();
            }));
            Recording cut = world.get(only(version));
            assertThat(cut.code()).isEqualTo(ResultCode.RECV_ERROR);
            assertThat(cut.result().message()).contains("without TLS being closed");
            assertThat(cut.bodyText()).isEqualTo("cut");
            world.sim.assertClean();
        }
    }

    @Test
    @Verifies("Y7")
    void a_response_whose_length_is_known_needs_no_close() {
        try (TlsWorld world = new TlsWorld()) {
            world.serve(tls -> tls.onRequest(request -> {
                tls.send(Responses.ok("whole"));
                tls.connection().close();
            }));
            assertOk(world.get(), "whole");
            world.sim.assertClean();
        }
    }

    @Test
    @Verifies("Y7")
    void a_close_in_the_middle_of_a_response_is_a_partial_file() {
        try (TlsWorld world = new TlsWorld()) {
            world.serve(tls -> tls.onRequest(request -> {
                tls.send(Responses.head(10) + "half-");
                tls.close();
            }));
            assertThat(world.get().code()).isEqualTo(ResultCode.PARTIAL_FILE);
            world.sim.assertClean();
        }
    }

    @Test
    @Verifies("Y8")
    void new_keys_in_the_middle_of_a_response_are_answered_and_the_response_goes_on() {
        try (TlsWorld world = new TlsWorld()) {
            world.serve(tls -> tls.onRequest(request -> {
                tls.send(Responses.head(10) + "half-");
                tls.askForNewKeys();
                tls.send("whole");
            }));
            assertOk(world.get(only(TlsVersion.TLS_1_3)), "half-whole");
            assertOk(world.get(only(TlsVersion.TLS_1_3)), "half-whole");
            assertThat(world.sessions).hasSize(1);
            assertThat(world.session(1).failure()).isNull();
            world.sim.assertClean();
        }
    }

    @Test
    @Verifies("Y8")
    void the_answer_to_new_keys_waits_for_room_without_a_spin() {
        try (TlsWorld world = new TlsWorld()) {
            world.serve(tls -> tls.onRequest(request -> {
                tls.connection().window(10);
                tls.connection().stall();
                tls.send(Responses.head(10) + "half-");
                tls.askForNewKeys();
                tls.send("whole");
                tls.connection().after(Duration.ofSeconds(1), tls.connection()::resume);
            }));
            Recording done = world.start("https://localhost/", builder -> builder.tls(only(TlsVersion.TLS_1_3)));
            world.sim.runFor(Duration.ofMillis(500));
            long before = world.sim.log().calls();
            world.sim.runFor(Duration.ofMillis(100));
            assertThat(world.sim.log().calls()).isEqualTo(before);
            world.sim.runUntilDone();
            assertOk(done, "half-whole");
            world.sim.assertClean();
        }
    }

    @Test
    @Verifies({"Y8", "SEC27"})
    void a_new_handshake_on_the_connection_is_refused() {
        try (TlsWorld world = new TlsWorld()) {
            world.serve(tls -> tls.onRequest(request -> {
                tls.send(Responses.head(10) + "half-");
                tls.askForNewKeys();
            }));
            Recording done = world.get(only(TlsVersion.TLS_1_2));
            assertThat(done.code()).isEqualTo(ResultCode.RECV_ERROR);
            assertThat(done.result().message()).contains("renegotiation").contains("refused");
            world.sim.assertClean();
        }
    }

    @Test
    @Verifies("Y8")
    void thirty_two_records_without_data_in_a_row_are_taken_and_one_more_is_not() {
        for (int count : new int[] {31, 32, 33}) {
            try (TlsWorld world = new TlsWorld()) {
                world.serve(tls -> tls.onRequest(request -> {
                    tls.send(Responses.head(10));
                    keys(tls, 20).send("first");
                    keys(tls, count).send("secon");
                }));
                Recording done = world.get(only(TlsVersion.TLS_1_3));
                if (count <= 32) {
                    assertOk(done, "firstsecon");
                } else {
                    assertThat(done.code()).isEqualTo(ResultCode.RECV_ERROR);
                    assertThat(done.result().message()).contains("more than 32 records without data");
                }
                world.sim.assertClean();
            }
        }
    }

    private static MemoryTls keys(MemoryTls tls, int times) {
        for (int i = 0; i < times; i++) {
            tls.askForNewKeys();
        }
        return tls;
    }

    @ParameterizedTest
    @EnumSource(TlsVersion.class)
    @Verifies("Y9")
    void an_upload_through_a_small_window_arrives_whole(TlsVersion version) {
        try (TlsWorld world = new TlsWorld()) {
            world.serve(tls -> {
                tls.connection().window(3_000);
                tls.onRequest(request -> {});
                answerAfter(world, tls);
            });
            int[] sent = {0};
            Recording done = world.start("https://localhost/", builder -> builder.tls(only(version))
                    .upload(
                            (transfer, target) -> {
                                int count = Math.min(target.remaining(), LONG.length() - sent[0]);
                                target.put(
                                        LONG.substring(sent[0], sent[0] + count).getBytes(ISO_8859_1));
                                sent[0] += count;
                                return Flow.CONTINUE;
                            },
                            LONG.length()));
            world.sim.runUntilDone();
            assertOk(done, "got it");
            assertThat(world.session(1).received()).endsWith("\r\n\r\n" + LONG);
            world.sim.assertClean();
        }
    }

    private static void answerAfter(TlsWorld world, MemoryTls tls) {
        tls.connection().after(Duration.ofMillis(10), () -> {
            if (tls.received().endsWith(LONG)) {
                tls.send(Responses.ok("got it"));
            } else {
                answerAfter(world, tls);
            }
        });
    }

    @Test
    @Verifies("Y9")
    void what_is_encrypted_but_not_sent_keeps_the_socket_announced_for_out() {
        try (TlsWorld world = new TlsWorld()) {
            // The head is shorter than one record, so it is encrypted at once, but only ten bytes of it are taken.
            world.serve(tls -> tls.onRequest(request -> tls.send(Responses.ok("hello"))));
            Recording first = world.get();
            assertOk(first, "hello");
            world.session(1).connection().window(10);
            world.session(1).connection().stall();
            Recording second = world.start("https://localhost/", builder -> builder);
            world.sim.runFor(Duration.ofMillis(10));
            assertThat(world.sim.log().announced()).containsValue(PollAction.INOUT);
            world.session(1).connection().resume();
            world.session(1).connection().window(1_000_000);
            world.sim.runUntilDone();
            assertOk(second, "hello");
            world.sim.assertClean();
        }
    }

    @Test
    @Verifies("Y10")
    void an_idle_connection_takes_records_that_are_no_data_and_stays() {
        try (TlsWorld world = new TlsWorld()) {
            assertOk(world.get(only(TlsVersion.TLS_1_3)), "hello");
            world.session(1).askForNewKeys();
            world.sim.runFor(Duration.ofMillis(10));
            assertThat(world.sim.counts().idleConnections()).isEqualTo(1);
            assertOk(world.get(only(TlsVersion.TLS_1_3)), "hello");
            assertThat(world.sessions).hasSize(1);
            world.sim.assertClean();
        }
    }

    @Test
    @Verifies("Y10")
    void an_idle_connection_with_data_or_a_close_or_an_end_or_garbage_serves_nobody() {
        for (int what = 0; what < 4; what++) {
            try (TlsWorld world = new TlsWorld()) {
                assertOk(world.get(), "hello");
                switch (what) {
                    case 0 -> world.session(1).send("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged");
                    case 1 -> world.session(1).closeNotify();
                    case 2 -> world.session(1).connection().close();
                    default -> world.session(1).connection().send("garbage that is no record");
                }
                world.sim.runFor(Duration.ofMillis(10));
                assertThat(world.sim.counts().idleConnections())
                        .as("case %d", what)
                        .isZero();
                assertOk(world.get(), "hello");
                assertThat(world.sessions).hasSize(2);
                world.sim.assertClean();
            }
        }
    }

    @Test
    @Verifies("Y11")
    void a_connection_that_ends_says_so_in_tls_and_waits_for_the_peer() {
        try (TlsWorld world = new TlsWorld()) {
            world.serve(tls -> tls.onRequest(request -> tls.send(Responses.lastOk("bye")))
                    .onClose(() -> tls.connection().after(Duration.ofMillis(300), tls::close)));
            assertOk(world.get(), "bye");
            world.sim.runFor(Duration.ofMillis(200));
            assertThat(world.session(1).isPeerClosed()).isTrue();
            assertThat(world.session(1).connection().isClientClosed()).isFalse();
            assertThat(world.sim.log().announced()).hasSize(1);
            world.sim.runFor(Duration.ofMillis(200));
            assertThat(world.session(1).connection().isClientClosed()).isTrue();
            assertThat(world.sim.log().announced()).isEmpty();
            world.sim.assertClean();
        }
    }

    @Test
    @Verifies("Y11")
    void a_peer_that_does_not_close_is_waited_for_two_seconds_and_not_longer() {
        try (TlsWorld world = new TlsWorld()) {
            world.serve(tls ->
                    tls.onRequest(request -> tls.send(Responses.lastOk("bye"))).onClose(() -> {}));
            assertOk(world.get(), "bye");
            world.sim.runFor(Duration.ofMillis(1_999));
            assertThat(world.session(1).connection().isClientClosed()).isFalse();
            world.sim.runFor(Duration.ofMillis(10));
            assertThat(world.session(1).connection().isClientClosed()).isTrue();
            world.sim.assertClean();
        }
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
