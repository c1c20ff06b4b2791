package io.github.socketaction.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.socketaction.testkit.MemoryTls;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.TestCertificates;
import io.github.socketaction.testkit.TestIdentity;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.TlsOptions;
import io.github.socketaction.transfer.TlsVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a transfer trusts, or proves, is its own: nothing of a transfer before it, whose options or files differed, remains. */
class TlsSwitchTest {

    private static final TestIdentity STRANGER = TestCertificates.authority("CN=Test Authority,O=Socketaction");
    private static final SSLContext ASKING = TlsWorld.LOCALHOST.serverContext(TlsWorld.AUTHORITY);

    /** A world whose connections serve one request each, so that every transfer makes a handshake. */
    private static TlsWorld world(Consumer<MemoryTls> script) {
        return new TlsWorld().serve(ASKING, tls -> {
            tls.onRequest(request -> tls.send(Responses.lastOk("hello")));
            script.accept(tls);
        });
    }

    private static boolean lastOffersASession(TlsWorld world) {
        return ClientHello.of(world.session(world.sessions.size()).connection().received())
                .offersASession();
    }

    private static void assertTrusted(TlsWorld world, TlsOptions tls, boolean isTrusted) {
        Recording get = world.get(tls);
        assertThat(get.code())
                .as("%s", get.result())
                .isEqualTo(isTrusted ? ResultCode.OK : ResultCode.PEER_FAILED_VERIFICATION);
    }

    @Test
    @Verifies("SEC22")
    void two_files_whose_names_differ_in_case_are_two_files(@TempDir Path folder) throws IOException {
        Path right = Files.writeString(folder.resolve("ca.pem"), TlsWorld.AUTHORITY.certificatePem());
        Path wrong = folder.resolve("CA.pem");
        assumeFalse(Files.exists(wrong), "the file system does not tell upper from lower case");
        Files.writeString(wrong, STRANGER.certificatePem());
        try (TlsWorld world = new TlsWorld()) {
            TlsOptions trusting = TlsOptions.builder().caFile(right).build();
            TlsOptions distrusting = TlsOptions.builder().caFile(wrong).build();
            for (int round = 0; round < 2; round++) {
                assertTrusted(world, trusting, true);
                assertTrusted(world, distrusting, false);
                assertThat(lastOffersASession(world)).isFalse();
            }
            assertThat(world.sessions).as("one that is kept, and two attempts").hasSize(3);
            world.sim.assertClean();
        }
    }

    @ParameterizedTest
    @EnumSource(TlsVersion.class)
    @Verifies("SEC23")
    void whom_one_transfer_trusts_the_next_one_need_not(TlsVersion version) {
        TlsOptions ours = TlsWorld.trusting().maxVersion(version).build();
        List<TlsOptions> others = List.of(
                TlsOptions.builder().maxVersion(version).build(),
                TlsOptions.builder().systemTrust(true).maxVersion(version).build(),
                TlsOptions.builder()
                        .caFile(TlsWorld.file("stranger.pem", STRANGER.certificatePem()))
                        .maxVersion(version)
                        .build());
        for (TlsOptions other : others) {
            try (TlsWorld world = world(tls -> {})) {
                assertTrusted(world, other, false);
                assertTrusted(world, ours, true);
                assertTrusted(world, ours, true);
                assertThat(lastOffersASession(world)).isTrue();
                assertTrusted(world, other, false);
                assertThat(lastOffersASession(world)).isFalse();
                assertTrusted(world, ours, true);
                world.sim.runFor(Duration.ofSeconds(3));
                world.sim.assertClean();
            }
        }
    }

