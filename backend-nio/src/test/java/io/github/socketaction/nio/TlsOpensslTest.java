package io.github.socketaction.nio;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.EventLoop;
import io.github.socketaction.testkit.TestCertificates;
import io.github.socketaction.testkit.TestIdentity;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.Flow;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.Timeouts;
import io.github.socketaction.transfer.TlsInfo;
import io.github.socketaction.transfer.TlsOptions;
import io.github.socketaction.transfer.TlsVersion;
import io.github.socketaction.transfer.Transfer;
import io.github.socketaction.transfer.TransferOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What OpenSSL does in TLS when it is told to. Needs openssl. */
final class TlsOpensslTest {

    private static final TestIdentity AUTHORITY = TestCertificates.authority("CN=Test Authority");
    private static final TestIdentity SERVER = TestCertificates.localhost(AUTHORITY);

    private final Path folder;
    private final StringBuilder body = new StringBuilder();

    TlsOpensslTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private Path authority() throws IOException {
        return Files.writeString(folder.resolve("ca.pem"), AUTHORITY.certificatePem());
    }

    private Transfer add(EventLoop loop, String url, TlsOptions.Builder tls) throws IOException {
        return loop.multi()
                .add(TransferOptions.builder(url)
                        .tls(tls.caFile(authority()).build())
                        .timeouts(new Timeouts(Duration.ofSeconds(60), Duration.ofSeconds(60)))
                        .onBody((transfer, piece) -> {
                            body.append(ISO_8859_1.decode(piece));
                            return Flow.CONTINUE;
                        })
                        .build());
    }

    /** Turns the loop until something is so, or the transfer has ended. */
    private static void turnUntil(EventLoop loop, Transfer transfer, Condition condition) throws IOException {
        while (!transfer.isDone() && !condition.isMet()) {
            loop.perform();
            loop.poll(20);
        }
    }

    private static ResultCode code(Transfer transfer) {
        if (transfer.result() == null) {
            throw new AssertionError("it has not ended");
        }
        return transfer.result().code();
    }

    private static String message(Transfer transfer) {
        return String.valueOf(
                transfer.result() == null ? null : transfer.result().message());
    }

    private static String version(Transfer transfer) {
        TlsInfo agreed = transfer.info().tls();
        return agreed == null ? "none" : agreed.protocol();
    }

    @Test
    @Verifies("Y8")
    void new_keys_that_the_server_asks_for_are_answered_while_a_response_arrives() throws IOException {
        try (OpensslServer server = OpensslServer.start(SERVER, "-tls1_3");
                EventLoop loop = new EventLoop(new NioBackend())) {
            Transfer transfer = add(loop, server.url(), TlsOptions.builder());
            turnUntil(loop, transfer, () -> server.hasPrinted("GET / HTTP/1.1"));
            server.type("HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n[one]");
            turnUntil(loop, transfer, () -> body.toString().equals("[one]"));
            server.type("K\n");
            turnUntil(loop, transfer, () -> server.hasPrinted("SSL_do_handshake"));
            server.type("[two]..");
            turnUntil(loop, transfer, () -> false);

            assertThat(code(transfer)).isEqualTo(ResultCode.OK);
            assertThat(body.toString()).isEqualTo("[one][two]..");
        }
    }

    @Test
    @Verifies("Y8")
    void a_new_handshake_that_the_server_asks_for_is_refused() throws IOException {
        try (OpensslServer server = OpensslServer.start(SERVER, "-tls1_2");
                EventLoop loop = new EventLoop(new NioBackend())) {
            Transfer transfer = add(loop, server.url(), TlsOptions.builder());
            turnUntil(loop, transfer, () -> server.hasPrinted("GET / HTTP/1.1"));
            server.type("HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n[one]");
            turnUntil(loop, transfer, () -> body.toString().equals("[one]"));
            server.type("R\n");
            turnUntil(loop, transfer, () -> false);

            assertThat(code(transfer)).isEqualTo(ResultCode.RECV_ERROR);
            assertThat(transfer.result()).isNotNull();
            assertThat(transfer.result().message()).contains("renegotiation");
        }
    }

