package io.github.socketaction.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.TestCertificates;
import io.github.socketaction.testkit.TestIdentity;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.KeyFormat;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.TlsIdentity;
import io.github.socketaction.transfer.TlsOptions;
import io.github.socketaction.transfer.TlsVersion;
import java.nio.file.Path;
import java.security.Provider;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What cannot be set up as asked for is not set up otherwise: the transfer fails. */
class TlsSetupTest {

    private static final Path NONSENSE = TlsWorld.file("nonsense.pem", "nonsense");
    private static final Path MISSING = Path.of("/does/not/exist");
    private static final Path EMPTY = TlsWorld.file("empty.pem", "");
    private static final Path BROKEN =
            TlsWorld.file("broken.pem", TlsWorld.AUTHORITY.certificatePem().replaceFirst("M", "!"));
    private static final Path CUT =
            TlsWorld.file("cut.pem", TlsWorld.AUTHORITY.certificatePem().substring(0, 200));
    private static final TestIdentity CLIENT = TestCertificates.of("CN=client").signedBy(TlsWorld.AUTHORITY);
    private static final Path CLIENT_FILE = TlsWorld.file("client.pem", CLIENT.chainPem() + CLIENT.keyPem());
    private static final Path OTHER_KEY = TlsWorld.file("other.pem", TlsWorld.LOCALHOST.keyPem());

    /** A value that cannot be used, and the code for it. */
    record Bad(String name, ResultCode code, UnaryOperator<TlsOptions.Builder> set) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Bad> badValues() {
        Map<String, Bad> bad = new LinkedHashMap<>();
        for (Path file : List.of(NONSENSE, MISSING, EMPTY, BROKEN, CUT, CLIENT_FILE.getParent())) {
            add(bad, "caFile " + file, ResultCode.SSL_CACERT_BADFILE, b -> b.caFile(file));
            add(bad, "crlFile " + file, ResultCode.SSL_CRL_BADFILE, b -> b.crlFile(file));
            add(bad, "certificate " + file, ResultCode.SSL_CERTPROBLEM, b -> b.identity(file, CLIENT_FILE, null));
            add(bad, "key " + file, ResultCode.SSL_CERTPROBLEM, b -> b.identity(CLIENT_FILE, file, null));
        }
        for (Path file : List.of(NONSENSE, MISSING, NONSENSE.getParent())) {
            add(bad, "caPath " + file, ResultCode.SSL_CACERT_BADFILE, b -> b.caPath(file));
        }
        add(bad, "another key", ResultCode.SSL_CERTPROBLEM, b -> b.identity(CLIENT_FILE, OTHER_KEY, null));
        add(
                bad,
                "PEM as PKCS12",
                ResultCode.SSL_CERTPROBLEM,
                b -> b.identity(new TlsIdentity(CLIENT_FILE, KeyFormat.PKCS12, CLIENT_FILE, KeyFormat.PEM, null)));
        add(
                bad,
                "PEM as DER key",
                ResultCode.SSL_CERTPROBLEM,
                b -> b.identity(new TlsIdentity(CLIENT_FILE, KeyFormat.PEM, CLIENT_FILE, KeyFormat.DER, null)));
        for (String pin : List.of("", "sha256//", "sha256//AAAA", "sha256//;", "sha1//x", MISSING.toString(), "\0")) {
            add(bad, "pin '" + pin + "'", ResultCode.SSL_PINNEDPUBKEYNOTMATCH, b -> b.pinnedPublicKey(pin));
            add(
                    bad,
                    "pin '" + pin + "' beside a right one",
                    ResultCode.SSL_PINNEDPUBKEYNOTMATCH,
                    b -> b.pinnedPublicKey(TlsWorld.LOCALHOST.pin() + ";x" + pin));
        }
        for (String cipher : List.of("NONSENSE", "ALL", "HIGH:!MD5", "TLS_NULL_WITH_NULL_NULL", "AES128-SHA:x")) {
            add(bad, "cipher " + cipher, ResultCode.SSL_CIPHER, b -> b.ciphers(cipher));
            add(bad, "cipher of 1.3 " + cipher, ResultCode.SSL_CIPHER, b -> b.tls13Ciphers(cipher));
        }
        add(bad, "provider without TLS", ResultCode.SSL_CONNECT_ERROR, b -> b.provider(new NoTls()));
        return bad.values().stream();
    }