    /** Puts another text into a file, in place or as programs do it that must not be seen half-way. */
    private static void replace(Path file, String text, boolean inPlace) throws IOException {
        if (inPlace) {
            FileTime before = Files.getLastModifiedTime(file);
            Files.writeString(file, text);
            Files.setLastModifiedTime(file, FileTime.fromMillis(before.toMillis() + 1_000));
        } else {
            Path fresh = Files.writeString(file.resolveSibling("fresh"), text);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** The files of which each changes once, from one with which the transfer succeeds to one with which it does not. */
    enum Changing {
        AUTHORITIES,
        DIRECTORY,
        REVOCATIONS,
        PIN;

        TlsOptions options(Path file) {
            return switch (this) {
                case AUTHORITIES -> TlsOptions.builder().caFile(file).build();
                case DIRECTORY -> TlsOptions.builder().caPath(file.getParent()).build();
                case REVOCATIONS -> TlsWorld.trusting().crlFile(file).build();
                case PIN -> TlsWorld.trusting().pinnedPublicKey(file.toString()).build();
            };
        }

        String good() {
            return switch (this) {
                case AUTHORITIES, DIRECTORY -> TlsWorld.AUTHORITY.certificatePem();
                case REVOCATIONS -> TlsWorld.AUTHORITY.revocationsPem();
                case PIN -> publicKey(TlsWorld.LOCALHOST);
            };
        }

        String bad() {
            return switch (this) {
                case AUTHORITIES, DIRECTORY -> STRANGER.certificatePem();
                case REVOCATIONS -> TlsWorld.AUTHORITY.revocationsPem(TlsWorld.LOCALHOST.certificate());
                case PIN -> publicKey(STRANGER);
            };
        }

        private static String publicKey(TestIdentity of) {
            return TestIdentity.pem(
                    "PUBLIC KEY", of.certificate().getPublicKey().getEncoded());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "AUTHORITIES, true",
        "AUTHORITIES, false",
        "DIRECTORY, true",
        "DIRECTORY, false",
        "REVOCATIONS, true",
        "REVOCATIONS, false",
        "PIN, true",
        "PIN, false"
    })
    @Verifies("SEC23")
    void a_file_that_has_changed_counts_as_it_is_now(Changing what, boolean inPlace, @TempDir Path folder)
            throws IOException {
        Path file = Files.writeString(folder.resolve("file"), what.good());
        TlsOptions options = what.options(file);
        try (TlsWorld world = world(tls -> {})) {
            assertThat(world.get(options).code()).isEqualTo(ResultCode.OK);
            assertThat(world.get(options).code()).isEqualTo(ResultCode.OK);
            assertThat(lastOffersASession(world)).isTrue();
            replace(file, what.bad(), inPlace);
            assertThat(world.get(options).code())
                    .isIn(ResultCode.PEER_FAILED_VERIFICATION, ResultCode.SSL_PINNEDPUBKEYNOTMATCH);
            assertThat(lastOffersASession(world)).isFalse();
            replace(file, what.good(), inPlace);
            assertThat(world.get(options).code()).isEqualTo(ResultCode.OK);
            Files.delete(file);
            Recording without = world.get(options);
            assertThat(without.result().isOk()).as("%s", without.result()).isFalse();
            world.sim.runFor(Duration.ofSeconds(3));
            world.sim.assertClean();
        }
    }

    private static TlsOptions showing(TestIdentity client, String name, TlsVersion version) {
        Path file = TlsWorld.file(name, client.chainPem() + client.keyPem());
        return TlsWorld.trusting()
                .identity(file, file, null)
                .maxVersion(version)
                .build();
    }

    /** Whom the server took the client of each handshake for. */
    private static List<String> seen(TlsWorld world) {
        List<String> seen = new ArrayList<>();
        for (MemoryTls session : world.sessions) {
            try {
                seen.add(session.engine().getSession().getPeerPrincipal().getName());
            } catch (SSLPeerUnverifiedException nobody) {
                seen.add("nobody");
            }
        }
        return seen;
    }

    @ParameterizedTest
    @EnumSource(TlsVersion.class)
    @Verifies("SEC24")
    void who_shows_another_certificate_or_none_resumes_no_session(TlsVersion version) {
        TestIdentity one = TestCertificates.of("CN=one").signedBy(TlsWorld.AUTHORITY);
        TestIdentity two = TestCertificates.of("CN=two").signedBy(TlsWorld.AUTHORITY);
        TlsOptions none = TlsWorld.trusting().maxVersion(version).build();
        TlsOptions asOne = showing(one, "client.pem", version);
        TlsOptions asTwo = showing(two, "client.pem", version);
        try (TlsWorld world = world(tls -> tls.engine().setWantClientAuth(true))) {
            List<Boolean> offered = new ArrayList<>();
            for (TlsOptions options : List.of(asOne, asOne, asTwo, none, asOne, asTwo)) {
                assertThat(world.get(options).code()).isEqualTo(ResultCode.OK);
                offered.add(lastOffersASession(world));
            }
            assertThat(offered).containsExactly(false, true, false, false, true, true);
            assertThat(seen(world)).containsExactly("CN=one", "CN=one", "CN=two", "nobody", "CN=one", "CN=two");
            world.sim.runFor(Duration.ofSeconds(3));
            world.sim.assertClean();
        }
    }

    @ParameterizedTest
    @EnumSource(TlsVersion.class)
    @Verifies("SEC24")
    void a_certificate_that_was_replaced_in_its_file_is_shown_in_a_handshake_of_its_own(TlsVersion version)
            throws IOException {
        TestIdentity one = TestCertificates.of("CN=one").signedBy(TlsWorld.AUTHORITY);
        TestIdentity two = TestCertificates.of("CN=two").signedBy(TlsWorld.AUTHORITY);
        Path file = TlsWorld.file("client.pem", one.chainPem() + one.keyPem());
        TlsOptions options = TlsWorld.trusting()
                .identity(file, file, null)
                .maxVersion(version)
                .build();
        try (TlsWorld world = world(tls -> tls.engine().setWantClientAuth(true))) {
            assertThat(world.get(options).code()).isEqualTo(ResultCode.OK);
            replace(file, two.chainPem() + two.keyPem(), true);
            assertThat(world.get(options).code()).isEqualTo(ResultCode.OK);
            assertThat(lastOffersASession(world)).isFalse();
            assertThat(seen(world)).containsExactly("CN=one", "CN=two");
            world.sim.runFor(Duration.ofSeconds(3));
            world.sim.assertClean();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "TLS_1_2, false, true",
        "TLS_1_2, true, false",
        "TLS_1_2, false, false",
        "TLS_1_3, false, true",
        "TLS_1_3, true, false",
        "TLS_1_3, false, false"
    })
    @Verifies("SEC25")
    void a_session_of_who_did_not_verify_is_not_resumed_by_who_does(TlsVersion version, boolean peer, boolean host) {
        TestIdentity bad =
                TestCertificates.of("CN=elsewhere").dns("elsewhere.example").selfSigned();
        SSLContext server = bad.serverContext(null);
        TlsOptions careless = TlsWorld.trusting()
                .verifyPeer(peer)
                .verifyHost(host)
                .maxVersion(version)
                .build();
        // Only what the careless one does not look at may be wrong, or its own transfer would fail.
        SSLContext context = peer
                ? TestCertificates.of("CN=elsewhere")
                        .dns("elsewhere.example")
                        .signedBy(TlsWorld.AUTHORITY)
                        .serverContext(null)
                : host ? TestCertificates.localhost(STRANGER).serverContext(null) : server;
        try (TlsWorld world =
                new TlsWorld().serve(context, tls -> tls.onRequest(request -> tls.send(Responses.lastOk("hello"))))) {
            assertTrusted(world, careless, true);
            assertTrusted(world, careless, true);
            assertThat(lastOffersASession(world)).isTrue();
            assertTrusted(world, TlsWorld.trusting().maxVersion(version).build(), false);
            assertThat(lastOffersASession(world)).isFalse();
            assertTrusted(world, careless, true);
            world.sim.runFor(Duration.ofSeconds(3));
            world.sim.assertClean();
        }
    }
}
