package io.github.socketaction.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.socket.AbstractUnixAddress;
import io.github.socketaction.transfer.ConnectTo;
import io.github.socketaction.transfer.KeepAlive;
import io.github.socketaction.transfer.KeyFormat;
import io.github.socketaction.transfer.LocalEnd;
import io.github.socketaction.transfer.NameOptions;
import io.github.socketaction.transfer.NameOptions.Family;
import io.github.socketaction.transfer.PortRange;
import io.github.socketaction.transfer.Proxy;
import io.github.socketaction.transfer.ProxyOptions;
import io.github.socketaction.transfer.ProxyOptions.Auth;
import io.github.socketaction.transfer.ProxyOptions.HaproxyHeader;
import io.github.socketaction.transfer.ResolveOverride;
import io.github.socketaction.transfer.SocketOptions;
import io.github.socketaction.transfer.TlsIdentity;
import io.github.socketaction.transfer.TlsOptions;
import io.github.socketaction.transfer.TlsVersion;
import io.github.socketaction.transfer.TransferOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each option for connections changes what it should in the options of the transfer, and nothing else. */
class ConnectionOptionsTest {

    private static final Proxy HTTP = new Proxy(Proxy.Kind.HTTP, "p.test", 1080);

    /**
     * What a command line does.
     *
     * @param args the command line, words separated by blanks
     * @param change what it does to the options of a command line without options
     */
    record Row(String args, UnaryOperator<TransferOptions> change) {
        @Override
        public String toString() {
            return args;
        }
    }

    static Stream<Row> tls() {
        return Stream.of(
                tls("--cacert a.pem", tls -> tls.caFile(Path.of("a.pem"))),
                tls("--pinnedpubkey sha256//x", tls -> tls.pinnedPublicKey("sha256//x")),
                tls("-k", tls -> tls.verifyPeer(false).verifyHost(false)),
                tls("--insecure", tls -> tls.verifyPeer(false).verifyHost(false)),
                tls("-k --no-insecure", tls -> tls),
                tls("--tlsv1.2", tls -> tls),
                tls("--tlsv1.3", tls -> tls.minVersion(TlsVersion.TLS_1_3)),
                tls("--tlsv1.3 --tlsv1.2", tls -> tls),
                tls("--tlsv1.2 --tlsv1.3", tls -> tls.minVersion(TlsVersion.TLS_1_3)),
                tls("--tls-max 1.2", tls -> tls.maxVersion(TlsVersion.TLS_1_2)),
                tls("--tls-max 1.3", tls -> tls),
                tls("--tls-max default", tls -> tls),
                tls("--ciphers A:B", tls -> tls.ciphers("A:B")),
                tls("--tls13-ciphers C,D", tls -> tls.tls13Ciphers("C,D")),
                tls("--no-alpn", tls -> tls.alpn(false)),
                tls("--no-alpn --alpn", tls -> tls),
                identity("-E c.pem", "c.pem", KeyFormat.PEM, null, KeyFormat.PEM, null),
                identity("--cert c.pem:pw", "c.pem", KeyFormat.PEM, null, KeyFormat.PEM, "pw"),
                identity("--cert c.pem:pw --pass new", "c.pem", KeyFormat.PEM, null, KeyFormat.PEM, "new"),
                identity("--pass old --cert c.pem:pw", "c.pem", KeyFormat.PEM, null, KeyFormat.PEM, "pw"),
                identity("--pass old --cert c.pem", "c.pem", KeyFormat.PEM, null, KeyFormat.PEM, "old"),
                identity("--cert-type P12 -E c.p12", "c.p12", KeyFormat.PKCS12, null, KeyFormat.PEM, null),
                identity("--cert-type der", null, KeyFormat.DER, null, KeyFormat.PEM, null),
                identity("--key k.pem", null, KeyFormat.PEM, "k.pem", KeyFormat.PEM, null),
                identity("--key-type DER", null, KeyFormat.PEM, null, KeyFormat.DER, null),
                identity("--pass pw", null, KeyFormat.PEM, null, KeyFormat.PEM, "pw"));
    }

    static Stream<Row> names() {
        return Stream.of(
                names("-4", names -> names.withFamily(Family.IPV4)),
                names("--ipv6", names -> names.withFamily(Family.IPV6)),
                names("-4 -6", names -> names.withFamily(Family.IPV6)),
                names("-6 -4", names -> names.withFamily(Family.IPV4)),
                names("-4 --no-ipv4", names -> names),
                names("--resolve a:80:127.0.0.1,::1 --resolve -b:81", names -> names.withResolve(
                                ResolveOverride.parse("a:80:127.0.0.1,::1"))
                        .withResolve(new ResolveOverride("b", 81, List.of()))),
                names("--connect-to a:80:b:81 --connect-to ::c:", names -> names.withConnectTo(
                                new ConnectTo("a", 80, "b", 81))
                        .withConnectTo(new ConnectTo(null, null, "c", null))),
                names("--happy-eyeballs-timeout-ms 7", names -> names.withHappyEyeballsDelay(Duration.ofMillis(7))));
    }

