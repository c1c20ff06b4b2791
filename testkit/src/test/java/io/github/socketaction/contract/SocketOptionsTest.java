package io.github.socketaction.contract;

import static io.github.socketaction.testkit.SocketLogAssert.assertThatLog;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.socketaction.MultiOptions;
import io.github.socketaction.socket.AbstractUnixAddress;
import io.github.socketaction.testkit.MemoryNetwork.Route;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.ScriptedResolver;
import io.github.socketaction.testkit.Simulation;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.IpLiterals;
import io.github.socketaction.transfer.KeepAlive;
import io.github.socketaction.transfer.LocalEnd;
import io.github.socketaction.transfer.PortRange;
import io.github.socketaction.transfer.Proxy;
import io.github.socketaction.transfer.ProxyOptions;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.SocketOptions;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Unix-domain sockets, our own end, and what else is set on sockets. */
class SocketOptionsTest {

    private static final SocketOptions DEFAULT = SocketOptions.DEFAULT;

    private static Recording get(Simulation sim, String url, SocketOptions options) {
        Recording get = sim.start(url, builder -> builder.sockets(options));
        sim.runUntilDone();
        return get;
    }

    @Test
    @Verifies("Q11")
    void a_unix_domain_socket_is_connected_to_without_a_look_up_and_the_request_is_about_the_url() {
        ScriptedResolver resolver = new ScriptedResolver();
        for (SocketAddress address :
                List.of(UnixDomainSocketAddress.of("/run/some.sock"), new AbstractUnixAddress("some"))) {
            try (Simulation sim = new Simulation(MultiOptions.builder().resolver(resolver))) {
                var server = sim.network().listen(address).respondWith(Responses.ok("local"));
                Recording get = get(sim, "http://any.example/x", DEFAULT.withUnixSocket(address));
                assertThat(get.bodyText()).isEqualTo("local");
                assertThat(server.requests().get(0)).startsWith("GET /x HTTP/1.1\r\nHost: any.example\r\n");
                assertThat(get.transfer().info().remoteAddress()).isEqualTo(address);
                assertThat(resolver.queries()).isEmpty();
                assertThatLog(sim.log()).hasSocketLines("OUT#1", "IN#1");
                sim.assertClean();
            }
        }
    }

    @Test
    @Verifies("Q11")
    void a_unix_domain_socket_that_refuses_or_keeps_silent_is_named() {
        SocketOptions options = DEFAULT.withUnixSocket(Path.of("/run/some.sock"));
        try (Simulation sim = new Simulation()) {
            Recording refused = get(sim, "http://any.example/", options);
            assertThat(refused.code()).isEqualTo(ResultCode.COULDNT_CONNECT);
            assertThat(refused.result().message())
                    .isEqualTo("Failed to connect to the Unix-domain socket /run/some.sock: Connection refused");
            sim.network().route(UnixDomainSocketAddress.of("/run/some.sock"), Route.BLACK_HOLE);
            Recording silent = sim.start(
                    "http://any.example/", builder -> builder.sockets(options).connectTimeout(Duration.ofSeconds(1)));
            sim.runUntilDone();
            assertThat(silent.code()).isEqualTo(ResultCode.OPERATION_TIMEDOUT);
            assertThat(silent.result().message()).endsWith("connecting to the Unix-domain socket /run/some.sock");
            sim.assertClean();
        }
    }

    @Test
    @Verifies("Q11")
    void for_a_unix_domain_socket_no_proxy_counts() {
        SocketAddress address = UnixDomainSocketAddress.of("/run/some.sock");
        for (String proxy : List.of("http://proxy.example:80", "socks5://proxy.example:80")) {
            ProxyOptions proxies = ProxyOptions.of(Proxy.parse(proxy));
            try (Simulation sim = new Simulation(MultiOptions.builder().resolver(new ScriptedResolver()))) {
                var server = sim.network().listen(address).respondWith(Responses.ok("local"));
                Recording get = sim.start("http://any.example/x", builder -> builder.proxy(proxies)
                        .sockets(DEFAULT.withUnixSocket(address)));
                sim.runUntilDone();
                assertThat(get.bodyText()).isEqualTo("local");
                assertThat(server.requests().get(0)).startsWith("GET /x HTTP/1.1\r\nHost: any.example\r\n");
                sim.assertClean();
            }
        }
    }