    @Test
    void ciphers_are_named_as_openssl_names_them() throws IOException {
        String name = "ECDHE-ECDSA-AES256-GCM-SHA384";
        try (OpensslServer server = OpensslServer.start(SERVER, "-tls1_2", "-cipher", name, "-www");
                EventLoop loop = new EventLoop(new NioBackend())) {
            Transfer same = add(loop, server.url(), TlsOptions.builder().ciphers(name));
            turnUntil(loop, same, () -> false);
            assertThat(code(same)).isEqualTo(ResultCode.OK);
            assertThat(body.toString()).contains(name);

            Transfer other = add(loop, server.url(), TlsOptions.builder().ciphers("ECDHE-ECDSA-AES128-GCM-SHA256"));
            turnUntil(loop, other, () -> false);
            assertThat(code(other)).isEqualTo(ResultCode.SSL_CONNECT_ERROR);
            assertThat(other.result()).isNotNull();
            assertThat(other.result().message()).contains("handshake_failure");
        }
    }

    @ParameterizedTest
    @EnumSource(TlsVersion.class)
    @Verifies("Y4")
    void a_server_of_one_version_is_served_in_it_and_not_in_the_other(TlsVersion version) throws IOException {
        String only = version == TlsVersion.TLS_1_2 ? "-tls1_2" : "-tls1_3";
        TlsVersion other = version == TlsVersion.TLS_1_2 ? TlsVersion.TLS_1_3 : TlsVersion.TLS_1_2;
        try (OpensslServer server = OpensslServer.start(SERVER, only, "-www");
                EventLoop loop = new EventLoop(new NioBackend())) {
            Transfer either = run(loop, server.url(), TlsOptions.builder());
            assertThat(code(either)).as("%s by %s", either.result(), server).isEqualTo(ResultCode.OK);
            assertThat(version(either)).isEqualTo(version.text());

            Transfer neither = run(
                    loop, server.url(), TlsOptions.builder().minVersion(other).maxVersion(other));
            assertThat(code(neither)).isEqualTo(ResultCode.SSL_CONNECT_ERROR);
            assertThat(message(neither)).contains("protocol_version");
        }
    }

    @ParameterizedTest
    @EnumSource(TlsVersion.class)
    @Verifies("Y26")
    void a_client_certificate_that_is_asked_for_may_be_missing(TlsVersion version) throws IOException {
        try (OpensslServer asking = OpensslServer.start(
                        SERVER, "-verify", "1", "-CAfile", authority().toString(), "-www");
                EventLoop loop = new EventLoop(new NioBackend())) {
            TlsOptions.Builder tls = TlsOptions.builder().maxVersion(version);
            assertThat(code(run(loop, asking.url(), tls))).isEqualTo(ResultCode.OK);
            assertThat(asking.printed()).doesNotContain("CN = client");
            assertThat(code(run(loop, asking.url(), withClient(tls)))).isEqualTo(ResultCode.OK);
            assertThat(asking.printed()).contains("CN = client");
        }
    }

    /** With TLS 1.3 our handshake is over before the server has looked; so it is told where a response was waited for. */
    @ParameterizedTest
    @CsvSource({"TLS_1_2, SSL_CONNECT_ERROR, handshake_failure", "TLS_1_3, RECV_ERROR, certificate_required"})
    @Verifies("Y26")
    void a_client_certificate_that_is_demanded_may_not_be_missing(TlsVersion version, ResultCode code, String alert)
            throws IOException {
        try (OpensslServer demanding = OpensslServer.start(
                        SERVER,
                        "-Verify",
                        "1",
                        "-verify_return_error",
                        "-CAfile",
                        authority().toString(),
                        "-www");
                EventLoop loop = new EventLoop(new NioBackend())) {
            TlsOptions.Builder tls = TlsOptions.builder().maxVersion(version);
            Transfer refused = run(loop, demanding.url(), tls);
            assertThat(code(refused))
                    .as("%s by %s", refused.result(), demanding)
                    .isEqualTo(code);
            assertThat(message(refused)).contains(alert);
            assertThat(body).isEmpty();
            assertThat(code(run(loop, demanding.url(), withClient(tls)))).isEqualTo(ResultCode.OK);
        }
    }

