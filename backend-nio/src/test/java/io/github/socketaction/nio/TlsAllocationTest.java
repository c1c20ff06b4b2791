package io.github.socketaction.nio;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.testkit.NginxServer;
import io.github.socketaction.testkit.TestCertificates;
import io.github.socketaction.testkit.TestIdentity;
import io.github.socketaction.transfer.TlsOptions;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What TLS allocates for a small response, beside what an engine allocates by itself. Needs nginx. */
final class TlsAllocationTest {

    private static final TestIdentity AUTHORITY = TestCertificates.authority("CN=Test Authority");
    private static final TestIdentity SERVER = TestCertificates.localhost(AUTHORITY);
    private static final int TRANSFERS = 20_000;

    /** About as long as the request and the response of the transfers. */
    private static final int REQUEST = 90;

    private static final int RESPONSE = 340;

    /** For the noise of the measurement; one buffer or one result object a record would be more. */
    private static final long TOLERANCE = 64;

    private final Path folder;

    TlsAllocationTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void nothing_is_allocated_for_a_record_beyond_what_the_engine_itself_allocates() throws Exception {
        Path authority = Files.writeString(folder.resolve("ca.pem"), AUTHORITY.certificatePem());
        long plain;
        long secured;
        try (NginxServer nginx = NginxServer.start().serve("small", new byte[100])) {
            plain = bytesATransfer(nginx, TlsOptions.DEFAULT);
        }
        try (NginxServer nginx = NginxServer.startTls(SERVER, "TLSv1.3", null).serve("small", new byte[100])) {
            secured =
                    bytesATransfer(nginx, TlsOptions.builder().caFile(authority).build());
        }
        long engine = bytesOfTheEngineAlone();
        assertThat(secured - plain)
                .as("plain %d, TLS %d, the engine alone %d", plain, secured, engine)
                .isLessThanOrEqualTo(engine + TOLERANCE);
    }

    private static long bytesATransfer(NginxServer nginx, TlsOptions tls) throws Exception {
        try (KeepAliveCost load = new KeepAliveCost(nginx.url("small"), tls)) {
            load.run(TRANSFERS, 16);
            load.run(TRANSFERS, 16);
            assertThat(load.failures).isZero();
            return load.allocatedBytes / TRANSFERS;
        }
    }

    /** One record each way, on the side of the client. */
    private static long bytesOfTheEngineAlone() throws Exception {
        SSLEngine client = clientContext().createSSLEngine("localhost", 443);
        client.setUseClientMode(true);
        SSLEngine server = SERVER.serverContext(null).createSSLEngine();
        server.setUseClientMode(false);
        shakeHands(client, server);
        ByteBuffer request = ByteBuffer.allocate(REQUEST);
        ByteBuffer response = ByteBuffer.allocate(RESPONSE);
        ByteBuffer wire = ByteBuffer.allocate(20_000);
        ByteBuffer target = ByteBuffer.allocateDirect(64 * 1024);
        long bytes = 0;
        for (int i = 0; i < 2 * TRANSFERS; i++) {
            if (i == TRANSFERS) {
                bytes = 0;
            }
            long start = allocated();
            client.wrap(request.clear(), wire.clear());
            bytes += allocated() - start;
            server.unwrap(wire.flip(), target.clear());
            server.wrap(response.clear(), wire.clear());
            start = allocated();
            client.unwrap(wire.flip(), target.clear());
            bytes += allocated() - start;
        }
        return bytes / TRANSFERS;
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    private static SSLContext clientContext() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("ca", AUTHORITY.certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static void shakeHands(SSLEngine client, SSLEngine server) throws SSLException {
        ByteBuffer toServer = ByteBuffer.allocate(40_000);
        ByteBuffer toClient = ByteBuffer.allocate(40_000);
        client.beginHandshake();
        server.beginHandshake();
        for (int i = 0; i < 100; i++) {
            move(client, toClient, toServer);
            move(server, toServer, toClient);
        }
        assertThat(client.getHandshakeStatus()).isEqualTo(HandshakeStatus.NOT_HANDSHAKING);
    }

    private static void move(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
        Runnable task = engine.getDelegatedTask();
        if (task != null) {
            task.run();
        } else if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            engine.wrap(ByteBuffer.allocate(0), out);
        } else if (in.position() > 0) {
            in.flip();
            engine.unwrap(in, ByteBuffer.allocate(40_000));
            in.compact();
        }
    }
}