    static Stream<Row> sockets() {
        return Stream.of(
                sockets("--no-tcp-nodelay", sockets -> sockets.withNoDelay(false)),
                sockets("--no-tcp-nodelay --tcp-nodelay", sockets -> sockets),
                sockets("--no-keepalive", sockets -> sockets.withKeepAlive(null)),
                sockets("--no-keepalive --keepalive-time 7", sockets -> sockets.withKeepAlive(null)),
                sockets("--keepalive-time 7", sockets -> sockets.withKeepAlive(new KeepAlive(7, 7))),
                sockets("--keepalive-time 0", sockets -> sockets),
                sockets("--keepalive-time 32767", sockets -> sockets.withKeepAlive(new KeepAlive(32_767, 32_767))),
                sockets("--keepalive-time 32768", sockets -> sockets.withKeepAlive(new KeepAlive(32_767, 32_767))),
                sockets("--interface eth7", sockets -> sockets.withLocal(new LocalEnd("eth7", null))),
                sockets("--interface host!127.0.0.1", sockets -> sockets.withLocal(LocalEnd.parse("127.0.0.1"))),
                sockets("--local-port 80", sockets -> sockets.withLocalPorts(new PortRange(80, 80))),
                sockets("--local-port 80-90", sockets -> sockets.withLocalPorts(new PortRange(80, 90))),
                sockets("--unix-socket /a", sockets -> sockets.withUnixSocket(Path.of("/a"))),
                sockets(
                        "--unix-socket /a --abstract-unix-socket b",
                        sockets -> sockets.withUnixSocket(new AbstractUnixAddress("b"))),
                sockets("--abstract-unix-socket b --unix-socket /a", sockets -> sockets.withUnixSocket(Path.of("/a"))),
                sockets("--unix-socket ''", sockets -> sockets));
    }

    static Stream<Row> proxies() {
        return Stream.of(
                proxy("-x p.test", proxy -> proxy.proxy(HTTP)),
                proxy("--proxy https://p.test:7", proxy -> proxy.proxy(new Proxy(Proxy.Kind.HTTPS, "p.test", 7))),
                proxy("-x p.test -x ''", proxy -> proxy),
                kind("--proxy1.0", Proxy.Kind.HTTP_1_0),
                kind("--socks4", Proxy.Kind.SOCKS4),
                kind("--socks4a", Proxy.Kind.SOCKS4A),
                kind("--socks5", Proxy.Kind.SOCKS5),
                kind("--socks5-hostname", Proxy.Kind.SOCKS5_HOSTNAME),
                kind("-x q.test --socks5", Proxy.Kind.SOCKS5),
                kind("--socks5 q.test -x", Proxy.Kind.HTTP),
                proxy("-x p.test -U a%20b:c:d", proxy -> proxy.proxy(HTTP.withLogin("a b", "c:d"))),
                proxy("-x p.test -U a%3Ab:%zz%4", proxy -> proxy.proxy(HTTP.withLogin("a:b", "%zz%4"))),
                proxy("-U u:v --proxy x:y@p.test", proxy -> proxy.proxy(HTTP.withLogin("x", "y"))),
                proxy("--proxy-user u:v", proxy -> proxy),
                proxy("-p", proxy -> proxy.tunnel(true)),
                proxy("--proxytunnel --no-proxytunnel", proxy -> proxy),
                proxy("--preproxy s.test", proxy -> proxy.preProxy(new Proxy(Proxy.Kind.SOCKS4, "s.test", 1080))),
                proxy(
                        "--preproxy socks5h://s.test:9",
                        proxy -> proxy.preProxy(new Proxy(Proxy.Kind.SOCKS5_HOSTNAME, "s.test", 9))),
                proxy("--noproxy a,.b", proxy -> proxy.noProxy("a,.b")),
                proxy("--proxy-header A:b --proxy-header C;", proxy -> proxy.header("A", "b")
                        .header("C", "")),
                proxy("--proxy-header X: --proxy-header user-agent:", proxy -> proxy.header("user-agent", "")),
                proxy("--proxy-cacert a.pem", proxy -> proxy.tls(tlsOf(tls -> tls.caFile(Path.of("a.pem"))))),
                proxy(
                        "--proxy-insecure",
                        proxy -> proxy.tls(tlsOf(tls -> tls.verifyPeer(false).verifyHost(false)))),
                proxy("--haproxy-protocol", proxy -> proxy.haproxy(HaproxyHeader.V1)),
                proxy("--proxy-basic", proxy -> proxy),
                proxy("--suppress-connect-headers", proxy -> proxy.tunnelHeaders(false)),
                proxy("--proxy-digest", proxy -> proxy.auth(Auth.DIGEST)),
                proxy("--proxy-anyauth --proxy-digest", proxy -> proxy.auth(Auth.ANY)));
    }

