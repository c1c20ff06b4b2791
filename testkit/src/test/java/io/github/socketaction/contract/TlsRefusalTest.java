package io.github.socketaction.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.TestCertificates;
import io.github.socketaction.testkit.TestIdentity;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.Proxy;
import io.github.socketaction.transfer.ProxyOptions;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.TlsOptions;
import io.github.socketaction.transfer.TlsVersion;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Peers that are refused for their certificates, whoever they are to us, and what they hear: nothing. */
class TlsRefusalTest {

    private static final Instant PAST = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant LATER_PAST = Instant.parse("2021-01-01T00:00:00Z");
    private static final Instant FUTURE = Instant.parse("2090-01-01T00:00:00Z");
    private static final Instant LATER_FUTURE = Instant.parse("2120-01-01T00:00:00Z");

    private static final TestIdentity CA = TlsWorld.AUTHORITY;

    private static TestCertificates localhost() {
        return TestCertificates.of("CN=localhost").dns("localhost");
    }

    private static TestCertificates past(TestCertificates certificate) {
        return certificate.inForce(PAST, LATER_PAST);
    }

    private static TestCertificates future(TestCertificates certificate) {
        return certificate.inForce(FUTURE, LATER_FUTURE);
    }

    private static TestCertificates authority() {
        return TestCertificates.of("CN=Between").authority();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "sub.localhost", "localhost."})
    @Verifies("SEC44")
    void the_name_counts_though_the_chain_does_not(String host) {
        TestIdentity others =
                TestCertificates.of("CN=x").dns("other.test").ip(10, 0, 0, 1).selfSigned();
        for (TlsVersion version : TlsVersion.values()) {
            for (String pin : new String[] {null, others.pin()}) {
                TlsOptions.Builder tls = TlsOptions.builder()
                        .verifyPeer(false)
                        .pinnedPublicKey(pin)
                        .minVersion(version)
                        .maxVersion(version);
                assertAnswer(others, host, tls.build(), "does not name " + host.replaceAll("\\.$", ""));
                assertAnswer(others, host, tls.verifyHost(false).build(), null);
            }
        }
    }

    @Test
    @Verifies("SEC45")
    void every_certificate_on_the_way_to_the_authority_must_be_in_force() {
        TestIdentity between = authority().signedBy(CA);
        assertAnswer(
                localhost().signedBy(between), "localhost", TlsWorld.trusting().build(), null);
        TestIdentity past = past(authority()).signedBy(CA);
        TestIdentity future = future(authority()).signedBy(CA);
        TestIdentity belowPast = TestCertificates.of("CN=Below").authority().signedBy(past);
        Map<TestIdentity, String> refused = Map.of(
                past(localhost()).signedBy(CA), "it expired at 2021-01-01",
                future(localhost()).signedBy(CA), "it is not in force before 2090-01-01",
                past(localhost()).signedBy(between), "it expired at 2021-01-01",
                future(localhost()).signedBy(between), "it is not in force before 2090-01-01",
                localhost().signedBy(past), "that of its authority CN=Between expired at 2021-01-01",
                localhost().signedBy(future), "that of its authority CN=Between is not in force before 2090-01-01",
                localhost().signedBy(belowPast), "that of its authority CN=Between expired at 2021-01-01");
        refused.forEach((identity, story) -> {
            for (TlsVersion version : TlsVersion.values()) {
                TlsOptions tls = TlsWorld.trusting()
                        .verifyHost(false)
                        .minVersion(version)
                        .maxVersion(version)
                        .build();
                assertAnswer(identity, "localhost", tls, story);
            }
        });
    }

    @Test
    @Verifies("SEC45")
    void a_trusted_certificate_must_be_in_force_too() {
        List<TestIdentity> roots = new ArrayList<>();
        roots.add(past(authority()).selfSigned());
        roots.add(future(authority()).selfSigned());
        roots.add(past(authority()).signedBy(CA));
        for (TestIdentity root : roots) {
            Path file = TlsWorld.file("root.pem", root.certificatePem());
            TlsOptions tls = TlsOptions.builder().caFile(file).build();
            assertAnswer(localhost().signedBy(root), "localhost", tls, "CN=Between");
        }
        Path both = TlsWorld.file("both.pem", roots.get(0).certificatePem() + CA.certificatePem());
        TlsOptions tls = TlsOptions.builder().caFile(both).build();
        assertAnswer(localhost().signedBy(CA), "localhost", tls, null);
    }

    /** Runs a GET; the story of its failure, or null when it is to be answered. */
    private static void assertAnswer(
            TestIdentity server, String host, TlsOptions tls, @org.jspecify.annotations.Nullable String story) {
        try (TlsWorld world = new TlsWorld()) {
            world.serve(server);
            Recording get = world.get("https://user:secret@" + host + "/", tls);
            if (story == null) {
                assertThat(get.bodyText()).as("%s", get).isEqualTo("hello");
            } else {
                assertThat(get.code()).as("%s", get).isEqualTo(ResultCode.PEER_FAILED_VERIFICATION);
                assertThat(get.result().message()).contains(story);
                assertThat(world.session(1).received()).isEmpty();
            }
            world.sim.assertClean();
        }
    }

    static List<TestIdentity> badProxies() {
        TestIdentity stranger = TestCertificates.authority("CN=Stranger");
        return List.of(
                past(localhost()).signedBy(CA),
                future(localhost()).signedBy(CA),
                localhost().signedBy(past(authority()).signedBy(CA)),
                localhost().selfSigned(),
                localhost().signedBy(stranger),
                TestCertificates.of("CN=localhost").dns("other.test").signedBy(CA),
                TestCertificates.of("CN=x").dns("*").signedBy(CA),
                TestCertificates.of("CN=x").dns("localhost\0.evil.test").signedBy(CA),
                TestCertificates.of("CN=x").ip(127, 0, 0, 1).signedBy(CA),
                localhost().padded(300_000).signedBy(CA));
    }

    @ParameterizedTest
    @MethodSource("badProxies")
    @Verifies({"Y12", "V5"})
    void a_proxy_with_a_bad_certificate_hears_no_login_and_no_request(TestIdentity identity) {
        for (String url : List.of("http://server.example/", "https://server.example/")) {
            try (TlsWorld world = new TlsWorld()) {
                world.serve(identity);
                ProxyOptions proxy = ProxyOptions.builder()
                        .proxy(Proxy.parse("https://user:secret@localhost:443"))
                        .header("X-Secret", "secret")
                        .tls(TlsWorld.trusting().build())
                        .build();
                Recording get = world.start(url, builder -> builder.proxy(proxy).header("X-Own", "secret"));
                world.sim.runUntilDone();
                assertThat(get.code()).isIn(ResultCode.PEER_FAILED_VERIFICATION, ResultCode.SSL_CONNECT_ERROR);
                assertThat(get.result().message()).contains("localhost").doesNotContain("secret");
                assertThat(world.session(1).received()).isEmpty();
                assertThat(world.server().connection(1).receivedText()).doesNotContain("secret", "server.example");
                world.sim.assertClean();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TlsVersion.class)
    @Verifies({"Y12", "Y21"})
    void a_server_with_a_bad_certificate_is_shown_no_certificate_of_ours(TlsVersion version) {
        TestIdentity client = TestCertificates.of("CN=hush-hush").signedBy(CA);
        Path file = TlsWorld.file("client.pem", client.chainPem() + client.keyPem());
        TestIdentity impostor = localhost().signedBy(TestCertificates.authority("CN=Stranger"));
        try (TlsWorld world = new TlsWorld()) {
            world.serve(impostor.serverContext(CA), tls -> tls.engine().setNeedClientAuth(true));
            Recording get = world.get(TlsWorld.trusting()
                    .minVersion(version)
                    .maxVersion(version)
                    .identity(file, file, null)
                    .build());
            assertThat(get.code()).isEqualTo(ResultCode.PEER_FAILED_VERIFICATION);
            assertThat(world.server().connection(1).receivedText()).doesNotContain("hush-hush");
            assertThat(world.session(1).received()).isEmpty();
            world.sim.assertClean();
        }
    }
}
