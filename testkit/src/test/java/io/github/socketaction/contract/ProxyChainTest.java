package io.github.socketaction.contract;

import static io.github.socketaction.contract.ProxyScripts.ESTABLISHED;
import static io.github.socketaction.contract.ProxyScripts.GRANTED_4;
import static io.github.socketaction.contract.ProxyScripts.GRANTED_5;
import static io.github.socketaction.contract.ProxyScripts.NO_LOGIN_CHOSEN;
import static io.github.socketaction.contract.ProxyScripts.PORT;
import static io.github.socketaction.contract.ProxyScripts.answering;
import static io.github.socketaction.contract.ProxyScripts.bytes;
import static io.github.socketaction.contract.ProxyScripts.get;
import static io.github.socketaction.contract.ProxyScripts.proxy;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.MultiOptions;
import io.github.socketaction.contract.ProxyScripts.Answer;
import io.github.socketaction.testkit.MemoryConnection;
import io.github.socketaction.testkit.MemoryServer;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.ScriptedResolver;
import io.github.socketaction.testkit.Simulation;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.Proxy;
import io.github.socketaction.transfer.ProxyOptions;
import io.github.socketaction.transfer.ProxyOptions.HaproxyHeader;
import io.github.socketaction.transfer.ResultCode;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** More than one stage on the way: a SOCKS proxy before an HTTP proxy, and the header for HAProxy. */
class ProxyChainTest {