    static Stream<Row> forServersAndProxies() {
        return Stream.of(
                both("--capath dir", tls -> tls.caPath(Path.of("dir"))),
                both("--crlfile c.pem", tls -> tls.crlFile(Path.of("c.pem"))));
    }

    @ParameterizedTest
    @MethodSource({"tls", "names", "sockets", "proxies", "forServersAndProxies"})
    void an_option_changes_what_it_should_and_nothing_else(Row row) {
        String[] args = row.args().isEmpty() ? new String[0] : row.args().split(" ", -1);
        for (int i = 0; i < args.length; i++) {
            args[i] = args[i].equals("''") ? "" : args[i];
        }
        assertSame(Arguments.options(args), row.change().apply(Arguments.options()));
    }

    @Test
    void without_options_everything_is_at_its_default() {
        TransferOptions options = Arguments.options();
        assertThat(options.tls()).isEqualTo(TlsOptions.DEFAULT);
        assertThat(options.proxy()).isEqualTo(usual().build());
        assertThat(options.names()).isEqualTo(NameOptions.DEFAULT);
        // Unlike the library, the command of curl probes idle connections, and so does this one.
        assertThat(options.sockets()).isEqualTo(SocketOptions.DEFAULT.withKeepAlive(KeepAlive.DEFAULT));
    }

    private static void assertSame(TransferOptions actual, TransferOptions expected) {
        assertThat(actual.tls()).isEqualTo(expected.tls());
        assertThat(actual.proxy()).isEqualTo(expected.proxy());
        assertThat(actual.names()).isEqualTo(expected.names());
        assertThat(actual.sockets()).isEqualTo(expected.sockets());
        assertThat(actual.headers()).isEqualTo(expected.headers());
        assertThat(actual.timeouts()).isEqualTo(expected.timeouts());
        assertThat(actual.method()).isEqualTo(expected.method());
        assertThat(actual.url()).isEqualTo(expected.url());
    }

    private static TlsOptions tlsOf(UnaryOperator<TlsOptions.Builder> change) {
        return change.apply(TlsOptions.builder()).build();
    }

    private static Row tls(String args, UnaryOperator<TlsOptions.Builder> change) {
        return new Row(args, options -> options.toBuilder().tls(tlsOf(change)).build());
    }

    private static Row identity(
            String args,
            @Nullable String certificate,
            KeyFormat format,
            @Nullable String key,
            KeyFormat keyFormat,
            @Nullable String password) {
        Path file = certificate == null ? null : Path.of(certificate);
        Path keyFile = key == null ? null : Path.of(key);
        return tls(args, tls -> tls.identity(new TlsIdentity(file, format, keyFile, keyFormat, password)));
    }

    private static Row both(String args, UnaryOperator<TlsOptions.Builder> change) {
        ProxyOptions proxy = usual().tls(tlsOf(change)).build();
        return new Row(
                args,
                options -> options.toBuilder().tls(tlsOf(change)).proxy(proxy).build());
    }

    private static Row names(String args, Function<NameOptions, NameOptions> change) {
        return new Row(args, options -> options.toBuilder()
                .names(change.apply(NameOptions.DEFAULT))
                .build());
    }

    private static Row sockets(String args, Function<SocketOptions, SocketOptions> change) {
        return new Row(args, options -> options.toBuilder()
                .sockets(change.apply(options.sockets()))
                .build());
    }

    private static Row proxy(String args, UnaryOperator<ProxyOptions.Builder> change) {
        ProxyOptions proxy = change.apply(usual()).build();
        return new Row(args, options -> options.toBuilder().proxy(proxy).build());
    }

    /** What the command has without options. */
    private static ProxyOptions.Builder usual() {
        return ProxyOptions.builder().tunnelHeaders(true);
    }

    private static Row kind(String option, Proxy.Kind kind) {
        return proxy(option + " p.test", proxy -> proxy.proxy(new Proxy(kind, "p.test", 1080)));
    }
}
