package io.github.socketaction.contract;

import static io.github.socketaction.contract.ProxyScripts.GRANTED_4;
import static io.github.socketaction.contract.ProxyScripts.GRANTED_5;
import static io.github.socketaction.contract.ProxyScripts.LOGIN_ACCEPTED;
import static io.github.socketaction.contract.ProxyScripts.LOGIN_CHOSEN;
import static io.github.socketaction.contract.ProxyScripts.NO_LOGIN_CHOSEN;
import static io.github.socketaction.contract.ProxyScripts.PORT;
import static io.github.socketaction.contract.ProxyScripts.bytes;
import static io.github.socketaction.contract.ProxyScripts.get;
import static io.github.socketaction.contract.ProxyScripts.proxy;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.testkit.MemoryConnection;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.Simulation;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.Proxy;
import io.github.socketaction.transfer.ProxyOptions;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.Transfer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SOCKS proxies that cut, lie, break off and say nothing. */
class SocksHostileTest {

    private static final String NAME = "server.example";
    private static final int REQUEST = 5 + NAME.length() + 2;
    private static final int LOGIN = 3 + 4 + 2;

    /** The kinds of conversation: through whom, when each answer is due, and how the phase is called in messages. */
    @SuppressWarnings("ImmutableEnumChecker") // its lists are unmodifiable and nobody writes to its arrays
    enum Conversation {
        SOCKS5(proxy("socks5h"), List.of(3, 3 + REQUEST), List.of(NO_LOGIN_CHOSEN, GRANTED_5), "greeting", "reply"),
        SOCKS5_WITH_LOGIN(
                proxy("socks5h", "user", "pw"),
                List.of(4, 4 + LOGIN, 4 + LOGIN + REQUEST),
                List.of(LOGIN_CHOSEN, LOGIN_ACCEPTED, bytes(5, 0, 0, 4, new byte[16], 0, 80)),
                "greeting",
                "login",
                "reply"),
        SOCKS5_NAMED(
                proxy("socks5h"),
                List.of(3, 3 + REQUEST),
                List.of(NO_LOGIN_CHOSEN, bytes(5, 0, 0, 3, 7, "bound.x", 0, 80)),
                "greeting",
                "reply"),
        SOCKS5_NAMELESS(
                proxy("socks5h"),
                List.of(3, 3 + REQUEST),
                List.of(NO_LOGIN_CHOSEN, bytes(5, 0, 0, 3, 0, 0, 80)),
                "greeting",
                "reply"),
        SOCKS4A(proxy("socks4a"), List.of(9 + NAME.length() + 1), List.of(GRANTED_4), "reply");

        final Proxy proxy;
        final List<Integer> due;
        final List<byte[]> answers;
        final List<String> phases;

        Conversation(Proxy proxy, List<Integer> due, List<byte[]> answers, String... phases) {
            this.proxy = proxy;
            this.due = due;
            this.answers = answers;
            this.phases = List.of(phases);
        }

        int answerBytes() {
            return answers.stream().mapToInt(answer -> answer.length).sum();
        }

        /** In which phase so many bytes of answers leave the client. */
        String phaseAfter(int count) {
            int left = count;
            for (int i = 0; i < answers.size(); i++) {
                left -= answers.get(i).length;
                if (left < 0) {
                    return phases.get(i);
                }
            }
            throw new AssertionError(count + " bytes are the whole conversation");
        }
    }

    /** Plays a conversation, handing each answer that is due to somebody who sends it, then answers requests. */
    private static Consumer<MemoryConnection> playing(
            Conversation conversation, BiConsumer<MemoryConnection, byte[]> sender) {
        return connection -> {
            int[] came = {0};
            int[] next = {0};
            connection.onData(bytes -> {
                came[0] += bytes.length;
                while (next[0] < conversation.due.size() && conversation.due.get(next[0]) <= came[0]) {
                    sender.accept(connection, conversation.answers.get(next[0]++));
                }
            });
            connection.onRequest(request -> connection.send(Responses.ok("hello")));
        };
    }

    /** Sends the first so many bytes of all answers together, then does something once. */
    private static Consumer<MemoryConnection> stoppingAfter(
            Conversation conversation, int count, Consumer<MemoryConnection> then) {
        return connection -> {
            int[] left = {count};
            if (count == 0) {
                then.accept(connection);
            }
            playing(conversation, (to, answer) -> {
                        int part = Math.min(left[0], answer.length);
                        to.send(Arrays.copyOf(answer, part));
                        left[0] -= part;
                        if (left[0] == 0 && part > 0) {
                            then.accept(to);
                        }
                    })
                    .accept(connection);
        };
    }

