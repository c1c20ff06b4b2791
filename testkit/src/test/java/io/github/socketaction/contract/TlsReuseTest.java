package io.github.socketaction.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.testkit.MemoryConnection;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.TestCertificates;
import io.github.socketaction.testkit.TestIdentity;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.KeyFormat;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.ReuseRule;
import io.github.socketaction.transfer.TlsIdentity;
import io.github.socketaction.transfer.TlsOptions;
import io.github.socketaction.transfer.TlsProtocol;
import io.github.socketaction.transfer.TlsTrust;
import io.github.socketaction.transfer.TlsVersion;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.security.Security;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may use a connection or a session of TLS that is there already. */
class TlsReuseTest {

    private static final TestIdentity CLIENT = TestCertificates.of("CN=client").signedBy(TlsWorld.AUTHORITY);
    private static final Path CLIENT_FILE = TlsWorld.file("client.pem", CLIENT.chainPem() + CLIENT.keyPem());
    private static final Path OTHER_CLIENT_FILE = TlsWorld.file("Client.pem", CLIENT.chainPem() + CLIENT.keyPem());
    private static final Path CLIENT_KEY = TlsWorld.file("key.pem", CLIENT.keyPem());
    private static final TlsIdentity IDENTITY =
            new TlsIdentity(CLIENT_FILE, KeyFormat.PEM, CLIENT_KEY, KeyFormat.PEM, null);

    static TlsOptions.Builder base() {
        return TlsWorld.trusting().identity(IDENTITY);
    }

    /** For each option one that differs from {@link #base} in that option alone. */
    static Map<String, UnaryOperator<TlsOptions.Builder>> variants() {
        Map<String, UnaryOperator<TlsOptions.Builder>> variants = new LinkedHashMap<>();
        variants.put("trust.verifyPeer", b -> b.verifyPeer(false));
        variants.put("trust.verifyHost", b -> b.verifyHost(false));
        variants.put("trust.caFile", b -> b.caFile(TlsWorld.file("CA.pem", TlsWorld.AUTHORITY.certificatePem())));
        variants.put("trust.caPath", b -> b.caPath(TlsWorld.CA_FILE.getParent()));
        variants.put("trust.systemTrust", b -> b.systemTrust(true));
        variants.put("trust.crlFile", b -> b.crlFile(TlsWorld.file("crl.pem", TlsWorld.AUTHORITY.revocationsPem())));
        variants.put("trust.pinnedPublicKey", b -> b.pinnedPublicKey(TlsWorld.LOCALHOST.pin()));
        variants.put("identity.certificate", b -> b.identity(OTHER_CLIENT_FILE, CLIENT_KEY, null));
        variants.put(
                "identity.certificateFormat",
                b -> b.identity(new TlsIdentity(derFile(), KeyFormat.DER, CLIENT_KEY, KeyFormat.PEM, null)));
        variants.put("identity.key", b -> b.identity(CLIENT_FILE, OTHER_CLIENT_FILE, null));
        variants.put(
                "identity.keyFormat",
                b -> b.identity(new TlsIdentity(CLIENT_FILE, KeyFormat.PEM, derKey(), KeyFormat.DER, null)));
        variants.put("identity.password", b -> b.identity(CLIENT_FILE, CLIENT_KEY, "unused"));
        variants.put("protocol.min", b -> b.minVersion(TlsVersion.TLS_1_3));
        variants.put("protocol.max", b -> b.maxVersion(TlsVersion.TLS_1_2));
        variants.put("protocol.ciphers", b -> b.ciphers("ECDHE-ECDSA-AES128-GCM-SHA256"));
        variants.put("protocol.tls13Ciphers", b -> b.tls13Ciphers("TLS_AES_128_GCM_SHA256"));
        variants.put("protocol.alpn", b -> b.alpn(false));
        variants.put("protocol.sessionReuse", b -> b.sessionReuse(false));
        variants.put("protocol.provider", b -> b.provider(sunJsse()));
        return variants;
    }

    static Set<String> options() {
        return variants().keySet();
    }

    @Test
    @Verifies({"Y18", "SEC20", "SEC21"})
    void every_option_of_tls_is_in_the_table_of_this_test() {
        Set<String> components = new TreeSet<>();
        addComponents(components, "trust.", TlsTrust.class);
        addComponents(components, "identity.", TlsIdentity.class);
        addComponents(components, "protocol.", TlsProtocol.class);
        assertThat(TlsOptions.class.getRecordComponents()).hasSize(3);
        assertThat(options()).containsExactlyInAnyOrderElementsOf(components);
    }

    private static void addComponents(Set<String> components, String prefix, Class<?> type) {
        for (RecordComponent component : type.getRecordComponents()) {
            assertThat(component.getAccessor().getAnnotation(ReuseRule.class))
                    .as(component.getName())
                    .isNotNull();
            components.add(prefix + component.getName());
        }
    }

    @ParameterizedTest
    @MethodSource("options")
    @Verifies({"Y18", "SEC20", "SEC21"})
    void transfers_that_differ_in_one_option_use_two_connections_and_two_sessions(String option) {
        SSLContext server = TlsWorld.LOCALHOST.serverContext(TlsWorld.AUTHORITY);
        try (TlsWorld world = new TlsWorld()) {
            world.serve(server, tls -> tls.engine().setWantClientAuth(true));
            TlsOptions first = base().build();
            TlsOptions second =
                    Objects.requireNonNull(variants().get(option)).apply(base()).build();
            assertThat(second).isNotEqualTo(first);
            assertThat(world.get(first).result().isOk()).isTrue();
            assertThat(world.get(first).result().isOk()).isTrue();
            assertThat(world.sessions).hasSize(1);
            Recording other = world.get(second);
            assertThat(other.result().isOk()).as("%s", other.result()).isTrue();
            assertThat(world.sessions).hasSize(2);
            assertThat(hello(world, 2).resumes()).isFalse();
            assertThat(world.get(base().build()).result().isOk()).isTrue();
            assertThat(world.sessions).as("an equal value made anew").hasSize(2);
            world.sim.assertClean();
        }
    }