    @Test
    @Verifies("Y3")
    void a_name_is_said_to_the_server_and_an_address_is_not() throws IOException {
        String said = "TLS client extension \"server name\"";
        try (OpensslServer server = OpensslServer.start(SERVER, "-tlsextdebug", "-www");
                EventLoop loop = new EventLoop(new NioBackend())) {
            assertThat(code(run(loop, server.url("127.0.0.1"), TlsOptions.builder())))
                    .isEqualTo(ResultCode.OK);
            assertThat(server.printed()).contains("TLS client extension").doesNotContain(said);
            assertThat(code(run(loop, server.url("localhost"), TlsOptions.builder())))
                    .isEqualTo(ResultCode.OK);
            assertThat(server.printed()).contains(said);
        }
    }

    @Test
    void a_server_that_knows_another_name_only_says_so() throws IOException {
        String file = Files.writeString(folder.resolve("other.pem"), SERVER.chainPem() + SERVER.keyPem())
                .toString();
        try (OpensslServer server = OpensslServer.start(
                        SERVER, "-servername", "other.example", "-servername_fatal", "-cert2", file, "-key2", file);
                EventLoop loop = new EventLoop(new NioBackend())) {
            Transfer transfer = run(loop, server.url("localhost"), TlsOptions.builder());
            assertThat(code(transfer)).isEqualTo(ResultCode.SSL_CONNECT_ERROR);
            assertThat(message(transfer)).contains("unrecognized_name");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"secp384r1", "secp521r1", "ffdhe2048"})
    @Verifies("Y25")
    void a_server_that_wants_another_group_is_told_again(String group) throws IOException {
        try (OpensslServer server = OpensslServer.start(SERVER, "-tls1_3", "-groups", group, "-msg", "-www");
                EventLoop loop = new EventLoop(new NioBackend())) {
            Transfer transfer = run(loop, server.url(), TlsOptions.builder());
            assertThat(code(transfer)).as("%s by %s", transfer.result(), server).isEqualTo(ResultCode.OK);
            assertThat(server.printed().split(", ClientHello", -1)).as("hellos").hasSize(3);
        }
    }

    @ParameterizedTest
    @EnumSource(TlsVersion.class)
    @Verifies("Y25")
    void a_chain_that_takes_several_records_is_taken(TlsVersion version) throws IOException {
        TestIdentity issuer = AUTHORITY;
        for (int i = 0; i < 7; i++) {
            issuer = TestCertificates.of("CN=between " + i)
                    .authority()
                    .padded(3_000)
                    .signedBy(issuer);
        }
        TestIdentity end = TestCertificates.localhost(issuer);
        assertThat(end.chain()).hasSize(8);
        try (OpensslServer server = OpensslServer.start(end, "-www");
                EventLoop loop = new EventLoop(new NioBackend())) {
            Transfer transfer = run(loop, server.url(), TlsOptions.builder().maxVersion(version));
            assertThat(code(transfer)).as("%s", transfer.result()).isEqualTo(ResultCode.OK);
            assertThat(version(transfer)).isEqualTo(version.text());
        }
    }

    private TlsOptions.Builder withClient(TlsOptions.Builder tls) throws IOException {
        TestIdentity client = TestCertificates.of("CN=client").signedBy(AUTHORITY);
        Path certificate = Files.writeString(folder.resolve("client.pem"), client.chainPem());
        return tls.identity(certificate, Files.writeString(folder.resolve("client.key"), client.keyPem()), null);
    }

    private Transfer run(EventLoop loop, String url, TlsOptions.Builder tls) throws IOException {
        Transfer transfer = add(loop, url, tls);
        turnUntil(loop, transfer, () -> false);
        return transfer;
    }

    /** Something that may be so. */
    @FunctionalInterface
    private interface Condition {
        boolean isMet() throws IOException;
    }
}