    private static void add(Map<String, Bad> bad, String name, ResultCode code, UnaryOperator<TlsOptions.Builder> set) {
        bad.put(name, new Bad(name, code, set));
    }

    @ParameterizedTest
    @MethodSource("badValues")
    @Verifies("SEC47")
    void an_option_that_cannot_be_used_fails_the_transfer_before_anything_is_connected(Bad bad) {
        for (boolean verifies : new boolean[] {true, false}) {
            TlsOptions tls = bad.set
                    .apply(TlsWorld.trusting().verifyPeer(verifies).verifyHost(verifies))
                    .build();
            if (!verifies
                    && Set.of("caFile", "caPath", "crlFile").contains(bad.name.split(" ", -1)[0])) {
                continue;
            }
            try (TlsWorld world = new TlsWorld()) {
                for (int i = 0; i < 2; i++) {
                    Recording get = world.get(tls);
                    assertThat(get.code()).as("%s", get).isEqualTo(bad.code);
                    assertThat(get.result().message()).doesNotContain("report this");
                    assertThat(world.server().connections()).isEmpty();
                }
                world.sim.assertClean();
            }
        }
    }

    @Test
    @Verifies("SEC47")
    void versions_that_contradict_each_other_are_refused_at_once() {
        TlsOptions.Builder tls =
                TlsOptions.builder().minVersion(TlsVersion.TLS_1_3).maxVersion(TlsVersion.TLS_1_2);
        assertThatThrownBy(tls::build).isInstanceOf(IllegalArgumentException.class);
    }

    static List<Supplier<Exception>> faults() {
        return List.of(
                () -> new SSLException("on purpose"),
                () -> new IllegalArgumentException("on purpose"),
                () -> new UnsupportedOperationException("on purpose"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    @Verifies("SEC47")
    void whichever_step_fails_no_check_is_left_out(Supplier<Exception> fault) {
        TestIdentity impostor = TestCertificates.of("CN=x").dns("localhost").selfSigned();
        for (TlsVersion version : TlsVersion.values()) {
            FaultyTls calm = new FaultyTls(Integer.MAX_VALUE, fault);
            assertThat(run(calm, version, TlsWorld.LOCALHOST).code()).isEqualTo(ResultCode.OK);
            int untilSecured = calm.calls().lastIndexOf("getSession") + 1;
            assertThat(untilSecured).isGreaterThan(15);
            for (int k = 1; k <= untilSecured; k++) {
                FaultyTls failing = new FaultyTls(k, fault);
                Recording get = run(failing, version, TlsWorld.LOCALHOST);
                String what = "call " + k + ", " + calm.calls().get(k - 1) + ": " + get;
                assertThat(get.code()).as(what).isEqualTo(ResultCode.SSL_CONNECT_ERROR);
                assertThat(get.result().message()).as(what).doesNotContain("report this");
                Recording refused = run(new FaultyTls(k, fault), version, impostor);
                assertThat(refused.code())
                        .as(what)
                        .isIn(ResultCode.SSL_CONNECT_ERROR, ResultCode.PEER_FAILED_VERIFICATION);
            }
        }
    }

    private static Recording run(FaultyTls provider, TlsVersion version, TestIdentity server) {
        try (TlsWorld world = new TlsWorld()) {
            world.serve(server);
            TlsOptions tls = TlsWorld.trusting()
                    .provider(provider)
                    .minVersion(version)
                    .maxVersion(version)
                    .build();
            Recording get = world.get(tls);
            if (!get.result().isOk()) {
                assertThat(get.headerLines()).isEmpty();
                assertThat(world.sessions)
                        .allMatch(session -> session.received().isEmpty());
            }
            assertThat(get.completions()).isOne();
            world.sim.runFor(Duration.ofSeconds(3));
            world.sim.assertClean();
            return get;
        }
    }

    /** A provider of nothing. */
    private static final class NoTls extends Provider {

        private static final long serialVersionUID = 1L;

        NoTls() {
            super("NoTls", "1", "has nothing");
        }
    }
}
