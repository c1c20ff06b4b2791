package io.github.socketaction.nio;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.EventLoop;
import io.github.socketaction.testkit.TestCertificates;
import io.github.socketaction.testkit.TestIdentity;
import io.github.socketaction.transfer.Flow;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.Timeouts;
import io.github.socketaction.transfer.TlsOptions;
import io.github.socketaction.transfer.Transfer;
import io.github.socketaction.transfer.TransferOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What OpenSSL does in TLS when it is told to. Needs openssl. */
final class TlsOpensslTest {

    private static final TestIdentity AUTHORITY = TestCertificates.authority("CN=Test Authority");
    private static final TestIdentity SERVER = TestCertificates.localhost(AUTHORITY);

    private final Path folder;
    private final StringBuilder body = new StringBuilder();

    TlsOpensslTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private Transfer add(EventLoop loop, String url, TlsOptions.Builder tls) throws IOException {
        Path authority = Files.writeString(folder.resolve("ca.pem"), AUTHORITY.certificatePem());
        return loop.multi()
                .add(TransferOptions.builder(url)
                        .tls(tls.caFile(authority).build())
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

    @Test
    void new_keys_that_the_server_asks_for_are_answered_while_a_response_arrives() throws IOException {
        try (OpensslServer server = OpensslServer.start(folder, SERVER, "-tls1_3");
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
    void a_new_handshake_that_the_server_asks_for_is_refused() throws IOException {
        try (OpensslServer server = OpensslServer.start(folder, SERVER, "-tls1_2");
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
        try (OpensslServer server = OpensslServer.start(folder, SERVER, "-tls1_2", "-cipher", name, "-www");
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

    /** Something that may be so. */
    @FunctionalInterface
    private interface Condition {
        boolean isMet() throws IOException;
    }
}
