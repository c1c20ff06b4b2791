package io.github.socketaction.nio;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.EventLoop;
import io.github.socketaction.socket.Transport;
import io.github.socketaction.testkit.ScriptedServer;
import io.github.socketaction.testkit.TestCertificates;
import io.github.socketaction.testkit.TestIdentity;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.testkit.selftest.BrokenBackend;
import io.github.socketaction.testkit.selftest.DelegatingTransport;
import io.github.socketaction.transfer.Flow;
import io.github.socketaction.transfer.TlsOptions;
import io.github.socketaction.transfer.TlsVersion;
import io.github.socketaction.transfer.Transfer;
import io.github.socketaction.transfer.TransferOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of the bytes of a small response in TLS: which calls they take, and whether they are ever moved between. */
final class TlsRecordsTest {

    private static final int BODY = 100;
    private static final int REQUESTS = 500;
    private static final TestIdentity AUTHORITY = TestCertificates.authority("CN=Test Authority");
    private static final TestIdentity SERVER = TestCertificates.localhost(AUTHORITY);

    private final TappedTls tls = new TappedTls();
    private final Path authority;
    private ScriptedServer server;
    private long reads;
    private long writes;
    private @Nullable ByteBuffer readInto;
    private @Nullable ByteBuffer writtenFrom;
    private int bodiesInPlace;

    TlsRecordsTest(@TempDir Path folder) throws IOException {
        authority = Files.writeString(folder.resolve("ca.pem"), AUTHORITY.certificatePem());
    }

    /** A transport that counts, and remembers its buffers. */
    private final class TappedTransport extends DelegatingTransport {

        TappedTransport(Transport real) {
            super(real);
        }

        @Override
        public int read(ByteBuffer target) {
            int count = super.read(target);
            reads++;
            readInto = target;
            return count;
        }

        @Override
        public int write(ByteBuffer source) {
            writes++;
            writtenFrom = source;
            return super.write(source);
        }
    }

    @BeforeEach
    void start_server() throws IOException {
        ServerSocket listener = SERVER.serverContext(null)
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        server = ScriptedServer.serving(listener, connection -> {
            while (!connection.readRequest().isEmpty()) {
                connection.write("HTTP/1.1 200 OK\r\nContent-Length: " + BODY + "\r\n\r\n" + "x".repeat(BODY));
            }
        });
    }

    @AfterEach
    void stop_server() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @EnumSource(TlsVersion.class)
    @Verifies("G2")
    void a_small_request_is_one_record_each_way_and_nothing_moves_between_the_transport_the_engine_and_the_application(
            TlsVersion version) {
        TransferOptions options = TransferOptions.builder("https://127.0.0.1:" + server.port() + "/")
                .tls(TlsOptions.builder()
                        .caFile(authority)
                        .maxVersion(version)
                        .provider(tls)
                        .build())
                .onBody(this::takeBody)
                .build();
        try (EventLoop loop = new EventLoop(BrokenBackend.inTransport(TappedTransport::new))) {
            get(loop, options);
            long wrapsBefore = tls.wraps;
            long unwrapsBefore = tls.unwraps;
            long readsBefore = reads;
            long writesBefore = writes;
            bodiesInPlace = 0;
            for (int i = 0; i < REQUESTS; i++) {
                get(loop, options);
                assertThat(tls.decryptedFrom)
                        .as("what is decrypted lies where it was read")
                        .isNotNull()
                        .isSameAs(readInto);
                assertThat(writtenFrom)
                        .as("what is sent lies where it was encrypted")
                        .isNotNull()
                        .isSameAs(tls.encryptedInto);
            }
            assertThat(tls.wraps - wrapsBefore).isEqualTo(REQUESTS);
            assertThat(tls.unwraps - unwrapsBefore).isEqualTo(REQUESTS);
            assertThat(reads - readsBefore).isEqualTo(REQUESTS);
            assertThat(writes - writesBefore).isEqualTo(REQUESTS);
            assertThat(bodiesInPlace).isEqualTo(REQUESTS);
        }
    }

    private static void get(EventLoop loop, TransferOptions options) {
        Transfer transfer = loop.multi().add(options);
        loop.run();
        assertThat(transfer.result()).hasToString("OK");
        loop.multi().remove(transfer);
    }

    /** Changes the last byte where the engine put it: if the application sees that, it was shown that very memory. */
    private Flow takeBody(Transfer transfer, ByteBuffer piece) {
        assertThat(piece.remaining()).isEqualTo(BODY);
        ByteBuffer decrypted = tls.decryptedInto;
        if (decrypted != null) {
            int last = decrypted.position() - 1;
            decrypted.put(last, (byte) '!');
            bodiesInPlace += piece.get(piece.limit() - 1) == '!' ? 1 : 0;
        }
        piece.position(piece.limit());
        return Flow.CONTINUE;
    }
}
