package io.github.socketaction.contract;

import static io.github.socketaction.contract.ProxyScripts.ESTABLISHED;
import static io.github.socketaction.contract.ProxyScripts.PORT;
import static io.github.socketaction.contract.ProxyScripts.connecting;
import static io.github.socketaction.contract.ProxyScripts.connectingToTls;
import static io.github.socketaction.contract.ProxyScripts.get;
import static io.github.socketaction.contract.ProxyScripts.proxy;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.EventLoop;
import io.github.socketaction.Multi;
import io.github.socketaction.MultiException;
import io.github.socketaction.MultiOptions;
import io.github.socketaction.socket.SocketEvents;
import io.github.socketaction.socket.SocketHandle;
import io.github.socketaction.testkit.Ledger.Kind;
import io.github.socketaction.testkit.MemoryBackend;
import io.github.socketaction.testkit.MemoryServer;
import io.github.socketaction.testkit.MemoryTls;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.Simulation;
import io.github.socketaction.testkit.SocketLog;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.Flow;
import io.github.socketaction.transfer.KeyFormat;
import io.github.socketaction.transfer.ProxyOptions;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.TlsIdentity;
import io.github.socketaction.transfer.TlsOptions;
import io.github.socketaction.transfer.Transfer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A connection is its users', its engine's, and nobody else's, also when the one before left it in the middle. */
class ConnectionOwnersTest {

    private static final int ALL = SocketEvents.IN | SocketEvents.OUT | SocketEvents.ERR;

    @Test
    @Verifies("SEC28")
    void two_users_of_one_proxy_have_a_tunnel_each_to_the_same_secure_server() {
        List<MemoryTls> sessions = new ArrayList<>();
        try (Simulation sim = new Simulation()) {
            MemoryServer proxy = sim.listen("127.0.0.1", PORT)
                    .onAccept(connectingToTls(TlsWorld.LOCALHOST.serverContext(null), sessions));
            for (String user : List.of("one", "two", "one", "two")) {
                ProxyOptions proxies = ProxyOptions.of(proxy("http", user, "pw"));
                Recording get = sim.start("https://localhost/", builder -> builder.proxy(proxies)
                        .tls(TlsWorld.trusting().build()));
                sim.runUntilDone();
                assertThat(get.bodyText()).as("%s", get.result()).isEqualTo("hello");
            }
            assertThat(proxy.connections()).hasSize(2);
            assertThat(proxy.requests())
                    .map(request -> ProxyScripts.field(request, "Proxy-Authorization"))
                    .containsExactly("Basic b25lOnB3", "Basic dHdvOnB3");
            assertThat(sessions).hasSize(2);
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "user, PassWord",
        "User, password",
        "USER, PASSWORD",
        "'user ', password",
        "user, 'password '",
        "user, passwor",
        "user, password1",
        "user, ''",
        "'user:password', ''",
        "us\u00e9r, password",
        "use\u0301r, password"
    })
    @Verifies("SEC31")
    void a_user_and_a_password_are_the_same_only_letter_for_letter(String user, String password) {
        for (boolean tunnel : new boolean[] {true, false}) {
            try (Simulation sim = new Simulation()) {
                MemoryServer proxy = sim.listen("127.0.0.1", PORT).onAccept(connecting(ESTABLISHED));
                for (int i = 0; i < 2; i++) {
                    get(sim, "http://server.example/", proxy("http", "user", "password"), o -> o.tunnel(tunnel));
                    sim.runUntilDone();
                    get(sim, "http://server.example/", proxy("http", user, password), o -> o.tunnel(tunnel));
                    sim.runUntilDone();
                }
                assertThat(proxy.connections()).hasSize(2);
                sim.assertClean();
            }
        }
        Path file = TlsWorld.CA_FILE;
        assertThat(new TlsIdentity(file, KeyFormat.PEM, file, KeyFormat.PEM, password))
                .isNotEqualTo(new TlsIdentity(file, KeyFormat.PEM, file, KeyFormat.PEM, "Password"));
    }

    @Test
    @Verifies("SEC31")
    void the_password_of_a_key_is_the_same_only_letter_for_letter() {
        TlsOptions one = TlsReuseTest.base().identity(identity("password")).build();
        TlsOptions other = TlsReuseTest.base().identity(identity("Password")).build();
        try (TlsWorld world = new TlsWorld()) {
            for (TlsOptions each : List.of(one, other, one, other)) {
                assertThat(world.get(each).bodyText()).isEqualTo("hello");
            }
            assertThat(world.sessions).hasSize(2);
            assertThat(ClientHello.of(world.session(2).connection().received()).offersASession())
                    .isFalse();
            world.sim.assertClean();
        }
    }

    private static TlsIdentity identity(String password) {
        TlsIdentity usual = TlsReuseTest.base().build().identity();
        return new TlsIdentity(
                usual.certificate(), usual.certificateFormat(), usual.key(), usual.keyFormat(), password);
    }

