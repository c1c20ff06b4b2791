package io.github.socketaction.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.TestCertificates;
import io.github.socketaction.testkit.TestIdentity;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.TlsOptions;
import io.github.socketaction.transfer.TlsVersion;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which certificates do, and what is said of those that do not. */
class TlsCertificatesTest {

    private static final Instant PAST = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant LATER_PAST = Instant.parse("2021-01-01T00:00:00Z");
    private static final Instant FUTURE = Instant.parse("2090-01-01T00:00:00Z");
    private static final Instant LATER_FUTURE = Instant.parse("2120-01-01T00:00:00Z");

    private static final TestIdentity CA = TlsWorld.AUTHORITY;

    private static TestCertificates localhost() {
        return TestCertificates.of("CN=localhost").dns("localhost").ip(127, 0, 0, 1);
    }

    static Stream<Arguments> badCertificates() {
        TestIdentity other = TestCertificates.authority("CN=Unknown Authority");
        TestIdentity expired = TestCertificates.of("CN=Old Intermediate")
                .authority()
                .inForce(PAST, LATER_PAST)
                .signedBy(CA);
        TestIdentity noAuthority =
                TestCertificates.of("CN=A mere server").dns("mere.test").signedBy(CA);
        return Stream.of(
                arguments(localhost().inForce(PAST, LATER_PAST).signedBy(CA), "expired at 2021-01-01"),
                arguments(localhost().inForce(FUTURE, LATER_FUTURE).signedBy(CA), "not in force before 2090-01-01"),
                arguments(localhost().signedBy(expired), "that of its authority CN=Old Intermediate expired"),
                arguments(localhost().selfSigned(), "self-signed"),
                arguments(localhost().signedBy(other), "unknown authority"),
                arguments(localhost().signedBy(noAuthority), "refused"),
                arguments(
                        TestCertificates.of("CN=x").dns("example.com").signedBy(CA),
                        "does not name localhost, but example.com"),
                arguments(
                        TestCertificates.of("CN=localhost").dns("example.com").signedBy(CA), "does not name localhost"),
                arguments(
                        TestCertificates.of("CN=example.com").signedBy(CA), "does not name localhost, but example.com"),
                arguments(TestCertificates.of("O=nobody").signedBy(CA), "no host at all"),
                arguments(TestCertificates.of("CN=x").dns("*").signedBy(CA), "does not name localhost"),
                arguments(TestCertificates.of("CN=x").dns("*host").signedBy(CA), "does not name localhost"),
                arguments(TestCertificates.of("CN=x").dns("l*").signedBy(CA), "does not name localhost"),
                arguments(TestCertificates.of("CN=x").ip(127, 0, 0, 1).signedBy(CA), "does not name localhost"),
                arguments(TestCertificates.of("CN=localhost\\,x").signedBy(CA), "does not name localhost"));
    }

    @ParameterizedTest
    @MethodSource("badCertificates")
    @Verifies("Y12")
    void a_certificate_that_does_not_do_is_refused_with_its_story(TestIdentity bad, String story) {
        try (TlsWorld world = new TlsWorld()) {
            world.serve(bad);
            Recording done = world.get();

            assertThat(done.code()).isEqualTo(ResultCode.PEER_FAILED_VERIFICATION);
            assertThat(done.result().message())
                    .contains(story)
                    .contains("subject: ")
                    .contains("issuer: ")
                    .contains("localhost");
            assertThat(world.server().requests()).isEmpty();
            assertThat(world.sessions.get(0).received()).isEmpty();
            world.sim.assertClean();
        }
    }

