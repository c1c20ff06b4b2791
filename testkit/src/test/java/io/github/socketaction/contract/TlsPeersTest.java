package io.github.socketaction.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.testkit.MemoryServer;
import io.github.socketaction.testkit.MemoryTls;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.TestCertificates;
import io.github.socketaction.testkit.TestIdentity;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.Proxy;
import io.github.socketaction.transfer.ProxyOptions;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.TlsOptions;
import io.github.socketaction.transfer.TlsVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which peer a connection or a session of TLS belongs to, and what a peer may still do when a transfer is over. */
class TlsPeersTest {

    private static final ProxyOptions PROXY = ProxyOptions.of(Proxy.parse("https://localhost:443"));

    private static ClientHello hello(TlsWorld world, int nth) {
        return ClientHello.of(world.session(nth).connection().received());
    }

    private static Recording through(TlsWorld world, TlsOptions proxyTls) {
        ProxyOptions proxies = PROXY.toBuilder().tls(proxyTls).build();
        Recording get = world.sim.start("http://server.example/", builder -> builder.proxy(proxies));
        world.sim.runUntilDone();
        return get;
    }

    static Set<String> options() {
        return TlsReuseTest.options();
    }

    @ParameterizedTest
    @MethodSource("options")
    @Verifies({"SEC20", "SEC21"})
    void transfers_that_differ_in_one_option_of_tls_with_the_proxy_use_two_connections_and_two_sessions(String option) {
        SSLContext proxy = TlsWorld.LOCALHOST.serverContext(TlsWorld.AUTHORITY);
        try (TlsWorld world = new TlsWorld()) {
            world.serve(proxy, tls -> tls.engine().setWantClientAuth(true));
            TlsOptions first = TlsReuseTest.base().build();
            TlsOptions second = Objects.requireNonNull(TlsReuseTest.variants().get(option))
                    .apply(TlsReuseTest.base())
                    .build();
            assertThat(through(world, first).bodyText()).isEqualTo("hello");
            assertThat(through(world, first).bodyText()).isEqualTo("hello");
            assertThat(world.sessions).hasSize(1);
            Recording other = through(world, second);
            assertThat(other.bodyText()).as("%s", other.result()).isEqualTo("hello");
            assertThat(world.sessions).hasSize(2);
            assertThat(hello(world, 2).offersASession()).isFalse();
            assertThat(through(world, TlsReuseTest.base().build()).bodyText()).isEqualTo("hello");
            assertThat(world.sessions).hasSize(2);
            world.sim.assertClean();
        }
    }

