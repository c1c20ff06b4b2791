package io.github.socketaction.contract;

import static io.github.socketaction.contract.ProxyScripts.ESTABLISHED;
import static io.github.socketaction.contract.ProxyScripts.PORT;
import static io.github.socketaction.contract.ProxyScripts.connecting;
import static io.github.socketaction.contract.ProxyScripts.get;
import static io.github.socketaction.contract.ProxyScripts.proxy;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.MultiOptions;
import io.github.socketaction.testkit.MemoryServer;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.Simulation;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.ProxyOptions;
import io.github.socketaction.transfer.ProxyOptions.Auth;
import io.github.socketaction.transfer.ProxyOptions.HaproxyHeader;
import io.github.socketaction.transfer.ResultCode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which transfers share a connection through a proxy. */
class ProxyReuseTest {

    private static final String ONE = "http://one.example/";
    private static final String TWO = "http://two.example/";

    /** Two transfers that differ in one thing only, through a tunnel to one server. */
    @SuppressWarnings("ImmutableEnumChecker") // what it holds is stateless, but no annotation says so
    enum Difference {
        USER(options -> options.proxy(proxy("http", "other", "pw"))),
        CASE_OF_USER(options -> options.proxy(proxy("http", "User", "pw"))),
        PASSWORD(options -> options.proxy(proxy("http", "user", "pW"))),
        NO_LOGIN(options -> options.proxy(proxy("http"))),
        KIND(options -> options.proxy(proxy("socks5h", "user", "pw")).tunnel(true)),
        NO_TUNNEL(options -> options.tunnel(false)),
        HEADER(options -> options.header("P", "r")),
        AUTH(options -> options.auth(Auth.ANY)),
        HAPROXY(options -> options.haproxy(HaproxyHeader.V1)),
        NO_PROXY(options -> options.noProxy("*")),
        NOTHING(options -> options),
        OTHER_NO_PROXY(options -> options.noProxy("elsewhere.example"));

        final UnaryOperator<ProxyOptions.Builder> change;

        Difference(UnaryOperator<ProxyOptions.Builder> change) {
            this.change = change;
        }
    }

    @ParameterizedTest
    @EnumSource(Difference.class)
    @Verifies({"V11", "SEC28"})
    void transfers_that_differ_in_a_proxy_option_are_on_two_connections(Difference difference) {
        String url = "http://127.0.0.1/";
        try (Simulation sim = new Simulation()) {
            sim.server().respondWith(Responses.ok("direct"));
            MemoryServer proxy = sim.listen("127.0.0.1", PORT).onAccept(connection -> {
                connecting(ESTABLISHED).accept(connection);
                connection.onData(bytes -> {
                    if (bytes[0] == 5 && bytes.length > 4) {
                        connection.send(ProxyScripts.GRANTED_5);
                    } else if (bytes[0] == 5) {
                        connection.send(ProxyScripts.NO_LOGIN_CHOSEN);
                    }
                });
            });
            UnaryOperator<ProxyOptions.Builder> same = options -> options.tunnel(true);
            get(sim, url, proxy("http", "user", "pw"), same);
            sim.runUntilDone();
            Recording second =
                    get(sim, url, proxy("http", "user", "pw"), options -> difference.change.apply(same.apply(options)));
            sim.runUntilDone();
            assertThat(second.code()).isEqualTo(ResultCode.OK);
            boolean shares = difference == Difference.NOTHING || difference == Difference.OTHER_NO_PROXY;
            assertThat(proxy.connections().size() + sim.server().connections().size())
                    .isEqualTo(shares ? 1 : 2);
            assertThat(second.transfer().info().newConnections()).isEqualTo(shares ? 0 : 1);
            Recording third = get(sim, url, proxy("http", "user", "pw"), same);
            sim.runUntilDone();
            assertThat(third.transfer().info().newConnections()).isZero();
            sim.assertClean();
        }
    }

    @Test
    @Verifies("V11")
    void different_servers_share_a_connection_to_a_proxy_that_forwards_but_no_tunnel() {
        for (boolean tunnel : new boolean[] {false, true}) {
            try (Simulation sim = new Simulation()) {
                MemoryServer proxy = sim.listen("127.0.0.1", PORT).onAccept(connecting(ESTABLISHED));
                for (String url : List.of(ONE, TWO, ONE)) {
                    Recording get = get(sim, url, proxy("http", "user", "pw"), options -> options.tunnel(tunnel));
                    sim.runUntilDone();
                    assertThat(get.bodyText()).isEqualTo("hello");
                }
                assertThat(proxy.connections()).hasSize(tunnel ? 2 : 1);
                assertThat(proxy.requests()).hasSize(tunnel ? 5 : 3);
                sim.assertClean();
            }
        }
    }

    @Test
    @Verifies("V11")
    void each_server_hears_its_own_credentials_only_though_they_share_a_connection() {
        try (Simulation sim = new Simulation()) {
            MemoryServer proxy = sim.listen("127.0.0.1", PORT).onAccept(connecting(ESTABLISHED));
            for (String url : List.of("http://a:secret@one.example/", TWO, "http://b:other@two.example/")) {
                get(sim, url, proxy("http"));
                sim.runUntilDone();
            }
            assertThat(proxy.connections()).hasSize(1);
            assertThat(proxy.requests().get(0)).contains("\r\nAuthorization: Basic YTpzZWNyZXQ=\r\n");
            assertThat(proxy.requests().get(1)).doesNotContain("Authorization");
            assertThat(proxy.requests().get(2)).contains("\r\nAuthorization: Basic YjpvdGhlcg==\r\n");
            sim.assertClean();
        }
    }

    @Test
    @Verifies("V11")
    void the_limit_of_connections_counts_for_the_proxy_that_forwards_and_for_the_server_behind_a_tunnel() {
        for (boolean tunnel : new boolean[] {false, true}) {
            try (Simulation sim = new Simulation(MultiOptions.builder().maxHostConnections(1))) {
                MemoryServer proxy = sim.listen("127.0.0.1", PORT).onAccept(connecting(ESTABLISHED));
                List<Recording> gets = new ArrayList<>();
                for (String url : List.of(ONE, TWO, ONE, TWO, ONE)) {
                    gets.add(get(sim, url, proxy("http"), options -> options.tunnel(tunnel)));
                }
                sim.multi().remove(gets.remove(3).transfer());
                sim.runUntilDone();
                assertThat(gets).allMatch(get -> get.bodyText().equals("hello"));
                assertThat(proxy.connections()).hasSize(tunnel ? 2 : 1);
                sim.assertClean();
            }
        }
    }

    @Test
    @Verifies("V11")
    void a_dead_tunnel_is_replaced_silently_and_asked_for_with_the_same_words() {
        try (Simulation sim = new Simulation()) {
            MemoryServer proxy = sim.listen("127.0.0.1", PORT).onAccept(connecting(ESTABLISHED));
            get(sim, ONE, proxy("http", "user", "pw"), options -> options.tunnel(true));
            sim.runUntilDone();
            proxy.connection(1).onRequest(request -> proxy.connection(1).reset());
            Recording again = get(sim, ONE, proxy("http", "user", "pw"), options -> options.tunnel(true));
            sim.runUntilDone();
            assertThat(again.bodyText()).isEqualTo("hello");
            assertThat(proxy.requests().get(3)).isEqualTo(proxy.requests().get(0));
            sim.assertClean();
        }
    }
}