    @Test
    @Verifies("SEC32")
    void the_same_address_in_another_zone_or_in_none_is_connected_to_anew() {
        try (Simulation sim = new Simulation()) {
            MemoryServer server = sim.listen("fe80::1", 80).respondWith(Responses.ok("hello"));
            List<String> hosts = List.of("[fe80::1%251]", "[fe80::1%252]", "[fe80::1]");
            for (int round = 0; round < 2; round++) {
                for (String host : hosts) {
                    Recording get = sim.start("http://" + host + "/");
                    sim.runUntilDone();
                    assertThat(get.bodyText()).as("%s", get.result()).isEqualTo("hello");
                    assertThat(get.transfer().info().newConnections()).isEqualTo(round == 0 ? 1 : 0);
                }
            }
            assertThat(server.connections()).hasSize(3);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("SEC34")
    void what_was_known_of_a_connection_that_is_gone_leads_to_no_other_however_many_come() {
        try (Simulation sim = new Simulation(MultiOptions.builder().maxIdleConnections(200))) {
            sim.server().respondWith(Responses.ok("old"));
            Recording old = sim.get("/");
            sim.runUntilDone();
            SocketHandle gone = sim.log().socket(1);
            int number = MemoryBackend.fd(gone);
            sim.multi().assign(gone, "object of the old one");
            sim.server().connection(1).close();
            sim.settle();
            assertThat(sim.log().announced()).isEmpty();

            sim.server().onAccept(connection -> {});
            List<Recording> others = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                others.add(sim.get("/" + i));
            }
            sim.settle();
            Set<Long> ids = new HashSet<>();
            ids.add(gone.id());
            for (SocketHandle socket : sim.log().announced().keySet()) {
                assertThat(ids.add(socket.id())).as("a new id").isTrue();
                assertThat(socket.id()).isGreaterThan(gone.id());
            }
            assertThat(ids).hasSize(101);
            assertThat(sim.log().announced().keySet()).anyMatch(socket -> MemoryBackend.fd(socket) == number);
            assertThat(sim.log().entries())
                    .noneMatch(entry -> "object of the old one".equals(entry.assigned()) && entry.handle() != gone);
            sim.server().connections().forEach(connection -> connection.send(Responses.ok("new")));
            sim.network().deliver();
            sim.log().clear();
            sim.multi().socketAction(gone, ALL);
            assertThat(sim.log().entries()).as("the old handle moves nothing").isEmpty();
            assertThat(others).noneMatch(Recording::isDone);
            assertThat(gone.transfer()).isNull();
            sim.runUntilDone();
            assertThat(others).allMatch(get -> get.bodyText().equals("new"));
            assertThat(old.bodyText()).isEqualTo("old");
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Verifies("SEC35")
    void options_of_transfers_that_were_left_in_a_closed_multi_work_in_another_one_and_in_a_loop(boolean byLoop) {
        try (Simulation sim = new Simulation()) {
            sim.server().respondWith(Responses.ok("hello"));
            MemoryServer slow = sim.listen("127.0.0.1", 8001).respondWith(Responses.head(5), "he");
            MemoryServer mute = sim.listen("127.0.0.1", 8002).onAccept(connection -> {});
            sim.get("/idle");
            sim.runUntilDone();
            Recording receiving = sim.start("http://127.0.0.1:8001/");
            Recording silent = sim.start("http://127.0.0.1:8002/", o -> o.totalTimeout(Duration.ofSeconds(5)));
            Recording paused = sim.start("http://127.0.0.1:8001/");
            sim.settle();
            sim.multi().pause(paused.transfer());
            List<Recording> left = List.of(receiving, silent, paused, sim.get("/not-started"));
            sim.multi().close();
            sim.network().deliver();
            assertThat(left).allMatch(each -> each.completions() == 0 && !each.isDone());

            slow.respondWith(Responses.ok("hello"));
            mute.respondWith(Responses.ok("hello"));
            assertEachWorks(sim, left, byLoop);
            assertThat(left).as("each once, by the second").allMatch(each -> each.completions() == 1);
            assertThat(left).as("of the first").allMatch(each -> !each.isDone());
            for (MemoryServer server : List.of(sim.server(), slow, mute)) {
                assertThat(server.connection(1).isClientClosed()).isTrue();
                assertThat(server.connection(1).receivedText().split("GET ", -1))
                        .hasSize(2);
            }
            assertThat(sim.backend().ledger().open(Kind.TRANSPORT)).isZero();
            sim.assertClean();
        }
    }

    /** Runs the very same options, callbacks and all, in an engine of their own. */
    private static void assertEachWorks(Simulation sim, List<Recording> again, boolean byLoop) {
        MultiOptions options = MultiOptions.builder().clock(sim.clock()).build();
        if (byLoop) {
            try (EventLoop loop = new EventLoop(sim.backend(), options)) {
                for (Recording each : again) {
                    Transfer transfer = loop.multi().add(each.options());
                    loop.run();
                    assertThat(transfer.result()).hasToString("OK");
                    assertThat(each.bodyText()).endsWith("hello");
                }
            }
            return;
        }
        SocketLog log = new SocketLog(sim.clock());
        try (Multi multi = new Multi(sim.backend(), log, log, options)) {
            List<Transfer> added = new ArrayList<>();
            again.forEach(each -> added.add(multi.add(each.options())));
            for (int i = 0; i < 100 && multi.running() > 0; i++) {
                multi.allAction();
                sim.network().deliver();
            }
            assertThat(added)
                    .allMatch(transfer ->
                            transfer.result() != null && transfer.result().code() == ResultCode.OK);
            assertThat(again).allMatch(each -> each.bodyText().endsWith("hello"));
        }
    }

    @Test
    @Verifies("SEC35")
    void closing_inside_the_last_word_of_a_transfer_is_refused_and_closing_after_it_leaves_nothing() {
        try (Simulation sim = new Simulation()) {
            sim.server().respondWith(Responses.ok("hello"));
            Recording get = sim.get("/");
            List<String> refused = new ArrayList<>();
            get.onBody((transfer, body) -> {
                try {
                    sim.multi().unchecked().close();
                } catch (MultiException e) {
                    refused.add(e.code().name());
                }
                body.position(body.limit());
                return Flow.CONTINUE;
            });
            sim.runUntilDone();
            assertThat(refused).containsExactly("RECURSIVE_API_CALL");
            assertThat(get.bodyText()).isEqualTo("hello");
            sim.assertClean();
        }
    }
}
