package io.github.socketaction.tls.conscrypt;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.testkit.MemoryTls;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.Simulation;
import io.github.socketaction.testkit.TestCertificates;
import io.github.socketaction.testkit.TestIdentity;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.TlsOptions;
import io.github.socketaction.transfer.TlsVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same TLS as with the JDK's, spoken by Conscrypt. */
class ConscryptTlsTest {

    private static final TestIdentity AUTHORITY = TestCertificates.authority("CN=Test Authority");
    private static final TestIdentity SERVER = TestCertificates.localhost(AUTHORITY);
    private static final String LONG = "0123456789".repeat(20_000);

    private final Provider provider = ConscryptTls.provider();
    private final List<MemoryTls> sessions = new ArrayList<>();
    private final Path folder;
    private final Path authority;

    ConscryptTlsTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        authority = Files.writeString(folder.resolve("ca.pem"), AUTHORITY.certificatePem());
    }

    private TlsOptions.Builder trusting() {
        return TlsOptions.builder().provider(provider).caFile(authority);
    }

    private static String ok(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private Simulation world(SSLContext server, Consumer<MemoryTls> script) {
        Simulation sim = new Simulation();
        sim.listen("127.0.0.1", 443).onAccept(connection -> {
            MemoryTls tls = MemoryTls.on(connection, server);
            sessions.add(tls);
            tls.onRequest(request -> tls.send(ok("hello")));
            tls.onClose(tls::close);
            script.accept(tls);
        });
        return sim;
    }

    private static Recording get(Simulation sim, TlsOptions tls) {
        Recording recording = sim.start("https://localhost/", builder -> builder.tls(tls));
        sim.runUntilDone();
        return recording;
    }

    @ParameterizedTest
    @EnumSource(TlsVersion.class)
    void gets_are_answered_however_the_bytes_are_cut_and_the_connection_is_used_again(TlsVersion version) {
        for (int cut : new int[] {1, 7, 1_000, 100_000}) {
            sessions.clear();
            try (Simulation sim = world(SERVER.serverContext(null), tls -> tls.cut(cut))) {
                TlsOptions options =
                        trusting().minVersion(version).maxVersion(version).build();
                assertThat(get(sim, options).bodyText()).isEqualTo("hello");
                assertThat(get(sim, options).bodyText()).isEqualTo("hello");
                assertThat(sessions).hasSize(1);
                assertThat(sessions.get(0).engine().getSession().getProtocol()).isEqualTo(version.text());
                sim.assertClean();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TlsVersion.class)
    void long_bodies_arrive_whole_and_what_was_cut_short_is_told(TlsVersion version) {
        TlsOptions options = trusting().maxVersion(version).build();
        try (Simulation sim = world(SERVER.serverContext(null), tls -> tls.onRequest(request -> tls.send(ok(LONG))))) {
            assertThat(get(sim, options).bodyText()).isEqualTo(LONG);
            sim.assertClean();
        }
        try (Simulation sim = world(
                SERVER.serverContext(null),
                tls -> tls.onRequest(request -> {
                    tls.send("HTTP/1.1 200 OK\r\n\r\ncut");
                    tls.connection().close();
                }))) {
            assertThat(get(sim, options).code()).isEqualTo(ResultCode.RECV_ERROR);
            sim.assertClean();
        }
        try (Simulation sim = world(
                SERVER.serverContext(null),
                tls -> tls.onRequest(request -> {
                    tls.send("HTTP/1.1 200 OK\r\n\r\nwhole");
                    tls.close();
                }))) {
            assertThat(get(sim, options).bodyText()).isEqualTo("whole");
            sim.runFor(Duration.ofSeconds(3));
            sim.assertClean();
        }
    }

    @Test
    void new_keys_are_answered_and_a_new_handshake_is_refused() {
        Consumer<MemoryTls> script = tls -> tls.onRequest(request -> {
            tls.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf-");
            tls.askForNewKeys();
            tls.send("whole");
        });
        try (Simulation sim = world(SERVER.serverContext(null), script)) {
            assertThat(get(sim, trusting().build()).bodyText()).isEqualTo("half-whole");
            assertThat(get(sim, trusting().build()).bodyText()).isEqualTo("half-whole");
            sim.assertClean();
        }
        Consumer<MemoryTls> renegotiating = tls -> tls.onRequest(request -> {
            tls.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf-");
            tls.askForNewKeys();
        });
        try (Simulation sim = world(SERVER.serverContext(null), renegotiating)) {
            Recording done = get(sim, trusting().maxVersion(TlsVersion.TLS_1_2).build());
            assertThat(done.code()).isEqualTo(ResultCode.RECV_ERROR);
            sim.assertClean();
        }
    }

    @Test
    void certificates_are_judged_as_with_the_jdk() {
        TestIdentity unknown =
                TestCertificates.of("CN=localhost").dns("localhost").selfSigned();
        TestIdentity otherName = TestCertificates.of("CN=x").dns("example.com").signedBy(AUTHORITY);
        assertJudged(unknown, trusting(), ResultCode.PEER_FAILED_VERIFICATION, "self-signed");
        assertJudged(unknown, trusting().verifyPeer(false), ResultCode.OK, "");
        assertJudged(otherName, trusting(), ResultCode.PEER_FAILED_VERIFICATION, "does not name localhost");
        assertJudged(
                otherName,
                trusting().verifyPeer(false),
                ResultCode.PEER_FAILED_VERIFICATION,
                "does not name localhost");
        assertJudged(otherName, trusting().verifyHost(false), ResultCode.OK, "");
        assertJudged(SERVER, trusting().pinnedPublicKey(SERVER.pin()), ResultCode.OK, "");
        assertJudged(
                SERVER, trusting().pinnedPublicKey(AUTHORITY.pin()), ResultCode.SSL_PINNEDPUBKEYNOTMATCH, "public key");
        assertJudged(SERVER, trusting().ciphers("NONSENSE"), ResultCode.SSL_CIPHER, "NONSENSE");
    }

    private void assertJudged(TestIdentity server, TlsOptions.Builder tls, ResultCode code, String story) {
        try (Simulation sim = world(server.serverContext(null), script -> {})) {
            Recording done = get(sim, tls.build());
            assertThat(done.code()).as("%s", done.result()).isEqualTo(code);
            assertThat(done.result().message()).contains(story);
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @EnumSource(TlsVersion.class)
    void a_client_certificate_is_shown_and_the_protocol_above_is_agreed_upon(TlsVersion version) throws IOException {
        for (boolean isRsa : new boolean[] {true, false}) {
            TestCertificates maker = TestCertificates.of("CN=client");
            TestIdentity client = (isRsa ? maker.rsa() : maker).signedBy(AUTHORITY);
            Path certificate = Files.writeString(folder.resolve("client.pem"), client.chainPem());
            Path key = Files.writeString(folder.resolve("client.key"), client.keyPem());
            Consumer<MemoryTls> script = tls -> {
                SSLParameters parameters = tls.engine().getSSLParameters();
                parameters.setNeedClientAuth(true);
                parameters.setApplicationProtocols(new String[] {"http/1.1"});
                tls.engine().setSSLParameters(parameters);
            };
            sessions.clear();
            try (Simulation sim = world(SERVER.serverContext(AUTHORITY), script)) {
                Recording done = get(
                        sim,
                        trusting()
                                .maxVersion(version)
                                .identity(certificate, key, null)
                                .build());
                assertThat(done.result().isOk()).as("%s", done.result()).isTrue();
                assertThat(sessions.get(0).engine().getApplicationProtocol()).isEqualTo("http/1.1");
                sim.assertClean();
            }
        }
    }
}