    @ParameterizedTest
    @EnumSource(TlsVersion.class)
    @Verifies("Y19")
    void a_later_connection_with_equal_options_resumes_the_session(TlsVersion version) {
        assertThat(secondHelloResumes(TlsWorld.trusting().maxVersion(version).build(), version))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(TlsVersion.class)
    @Verifies("Y19")
    void with_session_reuse_off_no_connection_resumes_anything(TlsVersion version) {
        assertThat(secondHelloResumes(
                        TlsWorld.trusting()
                                .maxVersion(version)
                                .sessionReuse(false)
                                .build(),
                        version))
                .isFalse();
    }

    private static boolean secondHelloResumes(TlsOptions options, TlsVersion version) {
        try (TlsWorld world = new TlsWorld()) {
            world.serve(tls -> tls.onRequest(request -> tls.send(Responses.lastOk("hello"))));
            assertThat(world.get(options).result().isOk()).isTrue();
            assertThat(world.get(options).result().isOk()).isTrue();
            world.sim.runFor(Duration.ofSeconds(3));
            world.sim.assertClean();
            boolean isTls12 = version == TlsVersion.TLS_1_2;
            return isTls12 ? isShorter(world) : hello(world, 2).resumes();
        }
    }

    /** A resumed handshake of TLS 1.2 has no certificate in it. */
    private static boolean isShorter(TlsWorld world) {
        return world.session(2).engine().getSession().getCreationTime()
                == world.session(1).engine().getSession().getCreationTime();
    }

    private static ClientHello hello(TlsWorld world, int nth) {
        MemoryConnection connection = world.session(nth).connection();
        return ClientHello.of(connection.received());
    }

    @Test
    @Verifies("Y18")
    void a_plain_connection_never_serves_who_wants_tls_on_the_same_port() {
        try (TlsWorld world = new TlsWorld()) {
            world.server().respondWith(Responses.ok("plain"));
            Recording plain = world.start("http://localhost:443/", builder -> builder);
            world.sim.runUntilDone();
            assertThat(plain.bodyText()).isEqualTo("plain");
            world.serve(TlsWorld.LOCALHOST);
            Recording secure = world.get();
            assertThat(secure.bodyText()).isEqualTo("hello");
            assertThat(world.sessions).hasSize(1);
        }
    }

    @Test
    @Verifies("Y20")
    void transfers_at_the_same_time_each_follow_their_own_options() {
        try (TlsWorld world = new TlsWorld()) {
            TlsOptions narrow = TlsWorld.trusting()
                    .maxVersion(TlsVersion.TLS_1_2)
                    .ciphers("ECDHE-ECDSA-AES256-GCM-SHA384")
                    .build();
            TlsOptions other = TlsWorld.trusting()
                    .minVersion(TlsVersion.TLS_1_3)
                    .tls13Ciphers("TLS_CHACHA20_POLY1305_SHA256")
                    .alpn(false)
                    .build();
            Recording first = world.start("https://localhost/", builder -> builder.tls(narrow));
            Recording second = world.start("https://localhost/", builder -> builder.tls(other));
            Recording third = world.start("https://localhost/", builder -> builder.tls(TlsOptions.DEFAULT));
            world.sim.runUntilDone();

            assertThat(first.result().isOk()).isTrue();
            assertThat(second.result().isOk()).isTrue();
            assertThat(third.code()).isEqualTo(ResultCode.PEER_FAILED_VERIFICATION);
            assertThat(hello(world, 1).ciphers()).containsExactly(0xc02c);
            assertThat(hello(world, 1).extensions()).contains(ClientHello.ALPN);
            assertThat(hello(world, 2).ciphers()).startsWith(0x1303).doesNotContain(0x1301, 0xc02c);
            assertThat(hello(world, 2).extensions()).doesNotContain(ClientHello.ALPN);
            world.sim.assertClean();
        }
    }

    @Test
    @Verifies({"Y18", "SEC20"})
    void an_identity_is_shown_only_by_those_who_have_it() {
        SSLContext server = TlsWorld.LOCALHOST.serverContext(TlsWorld.AUTHORITY);
        try (TlsWorld world = new TlsWorld()) {
            world.serve(server, tls -> {
                tls.engine().setNeedClientAuth(true);
                tls.onRequest(request -> tls.send(Responses.lastOk("known")));
            });
            assertThat(world.get(base().build()).bodyText()).isEqualTo("known");
            Recording without = world.get();
            assertThat(without.result().isOk()).isFalse();
            assertThat(without.result().message()).contains("certificate");
            assertThat(hello(world, 2).resumes()).isFalse();
            world.sim.runFor(Duration.ofSeconds(3));
            world.sim.assertClean();
        }
    }

    private static Path derFile() {
        return bytes("client.der", () -> CLIENT.certificate().getEncoded());
    }

    private static Path derKey() {
        return bytes("key.der", () -> CLIENT.key().getEncoded());
    }

    private static Path bytes(String name, java.util.concurrent.Callable<byte[]> content) {
        try {
            return Files.write(TlsWorld.file(name, ""), content.call());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Provider sunJsse() {
        return Security.getProvider("SunJSSE");
    }
}