    @Test
    @Verifies("Y12")
    void a_trusted_certificate_that_expired_is_refused_though_it_is_itself_trusted() {
        TestIdentity expired = localhost().inForce(PAST, LATER_PAST).selfSigned();
        Path file = TlsWorld.file("expired.pem", expired.certificatePem());
        try (TlsWorld world = new TlsWorld()) {
            world.serve(expired);
            Recording done = world.get(TlsOptions.builder().caFile(file).build());
            assertThat(done.code()).isEqualTo(ResultCode.PEER_FAILED_VERIFICATION);
            assertThat(done.result().message()).contains("expired");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost\0.evil.test", "\0localhost", "localhost\n", "", ".localhost", "localhost/evil.test"})
    @Verifies("Y12")
    void a_name_with_something_in_it_that_belongs_in_no_name_names_nobody(String name) {
        try (TlsWorld world = new TlsWorld()) {
            world.serve(TestCertificates.of("CN=localhost").dns(name).signedBy(CA));
            Recording done = world.get();
            assertThat(done.result().isOk()).isFalse();
            assertThat(done.code()).isIn(ResultCode.PEER_FAILED_VERIFICATION, ResultCode.SSL_CONNECT_ERROR);
            assertThat(done.result().message()).doesNotContain("\n").doesNotContain("\0");
            world.sim.assertClean();
        }
    }

    @Test
    @Verifies("Y13")
    void an_address_is_named_by_an_address_only() {
        assertHost("https://127.0.0.1/", localhost(), true);
        assertHost("https://127.0.0.1/", TestCertificates.of("CN=x").dns("127.0.0.1"), false);
        assertHost("https://127.0.0.1/", TestCertificates.of("CN=127.0.0.1"), false);
        assertHost("https://127.0.0.1/", TestCertificates.of("CN=x").dns("*.0.0.1"), false);
        assertHost("https://127.0.0.1/", TestCertificates.of("CN=x").ip(127, 0, 0, 2), false);
        assertHost("https://127.0.0.1/", TestCertificates.of("CN=x").dns("example.com"), false);
        assertHost("https://2130706433/", localhost(), true);
    }

    @Test
    @Verifies("Y13")
    void a_star_is_the_whole_first_label_and_never_more() {
        assertHost("https://a.localhost/", TestCertificates.of("CN=x").dns("a.localhost"), true);
        assertHost("https://A.LOCALHOST/", TestCertificates.of("CN=x").dns("a.LocalHost"), true);
        assertHost("https://a.localhost/", TestCertificates.of("CN=x").dns("*.localhost"), false);
        assertHost("https://a.b.localhost/", TestCertificates.of("CN=x").dns("*.b.localhost"), true);
        assertHost("https://b.localhost/", TestCertificates.of("CN=x").dns("*.b.localhost"), false);
        assertHost("https://x.a.b.localhost/", TestCertificates.of("CN=x").dns("*.b.localhost"), false);
        assertHost("https://a.b.localhost/", TestCertificates.of("CN=x").dns("a*.b.localhost"), false);
        assertHost("https://a.b.localhost/", TestCertificates.of("CN=x").dns("a.*.localhost"), false);
        assertHost("https://a.b.localhost/", TestCertificates.of("CN=x").dns("*.*.localhost"), false);
    }

    @Test
    @Verifies("Y13")
    void the_common_name_counts_only_where_there_is_no_other_name() {
        assertHost("https://localhost/", TestCertificates.of("CN=localhost"), true);
        assertHost("https://localhost/", TestCertificates.of("CN=localhost").dns("x.test"), false);
        assertHost("https://localhost/", TestCertificates.of("CN=localhost").ip(10, 0, 0, 1), false);
    }

    private static void assertHost(String url, TestCertificates certificate, boolean isNamed) {
        for (boolean verifyPeer : new boolean[] {true, false}) {
            try (TlsWorld world = new TlsWorld()) {
                world.serve(certificate.signedBy(CA));
                Recording done = world.get(
                        url, TlsWorld.trusting().verifyPeer(verifyPeer).build());
                if (isNamed) {
                    assertThat(done.code()).as("%s %s", url, done.result()).isEqualTo(ResultCode.OK);
                } else {
                    assertThat(done.code()).as(url).isEqualTo(ResultCode.PEER_FAILED_VERIFICATION);
                }
                world.sim.assertClean();
            }
        }
    }

    @Test
    @Verifies("Y14")
    void the_name_is_verified_though_the_chain_is_not_and_the_other_way_round() {
        TestIdentity unknown = localhost().selfSigned();
        TestIdentity otherName = TestCertificates.of("CN=x").dns("example.com").signedBy(CA);
        assertVerified(unknown, false, true, true);
        assertVerified(unknown, true, false, false);
        assertVerified(otherName, false, true, false);
        assertVerified(otherName, true, false, true);
        assertVerified(otherName, false, false, true);
    }

    private static void assertVerified(TestIdentity server, boolean peer, boolean host, boolean passes) {
        try (TlsWorld world = new TlsWorld()) {
            world.serve(server);
            Recording done = world.get(
                    TlsWorld.trusting().verifyPeer(peer).verifyHost(host).build());
            assertThat(done.result().isOk()).as("%s", done.result()).isEqualTo(passes);
        }
    }

    @ParameterizedTest
    @EnumSource(TlsVersion.class)
    @Verifies({"Y14", "SEC25"})
    void a_session_that_nobody_verified_never_serves_who_wants_it_verified(TlsVersion version) {
        TestIdentity unknown = localhost().selfSigned();
        try (TlsWorld world = new TlsWorld()) {
            world.serve(unknown);
            TlsOptions blind =
                    TlsOptions.builder().verifyPeer(false).maxVersion(version).build();
            assertThat(world.get(blind).result().isOk()).isTrue();
            Recording wary = world.get(TlsWorld.trusting().maxVersion(version).build());
            assertThat(wary.code()).isEqualTo(ResultCode.PEER_FAILED_VERIFICATION);
            assertThat(world.get(blind).result().isOk()).isTrue();
            assertThat(world.sessions).hasSize(2);
            world.sim.assertClean();
        }
    }

    @ParameterizedTest
    @CsvSource({"9,true", "10,false"})
    @Verifies("Y15")
    void a_chain_of_ten_certificates_does_and_one_more_does_not(int authorities, boolean passes) {
        TestIdentity issuer = CA;
        for (int i = 0; i < authorities; i++) {
            issuer = TestCertificates.of("CN=Authority " + i).authority().signedBy(issuer);
        }
        TestIdentity server = localhost().signedBy(issuer);
        try (TlsWorld world = new TlsWorld()) {
            world.serve(server);
            // Java itself builds paths of at most five authorities between a root and a server: so nothing is verified.
            Recording done = world.get(TlsOptions.builder().verifyPeer(false).build());
            assertThat(done.result().isOk()).as("%s", done.result()).isEqualTo(passes);
            world.sim.assertClean();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {40_000, 300_000})
    @Verifies("Y15")
    void a_huge_certificate_is_refused(int bytes) {
        try (TlsWorld world = new TlsWorld()) {
            world.serve(localhost().padded(bytes).signedBy(CA));
            Recording done = world.get();
            assertThat(done.code()).isEqualTo(ResultCode.SSL_CONNECT_ERROR);
            world.sim.assertClean();
        }
    }

    @Test
    @Verifies("Y16")
    void a_pinned_key_is_compared_whatever_else_is_verified() {
        String right = TlsWorld.LOCALHOST.pin();
        String wrong = CA.pin();
        for (boolean verify : new boolean[] {true, false}) {
            assertPins(right, verify, true);
            assertPins(wrong, verify, false);
            assertPins(wrong + ";" + right, verify, true);
            assertPins(wrong + "; " + wrong, verify, false);
        }
        Path file = TlsWorld.file(
                "key.pem",
                TestIdentity.pem(
                        "PUBLIC KEY",
                        TlsWorld.LOCALHOST.certificate().getPublicKey().getEncoded()));
        assertPins(file.toString(), true, true);
        assertPins(TlsWorld.file("der", "nonsense").toString(), true, false);
        assertPins("/does/not/exist", true, false);
        assertPins("sha256//short", true, false);
    }

    private static void assertPins(String pins, boolean verify, boolean passes) {
        try (TlsWorld world = new TlsWorld()) {
            TlsOptions options = TlsWorld.trusting()
                    .verifyPeer(verify)
                    .verifyHost(verify)
                    .pinnedPublicKey(pins)
                    .build();
            world.serve(tls -> tls.onRequest(request -> tls.send(Responses.lastOk("hello"))));
            // Twice: the second connection resumes the session of the first.
            for (int i = 0; i < 2; i++) {
                Recording done = world.get(options);
                assertThat(done.code())
                        .as("%s: %s", pins, done.result())
                        .isEqualTo(passes ? ResultCode.OK : ResultCode.SSL_PINNEDPUBKEYNOTMATCH);
            }
            world.sim.runFor(java.time.Duration.ofSeconds(3));
            world.sim.assertClean();
        }
    }

    @Test
    @Verifies("Y17")
    void a_revoked_certificate_is_refused_and_one_that_no_list_speaks_of_too() {
        TestIdentity server = TlsWorld.LOCALHOST;
        String none = CA.revocationsPem();
        String revoked = CA.revocationsPem(server.certificate());
        String foreign = TestCertificates.authority("CN=Other").revocationsPem();
        assertRevocation(none, null);
        assertRevocation(revoked, "it is revoked");
        assertRevocation(foreign, "do not say whether it is revoked");
    }

    private static void assertRevocation(String list, @org.jspecify.annotations.Nullable String story) {
        try (TlsWorld world = new TlsWorld()) {
            Recording done = world.get(
                    TlsWorld.trusting().crlFile(TlsWorld.file("crl.pem", list)).build());
            if (story == null) {
                assertThat(done.result().isOk()).as("%s", done.result()).isTrue();
            } else {
                assertThat(done.code()).isEqualTo(ResultCode.PEER_FAILED_VERIFICATION);
                assertThat(done.result().message()).contains(story);
            }
        }
    }
}