    @ParameterizedTest
    @EnumSource(Conversation.class)
    @Verifies("V4")
    void answers_may_be_cut_anywhere(Conversation conversation) {
        for (int cut = 1; cut < 24; cut++) {
            int size = cut;
            try (Simulation sim = new Simulation()) {
                sim.listen("127.0.0.1", PORT).onAccept(playing(conversation, (to, answer) -> {
                    to.send(Arrays.copyOf(answer, Math.min(size, answer.length)));
                    to.after(
                            Duration.ofMillis(5),
                            () -> to.sendCut(
                                    Arrays.copyOfRange(answer, Math.min(size, answer.length), answer.length), size));
                }));
                Recording get = get(sim, "http://" + NAME + "/", conversation.proxy);
                sim.runUntilDone();
                assertThat(get.bodyText()).as("%s", get.result()).isEqualTo("hello");
                sim.assertClean();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Conversation.class)
    @Verifies("V4")
    void not_a_byte_behind_the_reply_is_taken_for_the_proxys(Conversation conversation) {
        try (Simulation sim = new Simulation()) {
            byte[] last = conversation.answers.get(conversation.answers.size() - 1);
            sim.listen("127.0.0.1", PORT).onAccept(playing(conversation, (to, answer) -> {
                if (answer == last) {
                    to.send(bytes(answer, Responses.ok("spoke first")));
                } else {
                    to.send(answer);
                }
            }));
            Recording get = get(sim, "http://" + NAME + "/", conversation.proxy);
            sim.runUntilDone();
            assertThat(get.bodyText()).as("%s", get.result()).isEqualTo("spoke first");
            assertThat(sim.counts().connections())
                    .as("kept, though it spoke first")
                    .isZero();
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @EnumSource(Conversation.class)
    @Verifies("V4")
    void a_proxy_that_breaks_off_at_any_byte_fails_the_transfer_and_names_the_phase(Conversation conversation) {
        for (int count = 0; count < conversation.answerBytes(); count++) {
            for (boolean resets : new boolean[] {false, true}) {
                try (Simulation sim = new Simulation()) {
                    Consumer<MemoryConnection> end = resets ? MemoryConnection::reset : MemoryConnection::close;
                    sim.listen("127.0.0.1", PORT).onAccept(stoppingAfter(conversation, count, end));
                    Recording get = get(sim, "http://" + NAME + "/", conversation.proxy);
                    sim.runUntilDone();
                    assertThat(get.code()).as("after %d bytes", count).isEqualTo(ResultCode.PROXY);
                    assertThat(get.result().message()).contains("127.0.0.1 port 1080", conversation.phaseAfter(count));
                    assertThat(get.completions()).isOne();
                    sim.assertClean();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Conversation.class)
    @Verifies("V9")
    void a_proxy_that_falls_silent_at_any_byte_is_given_up_on_time_and_the_phase_is_named(Conversation conversation) {
        for (int count = 0; count < conversation.answerBytes(); count++) {
            try (Simulation sim = new Simulation()) {
                sim.listen("127.0.0.1", PORT).onAccept(stoppingAfter(conversation, count, connection -> {}));
                Recording get = start(sim, conversation);
                sim.runUntilDone();
                assertThat(sim.clock().elapsed())
                        .isEqualTo(Duration.ofSeconds(5).toNanos());
                assertThat(get.code()).isEqualTo(ResultCode.OPERATION_TIMEDOUT);
                assertThat(get.result().message())
                        .contains("waiting for the SOCKS", conversation.phaseAfter(count), "proxy 127.0.0.1 port 1080");
                sim.assertClean();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Conversation.class)
    @Verifies("V9")
    void a_transfer_may_be_removed_at_any_byte(Conversation conversation) {
        for (int count = 0; count < conversation.answerBytes(); count++) {
            try (Simulation sim = new Simulation()) {
                sim.listen("127.0.0.1", PORT).onAccept(stoppingAfter(conversation, count, connection -> {}));
                Recording get = start(sim, conversation);
                sim.settle();
                Transfer transfer = get.transfer();
                sim.multi().remove(transfer);
                sim.settle();
                assertThat(sim.log().announced()).isEmpty();
                sim.assertClean();
            }
        }
    }

    private static Recording start(Simulation sim, Conversation conversation) {
        return sim.start("http://" + NAME + "/", builder -> builder.proxy(ProxyOptions.of(conversation.proxy))
                .connectTimeout(Duration.ofSeconds(5)));
    }

    @Test
    @Verifies("V4")
    void a_proxy_that_trickles_is_borne_as_long_as_the_limits_allow() {
        try (Simulation sim = new Simulation()) {
            sim.listen("127.0.0.1", PORT).onAccept(playing(Conversation.SOCKS5_WITH_LOGIN, (to, answer) -> {
                for (int i = 0; i < answer.length; i++) {
                    byte[] one = {answer[i]};
                    to.after(Duration.ofSeconds(i), () -> to.send(one));
                }
            }));
            Recording get = start(sim, Conversation.SOCKS5_WITH_LOGIN);
            Recording patient = get(sim, "http://" + NAME + "/", Conversation.SOCKS5_WITH_LOGIN.proxy);
            sim.runUntilDone();
            assertThat(get.code()).isEqualTo(ResultCode.OPERATION_TIMEDOUT);
            assertThat(patient.bodyText()).isEqualTo("hello");
            sim.assertClean();
        }
    }

    static Stream<Lie> lies() {
        List<Lie> lies = new ArrayList<>();
        lies.add(new Lie("socks5h", new byte[] {4, 0}, "version 4"));
        lies.add(new Lie("socks5h", bytes("HTTP/1.1 400 Bad\r\n\r\n"), "version 72"));
        lies.add(new Lie("socks5h", new byte[] {5, (byte) 0xff}, "no authentication method"));
        lies.add(new Lie("socks5h", new byte[] {5, 1}, "method 1, which was not offered"));
        lies.add(new Lie("socks5h", LOGIN_CHOSEN, "wants a user and a password"));
        lies.add(new Lie("socks5h", bytes(NO_LOGIN_CHOSEN, 4, 0, 0, 1, 0), "version 4"));
        lies.add(new Lie("socks5h", bytes(NO_LOGIN_CHOSEN, 5, 0, 0, 2, 0), "address type 2"));
        lies.add(new Lie("socks4a", bytes(4, 90, new byte[6]), "version 4"));
        lies.add(new Lie("socks4a", bytes("HTTP/1.1"), "version 72"));
        return lies.stream();
    }

    /** A scheme, all that the proxy ever says, and what the message names. */
    record Lie(String scheme, String said, String named) {
        Lie(String scheme, byte[] said, String named) {
            this(scheme, new String(said, ISO_8859_1), named);
        }

        @Override
        public String toString() {
            return scheme + " " + named;
        }
    }

    @ParameterizedTest
    @MethodSource("lies")
    @Verifies("V4")
    void a_proxy_that_makes_no_sense_is_refused_by_name(Lie lie) {
        refused(proxy(lie.scheme), bytes(lie.said), lie.named);
    }

    @Test
    @Verifies("V4")
    void a_rejected_login_is_named_and_its_password_is_not_shown() {
        refused(proxy("socks5h", "user", "hidden"), bytes(LOGIN_CHOSEN, 1, 1), "user and password were rejected");
    }

    @ParameterizedTest
    @CsvSource({
        "1, general SOCKS server failure",
        "2, not allowed by its rules",
        "3, network unreachable",
        "4, host unreachable",
        "5, connection refused",
        "6, time to live",
        "7, command not supported",
        "8, address type not supported",
        "9, unknown reply",
        "255, unknown reply"
    })
    @Verifies("V4")
    void what_a_socks5_reply_means_is_said_in_words(int code, String words) {
        refused(proxy("socks5h"), bytes(NO_LOGIN_CHOSEN, 5, code, 0, 1, new byte[6]), words);
    }

    @ParameterizedTest
    @CsvSource({"91, rejected or failed", "92, identd on the client", "93, different user-ids", "0, unknown reply"})
    @Verifies("V4")
    void what_a_socks4_reply_means_is_said_in_words(int code, String words) {
        refused(proxy("socks4a"), bytes(0, code, new byte[6]), words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"socks4a", "socks5h", "http"})
    @Verifies("V4")
    void whatever_garbage_a_proxy_sends_its_own_transfer_alone_fails_and_nothing_is_left(String scheme) {
        byte[][] beginnings = {{5, 0}, {5, 0, 5, 0, 0, 1}, {5, 2, 1, 0, 5, 0, 0, 3}, {0, 90}, bytes("HTTP/1.1 407 ")};
        for (int seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            byte[] garbage = new byte[random.nextInt(60)];
            random.nextBytes(garbage);
            byte[] said = bytes(beginnings[random.nextInt(beginnings.length)], garbage);
            try (Simulation sim = new Simulation()) {
                sim.listen("127.0.0.1", PORT).onAccept(connection -> {
                    connection.sendCut(said, 1 + random.nextInt(said.length));
                    connection.close();
                });
                sim.server().respondWith(Responses.ok("hello"));
                Recording other = sim.get("/");
                Recording get = sim.start(
                        "http://" + NAME + "/",
                        builder -> builder.proxy(ProxyOptions.builder()
                                .proxy(proxy(scheme, "u", "p"))
                                .tunnel(true)
                                .build()));
                sim.runUntilDone();
                assertThat(get.completions()).isOne();
                assertThat(get.code()).as("seed %d", seed).isNotEqualTo(ResultCode.OK);
                assertThat(other.bodyText()).isEqualTo("hello");
                sim.assertClean();
            }
        }
    }

    private static void refused(Proxy proxy, byte[] said, String named) {
        try (Simulation sim = new Simulation()) {
            sim.listen("127.0.0.1", PORT).onAccept(connection -> connection.send(said));
            Recording get = get(sim, "http://" + NAME + "/", proxy);
            sim.runUntilDone();
            assertThat(get.code()).isEqualTo(ResultCode.PROXY);
            assertThat(get.result().message()).contains(named).doesNotContain("hidden");
            assertThat(get.completions()).isOne();
            assertThat(get.headerLines()).isEmpty();
            sim.assertClean();
        }
    }
}