    @Test
    @Verifies("Q11")
    void an_internet_address_is_no_unix_domain_socket() {
        SocketAddress address = new InetSocketAddress(Ip.local(1), 80);
        assertThatThrownBy(() -> DEFAULT.withUnixSocket(address)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Verifies("Q12")
    void our_own_end_is_what_was_asked_for() {
        try (Simulation sim = new Simulation()) {
            sim.server().respondWith(Responses.ok("hello"));
            SocketOptions options =
                    DEFAULT.withLocal(LocalEnd.parse("127.0.0.7")).withLocalPorts(new PortRange(4_000, 4_001));
            Recording get = sim.get("/", builder -> builder.sockets(options));
            sim.settle();
            assertThat(get.transfer().info().localAddress()).isEqualTo(Ip.local(7, 4_000));
            sim.server().onAccept(connection -> {});
            sim.multi().networkChanged();
            Recording first = sim.get("/", builder -> builder.sockets(options));
            Recording second = sim.get("/", builder -> builder.sockets(options));
            Recording third = sim.get("/", builder -> builder.sockets(options));
            sim.settle();
            assertThat(List.of(first, second)).allMatch(each -> !each.isDone());
            assertThat(third.code()).isEqualTo(ResultCode.INTERFACE_FAILED);
            assertThat(third.result().message())
                    .contains("127.0.0.1 port 80", "127.0.0.7", "ports 4000 to 4001", "already in use");
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"if!nosuch0", "192.0.2.1", "::1"})
    @Verifies("Q12")
    void an_end_that_is_not_to_be_had_fails_the_transfer_by_name(String local) {
        try (Simulation sim = new Simulation()) {
            Recording get = get(sim, "http://127.0.0.1/", DEFAULT.withLocal(LocalEnd.parse(local)));
            assertThat(get.code()).isEqualTo(ResultCode.INTERFACE_FAILED);
            assertThat(get.result().message()).contains(local.replace("if!", "").replace("::1", "0:0:0:0:0:0:0:1"));
            sim.assertClean();
        }
    }

    @Test
    @Verifies("Q12")
    void an_end_of_one_family_passes_the_addresses_of_the_other_by() {
        ScriptedResolver resolver = new ScriptedResolver()
                .name("both.example", Objects.requireNonNull(IpLiterals.parse("2001:db8::1")), Ip.local(1));
        try (Simulation sim = new Simulation(MultiOptions.builder().resolver(resolver))) {
            sim.server().respondWith(Responses.ok("four"));
            Recording get = get(sim, "http://both.example/", DEFAULT.withLocal(LocalEnd.parse("127.0.0.1")));
            assertThat(get.bodyText()).isEqualTo("four");
            assertThat(sim.clock().elapsed()).isZero();
            sim.network().route(sim.server().address(), Route.REFUSE);
            sim.multi().networkChanged();
            Recording refused = get(sim, "http://both.example/", DEFAULT.withLocal(LocalEnd.parse("127.0.0.1")));
            assertThat(refused.code()).isEqualTo(ResultCode.COULDNT_CONNECT);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("Q13")
    void connections_with_other_socket_options_are_not_shared() {
        List<SocketOptions> all = List.of(
                DEFAULT,
                DEFAULT.withNoDelay(false),
                DEFAULT.withKeepAlive(KeepAlive.DEFAULT),
                DEFAULT.withKeepAlive(new KeepAlive(61, 60)),
                DEFAULT.withLocal(LocalEnd.parse("127.0.0.1")),
                DEFAULT.withLocal(LocalEnd.parse("127.0.0.2")),
                DEFAULT.withLocalPorts(new PortRange(5_000, 5_001)),
                DEFAULT.withLocalPorts(new PortRange(5_000, 5_002)));
        try (Simulation sim = new Simulation()) {
            sim.server().respondWith(Responses.ok("hello"));
            for (int round = 0; round < 2; round++) {
                all.forEach(options -> get(sim, "http://127.0.0.1/", options));
            }
            assertThat(sim.server().connections()).hasSize(all.size());
            var local = sim.network().listen(UnixDomainSocketAddress.of("/a")).respondWith(Responses.ok("a"));
            sim.network().listen(UnixDomainSocketAddress.of("/b")).respondWith(Responses.ok("b"));
            for (String path : List.of("/a", "/b", "/a", "/b")) {
                Recording get = get(sim, "http://127.0.0.1/", DEFAULT.withUnixSocket(Path.of(path)));
                assertThat(get.bodyText()).isEqualTo(path.substring(1));
            }
            assertThat(local.connections()).hasSize(1);
            sim.assertClean();
        }
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "eth0, eth0, -",
                "if!eth0, eth0, -",
                "host!127.0.0.1, -, 127.0.0.1",
                "127.0.0.1, -, 127.0.0.1",
                "::1, -, 0:0:0:0:0:0:0:1",
                "ifhost!eth0!::1, eth0, 0:0:0:0:0:0:0:1",
                "if!127.0.0.1, 127.0.0.1, -"
            })
    @Verifies("Q14")
    void interfaces_are_read_as_curl_reads_them(String text, String name, String address) {
        LocalEnd local = LocalEnd.parse(text);
        assertThat(local.interfaceName()).isEqualTo(name);
        assertThat(local.address()).isEqualTo(address == null ? null : IpLiterals.parse(address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "if!",
                "host!",
                "host!name",
                "ifhost!",
                "ifhost!eth0",
                "ifhost!!::1",
                "ifhost!eth0!",
                "a b",
                "a\r\nb"
            })
    @Verifies("Q14")
    void what_is_no_interface_is_refused_with_the_reason(String text) {
        assertThatThrownBy(() -> LocalEnd.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("if!NAME")
                .hasMessageMatching("\\P{Cntrl}*: .+");
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "80, 80, 80", "4000-4010, 4000, 4010", "65535, 65535, 65535", "1-65535, 1, 65535"})
    @Verifies("Q14")
    void port_ranges_are_read_as_curl_reads_them(String text, int first, int last) {
        assertThat(PortRange.parse(text)).isEqualTo(new PortRange(first, last));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "0", "65536", "-", "1-", "-1", "2-1", "1-65536", "x", "1-2-3", "99999999999", "1 2", "1\n"})
    @Verifies("Q14")
    void what_is_no_port_range_is_refused(String text) {
        assertThatThrownBy(() -> PortRange.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("\\P{Cntrl}+");
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 0", "32768, 1", "1, 32768"})
    @Verifies("Q14")
    void keep_alive_takes_seconds_that_every_system_takes(int idle, int interval) {
        assertThatThrownBy(() -> new KeepAlive(idle, interval))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 to 32767 seconds");
        assertThat(new KeepAlive(1, 32_767).intervalSeconds()).isEqualTo(32_767);
    }
}