    private static final String URL = "http://server.example/";

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Verifies("V12")
    void a_socks_proxy_leads_to_the_http_proxy_which_leads_to_the_server(boolean tunnel) {
        byte[] request = bytes(5, 1, 0, 3, 10, "web.proxy.", 0x1f, 0x90);
        List<Answer> answers = List.of(new Answer(3, NO_LOGIN_CHOSEN), new Answer(3 + request.length, GRANTED_5));
        try (Simulation sim = new Simulation()) {
            MemoryServer socks = sim.listen("127.0.0.1", PORT).onAccept(connection -> {
                answering(answers).accept(connection);
                connection.onRequest(head -> connection.send(
                        head.contains("CONNECT server.example:80 ") ? ESTABLISHED : Responses.ok("hello")));
            });
            Recording get =
                    get(sim, URL, Proxy.parse("http://user:pw@web.proxy.:8080"), options -> options.tunnel(tunnel)
                            .preProxy(proxy("socks5h")));
            sim.runUntilDone();
            assertThat(get.bodyText()).as("%s", get.result()).isEqualTo("hello");
            String received = socks.connection(1).receivedText();
            String socksPart = new String(bytes(5, 1, 0, request), ISO_8859_1);
            assertThat(received)
                    .startsWith(socksPart
                            + (tunnel
                                    ? "CONNECT server.example:80 HTTP/1.1\r\n"
                                    : "GET http://server.example/ HTTP/1.1\r\n"));
            assertThat(received.split("Proxy-Authorization", -1))
                    .as("said once")
                    .hasSize(2);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("V12")
    void the_http_proxys_name_is_looked_up_here_if_the_socks_proxy_wants_an_address() {
        ScriptedResolver names = new ScriptedResolver().name("web.proxy", Ip.local(7));
        try (Simulation sim = new Simulation(MultiOptions.builder().resolver(names))) {
            MemoryServer socks = sim.listen("127.0.0.1", PORT).onAccept(answering(List.of(new Answer(9, GRANTED_4))));
            Recording get =
                    get(sim, URL, Proxy.parse("http://web.proxy:8080"), options -> options.preProxy(proxy("socks4")));
            sim.runUntilDone();
            assertThat(get.bodyText()).isEqualTo("hello");
            assertThat(ProxyScripts.head(socks.connection(1), 9)).isEqualTo(bytes(4, 1, 0x1f, 0x90, 127, 0, 0, 7, 0));
            assertThat(names.queries()).extracting(ScriptedResolver.Query::host).containsExactly("web.proxy");
            Recording unknown =
                    get(sim, URL, Proxy.parse("http://none.proxy"), options -> options.preProxy(proxy("socks4")));
            sim.runUntilDone();
            assertThat(unknown.code()).isEqualTo(ResultCode.COULDNT_RESOLVE_PROXY);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("V12")
    void a_pre_proxy_alone_is_the_proxy() {
        byte[] request = bytes(5, 1, 0, 3, 14, "server.example", 0, 80);
        try (Simulation sim = new Simulation()) {
            sim.listen("127.0.0.1", PORT).onAccept(ProxyScripts.socks5(request.length));
            ProxyOptions options =
                    ProxyOptions.builder().preProxy(proxy("socks5h")).build();
            Recording get = sim.start(URL, builder -> builder.proxy(options));
            sim.runUntilDone();
            assertThat(get.bodyText()).isEqualTo("hello");
            sim.assertClean();
        }
    }

    private static String said(Simulation sim, MemoryServer server, Recording get) {
        sim.runUntilDone();
        assertThat(get.bodyText()).as("%s", get.result()).isEqualTo("hello");
        MemoryConnection connection = server.connection(server.connections().size());
        return connection.receivedText();
    }

    private static int port(Recording get) {
        return get.transfer().info().localAddress() instanceof InetSocketAddress local ? local.getPort() : -1;
    }

    @Test
    @Verifies("V13")
    void the_far_end_is_told_our_address_in_text_before_the_first_request_and_once() {
        try (Simulation sim = new Simulation()) {
            sim.server().respondWith(Responses.ok("hello"));
            ProxyOptions options =
                    ProxyOptions.builder().haproxy(HaproxyHeader.V1).build();
            Recording get = sim.get("/x", builder -> builder.proxy(options));
            String said = said(sim, sim.server(), get);
            assertThat(said).startsWith("PROXY TCP4 127.0.0.1 127.0.0.1 " + port(get) + " 80\r\nGET /x HTTP/1.1\r\n");
            sim.get("/y", builder -> builder.proxy(options));
            sim.runUntilDone();
            assertThat(sim.server().connections()).hasSize(1);
            assertThat(sim.server().connection(1).receivedText().split("PROXY", -1))
                    .hasSize(2);
            sim.assertClean();
        }
    }

    @Test
    @Verifies("V13")
    void the_far_end_is_told_our_address_in_binary() {
        try (Simulation sim = new Simulation()) {
            sim.server().respondWith(Responses.ok("hello"));
            ProxyOptions options =
                    ProxyOptions.builder().haproxy(HaproxyHeader.V2).build();
            byte[] signature = bytes("\r\n\r\n", 0, "\r\nQUIT\n", 0x21);
            Recording four = sim.get("/", builder -> builder.proxy(options));
            String said = said(sim, sim.server(), four);
            byte[] ip4 = {127, 0, 0, 1};
            assertThat(said)
                    .startsWith(new String(
                            bytes(signature, 0x11, 0, 12, ip4, ip4, port(four) >> 8, port(four), 0, 80, "GET /"),
                            ISO_8859_1));
            sim.assertClean();
        }
    }

    @Test
    @Verifies("V13")
    void through_a_tunnel_it_is_the_server_that_is_told() {
        try (Simulation sim = new Simulation()) {
            MemoryServer proxy = sim.listen("127.0.0.1", PORT)
                    .onAccept(connection -> connection.onRequest(head ->
                            connection.send(head.startsWith("CONNECT ") ? ESTABLISHED : Responses.ok("hello"))));
            Recording get =
                    get(sim, URL, proxy("http"), options -> options.tunnel(true).haproxy(HaproxyHeader.V1));
            assertThat(said(sim, proxy, get))
                    .contains("\r\n\r\nPROXY TCP4 127.0.0.1 127.0.0.1 " + port(get) + " 1080\r\nGET / HTTP/1.1\r\n");
            sim.assertClean();
        }
    }
}
