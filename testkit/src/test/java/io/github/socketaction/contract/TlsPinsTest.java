package io.github.socketaction.contract;

import static io.github.socketaction.contract.ProxyScripts.ESTABLISHED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.testkit.MemoryServer;
import io.github.socketaction.testkit.MemoryTls;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.Proxy;
import io.github.socketaction.transfer.ProxyOptions;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.TlsOptions;
import io.github.socketaction.transfer.TlsVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pinned keys on every way to a peer: whatever else is verified, on a first connection and when a session is resumed. */
class TlsPinsTest {

    private static final String RIGHT = TlsWorld.LOCALHOST.pin();
    private static final String WRONG = TlsWorld.AUTHORITY.pin();
    private static final String SECRET = "secret";

    /** Whose key is pinned, and how he is reached. */
    enum Way {
        DIRECT,
        TUNNEL,
        SOCKS,
        TO_THE_PROXY
    }

    record Case(Way way, TlsVersion version, boolean verifyPeer, boolean verifyHost) {

        TlsOptions pinning(@Nullable String pins) {
            return TlsWorld.trusting()
                    .minVersion(version)
                    .maxVersion(version)
                    .verifyPeer(verifyPeer)
                    .verifyHost(verifyHost)
                    .pinnedPublicKey(pins)
                    .build();
        }
    }

    static Stream<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (Way way : Way.values()) {
            for (TlsVersion version : TlsVersion.values()) {
                for (int bits = 0; bits < 4; bits++) {
                    cases.add(new Case(way, version, (bits & 1) != 0, (bits & 2) != 0));
                }
            }
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    @Verifies("SEC46")
    void a_key_that_is_not_pinned_is_refused_on_every_way(Case which) {
        try (World world = new World(which)) {
            TlsOptions wrong = which.pinning(WRONG);
            world.assertRefused(wrong);
            world.assertRefused(wrong);
            world.assertRefused(which.pinning(WRONG + ";" + WRONG));
            assertThat(world.answered(which.pinning(null)).result().isOk()).isTrue();
            // Neither the connection nor the session of who does not pin is of use to who does.
            world.assertRefused(wrong);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    @Verifies("SEC46")
    void a_session_that_is_resumed_has_its_key_compared_again(Case which) {
        try (World world = new World(which)) {
            TlsOptions right = which.pinning(WRONG + ";" + RIGHT);
            assertThat(world.answered(right).result().isOk()).isTrue();
            assertThat(world.answered(right).result().isOk()).isTrue();
            assertThat(world.sessions).hasSize(2);
            assertThat(world.isResumed())
                    .as("the second connection resumes the first one's session")
                    .isTrue();
            world.assertRefused(which.pinning(WRONG));
        }
    }

    /** A server at port 443, behind the proxy that the case is about. */
    private static final class World implements AutoCloseable {

        private final TlsWorld tls = new TlsWorld();
        private final SSLContext context = TlsWorld.LOCALHOST.serverContext(null);
        private final Case which;
        final List<MemoryTls> sessions = tls.sessions;

        World(Case which) {
            this.which = which;
            tls.serve(context, session -> session.onRequest(request -> session.send(Responses.lastOk("hello"))));
            MemoryServer proxy = tls.sim.listen("127.0.0.1", ProxyScripts.PORT);
            proxy.onAccept(connection -> {
                if (which.way == Way.TUNNEL) {
                    connection.onRequest(request -> {
                        connection.send(ESTABLISHED);
                        serve(MemoryTls.on(connection, context));
                    });
                    return;
                }
                int[] turn = {0};
                connection.onData(bytes -> {
                    connection.send(turn[0]++ == 0 ? ProxyScripts.NO_LOGIN_CHOSEN : ProxyScripts.GRANTED_5);
                    if (turn[0] == 2) {
                        serve(MemoryTls.on(connection, context));
                    }
                });
            });
        }

        private void serve(MemoryTls session) {
            sessions.add(session);
            session.onRequest(request -> session.send(Responses.lastOk("hello")));
            session.onClose(session::close);
        }

        Recording answered(TlsOptions options) {
            UnaryOperator<ProxyOptions.Builder> proxy =
                    switch (which.way) {
                        case DIRECT -> builder -> builder;
                        case TUNNEL -> builder -> builder.proxy(ProxyScripts.proxy("http"));
                        case SOCKS -> builder -> builder.proxy(ProxyScripts.proxy("socks5h"));
                        case TO_THE_PROXY ->
                            builder ->
                                    builder.tls(options).proxy(Proxy.parse("https://u:" + SECRET + "@localhost:443"));
                    };
            String url =
                    which.way == Way.TO_THE_PROXY ? "http://server.example/" : "https://u:" + SECRET + "@localhost/";
            ProxyOptions proxies = proxy.apply(ProxyOptions.builder()).build();
            Recording get = tls.start(url, builder -> builder.tls(options).proxy(proxies));
            tls.sim.runUntilDone();
            tls.sim.runFor(Duration.ofSeconds(3));
            return get;
        }

        void assertRefused(TlsOptions options) {
            int before = sessions.size();
            Recording get = answered(options);
            assertThat(get.code()).as("%s", get).isEqualTo(ResultCode.SSL_PINNEDPUBKEYNOTMATCH);
            assertThat(get.result().message()).contains(RIGHT);
            assertThat(sessions).hasSize(before + 1);
            assertThat(sessions.get(before).received())
                    .as("said to the wrong key")
                    .isEmpty();
        }

        boolean isResumed() {
            return sessions.get(1).engine().getSession().getCreationTime()
                    == sessions.get(0).engine().getSession().getCreationTime();
        }

        @Override
        public void close() {
            tls.sim.assertClean();
            tls.close();
        }
    }
}
