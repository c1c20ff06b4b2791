package io.github.socketaction.nio;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.testkit.NginxServer;
import io.github.socketaction.testkit.TestCertificates;
import io.github.socketaction.testkit.TestIdentity;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.TlsOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is allocated for a small request in TLS, beside what the engine of the JDK allocates by itself. Needs nginx. */
final class TlsAllocationTest {

    private static final TestIdentity AUTHORITY = TestCertificates.authority("CN=Test Authority");
    private static final TestIdentity SERVER = TestCertificates.localhost(AUTHORITY);

    /** The least of some rounds counts: in the first ones nothing is compiled yet. */
    private static final int ROUNDS = 10;

    private static final int TRANSFERS = 5_000;

    /** For the noise of the measurement; one buffer or one result object a record would be more. */
    private static final long TOLERANCE = 32;

    @Test
    @Verifies("G3")
    void nothing_is_allocated_for_a_record_beyond_what_the_engine_itself_allocates(@TempDir Path folder)
            throws IOException {
        Path authority = Files.writeString(folder.resolve("ca.pem"), AUTHORITY.certificatePem());
        TappedTls tap = new TappedTls();
        TlsOptions tls = TlsOptions.builder().caFile(authority).provider(tap).build();
        long plain;
        long secured;
        try (NginxServer nginx = NginxServer.start().serve("small", new byte[100])) {
            plain = leastBytesATransfer(nginx, TlsOptions.DEFAULT, tap);
        }
        try (NginxServer nginx = NginxServer.startTls(SERVER, "TLSv1.3", null).serve("small", new byte[100])) {
            secured = leastBytesATransfer(nginx, tls, tap);
        }
        assertThat(tap.unwraps).isGreaterThanOrEqualTo(ROUNDS * TRANSFERS);
        assertThat(secured).as("bytes a transfer in TLS, without the engine's").isLessThanOrEqualTo(plain + TOLERANCE);
    }

    private static long leastBytesATransfer(NginxServer nginx, TlsOptions tls, TappedTls tap) throws IOException {
        try (KeepAliveCost load = new KeepAliveCost(nginx.url("small"), tls)) {
            long least = Long.MAX_VALUE;
            long engine = 0;
            for (int i = 0; i < ROUNDS; i++) {
                long before = tap.allocated;
                load.run(TRANSFERS, 16);
                engine = (tap.allocated - before) / TRANSFERS;
                least = Math.min(least, load.allocatedBytes / TRANSFERS - engine);
            }
            assertThat(load.failures).isZero();
            System.out.printf("nio, %s: %d bytes allocated a get, and %d by TLS%n", nginx.url("small"), least, engine);
            return least;
        }
    }
}
