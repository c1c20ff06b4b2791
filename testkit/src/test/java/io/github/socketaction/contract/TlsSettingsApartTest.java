package io.github.socketaction.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.testkit.MemoryTls;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.TestCertificates;
import io.github.socketaction.testkit.TestIdentity;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.TlsOptions;
import io.github.socketaction.transfer.TlsVersion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Transfers with different options of TLS at the same time, in one multi and in several threads. */
class TlsSettingsApartTest {

    /** Names localhost, and is signed by nobody that is trusted unless it is trusted itself. */
    private static final TestIdentity SERVER = TlsWorld.LOCALHOST;

    private static final TestIdentity STRANGER = TestCertificates.authority("CN=Stranger");

    /** Options of TLS, what comes of them, and what the first message to the server shows of them. */
    private enum Setting {
        TLS_1_2(ResultCode.OK, 0xc02c, true) {
            @Override
            TlsOptions options() {
                return TlsWorld.trusting()
                        .maxVersion(TlsVersion.TLS_1_2)
                        .ciphers("ECDHE-ECDSA-AES256-GCM-SHA384")
                        .build();
            }
        },
        TLS_1_3(ResultCode.OK, 0x1303, false) {
            @Override
            TlsOptions options() {
                return TlsWorld.trusting()
                        .minVersion(TlsVersion.TLS_1_3)
                        .tls13Ciphers("TLS_CHACHA20_POLY1305_SHA256")
                        .alpn(false)
                        .build();
            }
        },
        SYSTEMS_TRUST(ResultCode.PEER_FAILED_VERIFICATION, 0x1302, true) {
            @Override
            TlsOptions options() {
                return TlsOptions.builder()
                        .minVersion(TlsVersion.TLS_1_3)
                        .tls13Ciphers("TLS_AES_256_GCM_SHA384")
                        .build();
            }
        },
        OTHER_TRUST(ResultCode.PEER_FAILED_VERIFICATION, 0xc02b, false) {
            @Override
            TlsOptions options() {
                return TlsOptions.builder()
                        .caFile(TlsWorld.file("stranger.pem", STRANGER.certificatePem()))
                        .maxVersion(TlsVersion.TLS_1_2)
                        .ciphers("ECDHE-ECDSA-AES128-GCM-SHA256")
                        .alpn(false)
                        .build();
            }
        },
        NOTHING_VERIFIED(ResultCode.OK, 0x1301, true) {
            @Override
            TlsOptions options() {
                return TlsOptions.builder()
                        .verifyPeer(false)
                        .verifyHost(false)
                        .minVersion(TlsVersion.TLS_1_3)
                        .tls13Ciphers("TLS_AES_128_GCM_SHA256")
                        .build();
            }
        },
        WRONG_PIN(ResultCode.SSL_PINNEDPUBKEYNOTMATCH, 0xcca9, true) {
            @Override
            TlsOptions options() {
                return TlsOptions.builder()
                        .verifyPeer(false)
                        .pinnedPublicKey(STRANGER.pin())
                        .maxVersion(TlsVersion.TLS_1_2)
                        .ciphers("ECDHE-ECDSA-CHACHA20-POLY1305")
                        .build();
            }
        };

        final ResultCode outcome;
        final int cipher;
        final boolean alpn;

        Setting(ResultCode outcome, int cipher, boolean alpn) {
            this.outcome = outcome;
            this.cipher = cipher;
            this.alpn = alpn;
        }

        abstract TlsOptions options();
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 50, 200, 1_000, 50_000})
    @Verifies("SEC49")
    void handshakes_that_take_turns_each_follow_their_own_options(int piece) {
        SSLContext context = SERVER.serverContext(null);
        for (int seed = 0; seed < 6; seed++) {
            List<Setting> order = new ArrayList<>(Arrays.asList(Setting.values()));
            Collections.shuffle(order, new Random(seed));
            try (TlsWorld world = new TlsWorld()) {
                world.serve(context, tls -> {
                    tls.cut(piece);
                    tls.connection().window(piece);
                });
                List<Recording> gets = new ArrayList<>();
                int[] begunAtFirstEnd = {0};
                for (Setting setting : order) {
                    Recording get =
                            world.start("https://localhost/" + setting, builder -> builder.tls(setting.options()));
                    get.onDone(transfer ->
                            begunAtFirstEnd[0] = begunAtFirstEnd[0] == 0 ? world.sessions.size() : begunAtFirstEnd[0]);
                    gets.add(get);
                }
                world.sim.runUntilDone();
                assertThat(begunAtFirstEnd[0]).as("all at the same time").isEqualTo(order.size());
                for (int i = 0; i < order.size(); i++) {
                    assertThat(gets.get(i).code())
                            .as("%s: %s", order.get(i), gets.get(i))
                            .isEqualTo(order.get(i).outcome);
                }
                assertHellos(world);
                world.sim.assertClean();
            }
        }
    }

    /** Each setting is seen in one first message, with all that belongs to it; only who may is asked for anything. */
    private static void assertHellos(TlsWorld world) {
        List<Setting> missing = new ArrayList<>(Arrays.asList(Setting.values()));
        for (MemoryTls session : world.sessions) {
            ClientHello hello = ClientHello.of(session.connection().received());
            Setting setting = missing.stream()
                    .filter(each -> hello.ciphers().get(0) == each.cipher)
                    .findFirst()
                    .orElseThrow();
            missing.remove(setting);
            List<Integer> ownCiphers = Arrays.stream(Setting.values())
                    .map(each -> each.cipher)
                    .filter(hello.ciphers()::contains)
                    .toList();
            assertThat(ownCiphers).containsExactly(setting.cipher);
            assertThat(hello.extensions().contains(ClientHello.ALPN)).isEqualTo(setting.alpn);
            String expected = setting.outcome == ResultCode.OK ? "GET /" + setting + " HTTP/1.1\r\n" : "";
            assertThat(session.received()).startsWith(expected);
            assertThat(session.received().isEmpty()).isEqualTo(expected.isEmpty());
        }
        assertThat(missing).isEmpty();
    }

    @Test
    @Verifies("SEC49")
    void multis_of_several_threads_each_follow_their_own_options() throws Exception {
        Setting[] settings = Setting.values();
        CyclicBarrier start = new CyclicBarrier(settings.length);
        ExecutorService threads = Executors.newFixedThreadPool(settings.length);
        try {
            List<Future<?>> runs = new ArrayList<>();
            for (Setting setting : settings) {
                runs.add(threads.submit(() -> {
                    start.await(30, TimeUnit.SECONDS);
                    runTenTimes(setting);
                    return null;
                }));
            }
            for (Future<?> run : runs) {
                run.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void runTenTimes(Setting setting) {
        SSLContext context = SERVER.serverContext(null);
        for (int i = 0; i < 10; i++) {
            try (TlsWorld world = new TlsWorld()) {
                world.serve(context, tls -> {});
                Recording get = world.get(setting.options());
                assertThat(get.code()).as("%s: %s", setting, get).isEqualTo(setting.outcome);
                ClientHello hello = ClientHello.of(world.server().connection(1).received());
                assertThat(hello.ciphers()).startsWith(setting.cipher);
                assertThat(hello.extensions().contains(ClientHello.ALPN)).isEqualTo(setting.alpn);
                world.sim.assertClean();
            }
        }
    }
}
