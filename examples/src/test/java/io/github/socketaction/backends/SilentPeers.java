package io.github.socketaction.backends;

import io.github.socketaction.socket.Resolver;
import io.github.socketaction.testkit.PeerFactory;
import io.github.socketaction.testkit.ScriptedConnection;
import io.github.socketaction.testkit.ScriptedServer;
import io.github.socketaction.testkit.TestCertificates;
import io.github.socketaction.testkit.TestIdentity;
import io.github.socketaction.transfer.Proxy;
import io.github.socketaction.transfer.ProxyOptions;
import io.github.socketaction.transfer.TlsOptions;
import io.github.socketaction.transfer.TlsVersion;
import io.github.socketaction.transfer.TransferOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Assumptions;

/** Peers on real sockets that fall silent, one in each phase of a transfer, and what to ask them for. */
final class SilentPeers implements AutoCloseable {

    /** A transfer that meets with silence. */
    record Silence(TransferOptions.Builder asked, String phase) {}

    private static final TestIdentity AUTHORITY = TestCertificates.authority("CN=Test Authority");
    private static final TestIdentity SERVER = TestCertificates.localhost(AUTHORITY);
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final int RECORD_HEADER = 5;
    private static final int FLIGHT = 40_000;

    private final PeerFactory peers = PeerFactory.loopback();
    private final List<ScriptedServer> servers = new ArrayList<>();
    private final TlsOptions tls;

    SilentPeers(Path folder) throws IOException {
        tls = TlsOptions.builder()
                .caFile(Files.writeString(folder.resolve("ca.pem"), AUTHORITY.certificatePem()))
                .maxVersion(TlsVersion.TLS_1_2)
                .build();
    }

    /** Knows {@code two.example} by two addresses, and says nothing of any other name. */
    Resolver resolver() {
        return (host, answer) -> {
            if (host.equals("two.example")) {
                InetAddress address = InetAddress.getLoopbackAddress();
                answer.addresses(List.of(address, address));
            }
            return () -> {};
        };
    }

    /** One transfer for each phase in which a transfer waits. At most one connection to a host may be allowed. */
    List<Silence> silences() throws IOException {
        String silent = "http://127.0.0.1:" + serve(ScriptedConnection::stall);
        return List.of(
                get("http://name.example/", "looking up the name"),
                get("http://127.0.0.1:" + blackHole() + "/", "connecting to 127.0.0.1 port"),
                get("http://two.example:" + blackHole() + "/", "(127.0.0.1, 127.0.0.1)"),
                secured(serve(ScriptedConnection::stall), "waiting for the server's hello"),
                secured(serve(SilentPeers::sayHello), "waiting for the server to finish"),
                proxied("http://", ScriptedConnection::stall, "waiting for the answer to CONNECT"),
                proxied("socks5h://", ScriptedConnection::stall, "waiting for the SOCKS5 greeting"),
                proxied("socks5h://", SilentPeers::greetAsSocks, "waiting for the SOCKS5 reply"),
                get(silent + "/first", "waiting for the response"),
                get(silent + "/second", "waiting for a free connection"),
                get(answering("HTTP/1.1 200 OK\r\nContent-"), "receiving the response"),
                get(answering("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello"), "5 of 10 bytes of body received"));
    }

    /** A transfer that completes at once, and whose peer then says nothing to our goodbye. */
    TransferOptions.Builder withoutGoodbye() throws IOException {
        ServerSocket listener = SERVER.serverContext(null)
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ScriptedServer server = ScriptedServer.serving(listener, connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello");
            connection.stall();
        });
        servers.add(server);
        return TransferOptions.builder("https://127.0.0.1:" + server.port() + "/")
                .tls(tls);
    }

    @Override
    public void close() throws IOException {
        for (ScriptedServer server : servers) {
            server.close();
        }
        peers.close();
    }

    private static Silence get(String url, String phase) {
        return new Silence(TransferOptions.builder(url), phase);
    }

    private Silence secured(int port, String phase) {
        return new Silence(
                TransferOptions.builder("https://127.0.0.1:" + port + "/").tls(tls), phase);
    }

    private Silence proxied(String scheme, ScriptedServer.Script script, String phase) throws IOException {
        int port = serve(script);
        ProxyOptions proxy = ProxyOptions.builder()
                .proxy(Proxy.parse(scheme + "127.0.0.1:" + port))
                .tunnel(true)
                .build();
        // A server of its own each, for no two connections to one are allowed.
        TransferOptions.Builder asked = TransferOptions.builder("http://server.example:" + port + "/");
        return new Silence(asked.proxy(proxy), phase);
    }

    private String answering(String half) throws IOException {
        return "http://127.0.0.1:"
                + serve(connection -> {
                    connection.readRequest();
                    connection.write(half);
                    connection.stall();
                })
                + "/";
    }

    private int serve(ScriptedServer.Script script) throws IOException {
        ScriptedServer server = ScriptedServer.serving(script);
        servers.add(server);
        return server.port();
    }

    /**
     * The port of a listener whose backlog is full: the system drops every further attempt to connect, and the client's
     * system tries again and again without an answer. Unlike an address without a route it needs no network.
     */
    private int blackHole() throws IOException {
        try {
            return ((InetSocketAddress) peers.silent()).getPort();
        } catch (UnsupportedOperationException e) {
            return Assumptions.abort("no connect goes unanswered here: " + e.getMessage());
        }
    }

    private static void greetAsSocks(ScriptedConnection connection) throws IOException, InterruptedException {
        connection.read(3);
        connection.write(new byte[] {5, 0});
        connection.stall();
    }

    /** Answers the client's hello of TLS 1.2, and nothing after it. */
    private static void sayHello(ScriptedConnection connection) throws IOException, InterruptedException {
        byte[] header = connection.read(RECORD_HEADER);
        byte[] hello = connection.read(((header[3] & 0xff) << 8) | (header[4] & 0xff));
        connection.write(answerTo(ByteBuffer.allocate(header.length + hello.length)
                .put(header)
                .put(hello)
                .flip()));
        connection.stall();
    }

    private static byte[] answerTo(ByteBuffer hello) throws SSLException {
        SSLEngine engine = SERVER.serverContext(null).createSSLEngine();
        engine.setUseClientMode(false);
        engine.unwrap(hello, NOTHING.duplicate());
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
        ByteBuffer flight = ByteBuffer.allocate(FLIGHT);
        while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            engine.wrap(NOTHING.duplicate(), flight);
        }
        byte[] bytes = new byte[flight.flip().remaining()];
        flight.get(bytes);
        return bytes;
    }
}
