package io.github.socketaction.nio;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.EventLoop;
import io.github.socketaction.MultiOptions;
import io.github.socketaction.testkit.NginxServer;
import io.github.socketaction.testkit.TestCertificates;
import io.github.socketaction.testkit.TestIdentity;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.Flow;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.TlsOptions;
import io.github.socketaction.transfer.TlsVersion;
import io.github.socketaction.transfer.Transfer;
import io.github.socketaction.transfer.TransferOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** TLS with a server that nobody here wrote. Needs nginx. */
final class TlsNginxTest {

    private static final TestIdentity AUTHORITY = TestCertificates.authority("CN=Test Authority");
    private static final TestIdentity SERVER = TestCertificates.localhost(AUTHORITY);

    private final Path folder;

    TlsNginxTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private TlsOptions.Builder trusting() throws IOException {
        return TlsOptions.builder().caFile(Files.writeString(folder.resolve("ca.pem"), AUTHORITY.certificatePem()));
    }

    /** Runs a GET to its end; the body's bytes go into a hash. */
    private static Transfer get(EventLoop loop, String url, TlsOptions tls, MessageDigest body) {
        Transfer transfer = loop.multi()
                .add(TransferOptions.builder(url)
                        .tls(tls)
                        .onBody((from, piece) -> {
                            body.update(piece);
                            return Flow.CONTINUE;
                        })
                        .build());
        loop.run();
        return transfer;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @EnumSource(TlsVersion.class)
    void large_and_small_files_arrive_whole(TlsVersion version) throws IOException {
        byte[] large = new byte[5_000_000];
        new Random(1).nextBytes(large);
        try (NginxServer nginx = NginxServer.startTls(SERVER, version.text(), null)
                        .serve("large", large)
                        .serve("small", new byte[] {1, 2, 3});
                EventLoop loop = new EventLoop(new NioBackend())) {
            TlsOptions tls = trusting().build();
            for (int i = 0; i < 3; i++) {
                MessageDigest body = sha256();
                Transfer transfer = get(loop, nginx.url("large"), tls, body);
                assertThat(transfer.result()).isNotNull();
                assertThat(transfer.result().code()).as("%s", transfer.result()).isEqualTo(ResultCode.OK);
                assertThat(body.digest()).isEqualTo(sha256().digest(large));
                assertThat(transfer.info().newConnections()).isEqualTo(i == 0 ? 1 : 0);
            }
            MessageDigest body = sha256();
            get(loop, nginx.url("small"), tls, body);
            assertThat(body.digest()).isEqualTo(sha256().digest(new byte[] {1, 2, 3}));
        }
    }

    @Test
    void a_client_certificate_opens_what_is_closed_without_one() throws IOException {
        TestIdentity clients = TestCertificates.authority("CN=Clients");
        TestIdentity client = TestCertificates.of("CN=client").rsa().signedBy(clients);
        Path certificate = Files.writeString(folder.resolve("client.pem"), client.chainPem());
        Path key = Files.writeString(folder.resolve("client.key"), client.keyPem());
        for (TlsVersion version : TlsVersion.values()) {
            try (NginxServer nginx = NginxServer.startTls(SERVER, version.text(), clients)
                            .serve("small", new byte[3]);
                    EventLoop loop = new EventLoop(new NioBackend())) {
                TlsOptions without = trusting().build();
                assertThat(get(loop, nginx.url("small"), without, sha256())
                                .info()
                                .status())
                        .isEqualTo(400);
                TlsOptions with = trusting().identity(certificate, key, null).build();
                assertThat(get(loop, nginx.url("small"), with, sha256()).info().status())
                        .as("%s", version)
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void a_certificate_that_is_not_trusted_is_refused() {
        try (NginxServer nginx =
                        NginxServer.startTls(SERVER, "TLSv1.2 TLSv1.3", null).serve("small", new byte[3]);
                EventLoop loop = new EventLoop(new NioBackend())) {
            Transfer transfer = get(loop, nginx.url("small"), TlsOptions.DEFAULT, sha256());
            assertThat(transfer.result()).isNotNull();
            assertThat(transfer.result().code()).isEqualTo(ResultCode.PEER_FAILED_VERIFICATION);
            assertThat(transfer.result().message()).contains("unknown authority");
        }
    }

    @Test
    void sixty_four_handshakes_at_once_with_the_computations_on_an_executor() throws IOException {
        ExecutorService executor = Executors.newFixedThreadPool(2);
        try (NginxServer nginx = NginxServer.startTls(SERVER, "TLSv1.3", null).serve("small", new byte[3]);
                EventLoop loop = new EventLoop(
                        new NioBackend(),
                        MultiOptions.builder().tlsExecutor(executor).build())) {
            TlsOptions tls = trusting().build();
            List<Transfer> transfers = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                transfers.add(loop.multi()
                        .add(TransferOptions.builder(nginx.url("small"))
                                .tls(tls)
                                .build()));
            }
            loop.run();
            assertThat(transfers)
                    .allSatisfy(transfer -> assertThat(transfer.info().status()).isEqualTo(200));
            assertThat(loop.multi().counts().connections()).isEqualTo(64);
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void kept_alive_gets_cost_no_socket_callback() throws Exception {
        try (NginxServer nginx = NginxServer.startTls(SERVER, "TLSv1.3", null).serve("small", new byte[100]);
                KeepAliveCost load =
                        new KeepAliveCost(nginx.url("small"), trusting().build())) {
            load.run(5_000, 16);
            load.run(5_000, 16);
            assertThat(load.failures).isZero();
            assertThat(load.socketCallbacks).isZero();
        }
    }

    @Test
    @Verifies("G3")
    void a_thousand_idle_connections_take_less_than_sixty_four_megabytes_of_heap() throws Exception {
        try (NginxServer nginx = NginxServer.startTls(SERVER, "TLSv1.3", null).serve("small", new byte[100]);
                KeepAliveCost load =
                        new KeepAliveCost(nginx.url("small"), trusting().build())) {
            load.run(64, 8);
            long before = usedHeap();
            load.run(1_000, 1_000);
            assertThat(load.failures).isZero();
            assertThat(load.multi().counts().idleConnections()).isEqualTo(1_000);
            long grown = usedHeap() - before;
            System.out.printf("nio, 1,000 idle connections in TLS: %d KB of heap%n", grown >> 10);
            assertThat(grown).isLessThan(64L << 20);
        }
    }

    private static long usedHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