    @ParameterizedTest
    @CsvSource({"TLS_1_2, true", "TLS_1_2, false", "TLS_1_3, true", "TLS_1_3, false"})
    @Verifies("SEC26")
    void a_session_with_a_proxy_is_not_resumed_with_a_server_of_its_name_nor_the_other_way_round(
            TlsVersion version, boolean proxyFirst) {
        TlsOptions tls = TlsWorld.trusting().maxVersion(version).build();
        try (TlsWorld world = new TlsWorld()) {
            world.serve(each -> each.onRequest(request -> each.send(Responses.lastOk("hello"))));
            List<Boolean> offered = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                boolean asProxy = proxyFirst == (i < 2);
                Recording get = asProxy ? through(world, tls) : world.get(tls);
                assertThat(get.bodyText()).as("%s", get.result()).isEqualTo("hello");
                assertThat(world.session(i + 1).received()).startsWith(asProxy ? "GET http:" : "GET / ");
                offered.add(hello(world, i + 1).offersASession());
            }
            assertThat(offered)
                    .as("each resumes its own session and not the other's")
                    .containsExactly(false, true, false, true);
            world.sim.runFor(Duration.ofSeconds(3));
            world.sim.assertClean();
        }
    }

    @ParameterizedTest
    @EnumSource(TlsVersion.class)
    @Verifies("SEC32")
    void a_session_with_an_address_in_one_zone_is_not_resumed_in_another(TlsVersion version) {
        TestIdentity server = TestCertificates.of("CN=link")
                .ip(0xfe, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1)
                .signedBy(TlsWorld.AUTHORITY);
        TlsOptions tls = TlsWorld.trusting().maxVersion(version).build();
        try (TlsWorld world = new TlsWorld()) {
            SSLContext context = server.serverContext(null);
            world.sim.listen("fe80::1", 443).onAccept(connection -> {
                MemoryTls each = MemoryTls.on(connection, context);
                world.sessions.add(each);
                each.onRequest(request -> each.send(Responses.lastOk("hello"))).onClose(each::close);
            });
            List<Boolean> offered = new ArrayList<>();
            for (String host : List.of("[fe80::1%251]", "[fe80::1%251]", "[fe80::1%252]", "[fe80::1]", "[fe80::1]")) {
                Recording get = world.get("https://" + host + "/", tls);
                assertThat(get.bodyText()).as("%s", get.result()).isEqualTo("hello");
                offered.add(hello(world, world.sessions.size()).offersASession());
            }
            assertThat(offered).containsExactly(false, true, false, false, true);
            world.sim.runFor(Duration.ofSeconds(3));
            world.sim.assertClean();
        }
    }

    /** Options with an identity that a server could ask for. */
    private static TlsOptions identified(TlsVersion version) {
        return TlsReuseTest.base().maxVersion(version).build();
    }

    @Test
    @Verifies("SEC27")
    void new_keys_after_the_first_transfer_is_gone_are_the_seconds_business_alone() {
        try (TlsWorld world = new TlsWorld()) {
            TlsOptions tls = identified(TlsVersion.TLS_1_3);
            Recording first = world.get(tls);
            int heard = first.headerLines().size();
            int calls = first.bodyCalls();
            world.sim.multi().remove(first.transfer());
            world.session(1).askForNewKeys();
            world.sim.settle();
            world.session(1).onRequest(request -> world.session(1)
                    .askForNewKeys()
                    .send(Responses.head(10) + "half-")
                    .askForNewKeys()
                    .send("whole"));
            Recording second = world.get(tls);
            assertThat(second.bodyText()).as("%s", second.result()).isEqualTo("half-whole");
            assertThat(world.sessions).hasSize(1);
            assertThat(first.headerLines()).hasSize(heard);
            assertThat(first.bodyCalls()).isEqualTo(calls);
            assertThat(first.completions()).isOne();
            world.sim.assertClean();
        }
    }

    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    @Verifies("SEC27")
    void a_late_wish_for_a_handshake_or_a_certificate_is_refused_and_reaches_no_transfer_that_is_gone(
            boolean forCertificate, boolean whileIdle) {
        try (TlsWorld world = new TlsWorld()) {
            world.serve(TlsWorld.LOCALHOST.serverContext(TlsWorld.AUTHORITY), tls -> {});
            TlsOptions tls = identified(TlsVersion.TLS_1_2);
            Recording first = world.get(tls);
            assertThat(first.bodyText()).as("%s", first.result()).isEqualTo("hello");
            world.sim.multi().remove(first.transfer());
            MemoryTls session = world.session(1);
            session.engine().setNeedClientAuth(forCertificate);
            if (whileIdle) {
                session.askForNewKeys();
                world.sim.settle();
                assertThat(world.sim.counts().idleConnections()).isZero();
                assertThat(world.get(tls).bodyText()).isEqualTo("hello");
                assertThat(world.sessions).hasSize(2);
            } else {
                session.onRequest(
                        request -> session.send(Responses.head(10) + "half-").askForNewKeys());
                Recording second = world.get(tls);
                assertThat(second.code()).isEqualTo(ResultCode.RECV_ERROR);
                assertThat(second.result().message()).contains("renegotiation", "refused");
                assertThat(second.completions()).isOne();
            }
            assertThat(first.completions()).isOne();
            assertThat(session.engine().getSession()).satisfies(at -> {
                try {
                    assertThat(at.getPeerPrincipal()).isNull();
                } catch (SSLPeerUnverifiedException nobody) {
                    assertThat(nobody).isNotNull();
                }
            });
            world.sim.runFor(Duration.ofSeconds(3));
            world.sim.assertClean();
        }
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    @Verifies("SEC33")
    void a_connection_without_tls_never_serves_who_wants_tls_nor_the_other_way_round(boolean plainFirst) {
        try (TlsWorld world = new TlsWorld()) {
            MemoryServer both = world.sim.listen("127.0.0.1", 8080);
            both.onAccept(connection -> {
                boolean isPlain = plainFirst == (connection.number() == 1);
                if (isPlain) {
                    connection.onRequest(request -> connection.send(Responses.ok("plain")));
                } else {
                    MemoryTls tls = MemoryTls.on(connection, TlsWorld.LOCALHOST.serverContext(null));
                    tls.onRequest(request -> tls.send(Responses.ok("secure")));
                }
            });
            for (int i = 0; i < 4; i++) {
                boolean isPlain = plainFirst == (i % 2 == 0);
                Recording get = world.start((isPlain ? "http" : "https") + "://localhost:8080/", builder -> builder);
                world.sim.runUntilDone();
                assertThat(get.bodyText()).as("%s", get.result()).isEqualTo(isPlain ? "plain" : "secure");
                assertThat(get.transfer().info().tls() == null).isEqualTo(isPlain);
            }
            assertThat(both.connections()).hasSize(2);
            assertThat(both.connection(plainFirst ? 2 : 1).received()[0]).isEqualTo((byte) 22);
            world.sim.assertClean();
        }
    }
}
