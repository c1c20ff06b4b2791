package io.github.socketaction.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.socketaction.testkit.DigestAuthority;
import io.github.socketaction.testkit.MemoryConnection;
import io.github.socketaction.testkit.MemoryTls;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.Simulation;
import io.github.socketaction.transfer.Proxy;
import io.github.socketaction.transfer.ProxyOptions;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;

/** What proxies of tests say, and how transfers are sent through them. */
final class ProxyScripts {

    /** The port of every proxy here, at 127.0.0.1. */
    static final int PORT = 1080;

    static final byte[] NO_LOGIN_CHOSEN = {5, 0};
    static final byte[] LOGIN_CHOSEN = {5, 2};
    static final byte[] LOGIN_ACCEPTED = {1, 0};
    static final byte[] GRANTED_5 = {5, 0, 0, 1, 127, 0, 0, 1, 4, 56};
    static final byte[] GRANTED_4 = {0, 90, 0, 0, 0, 0, 0, 0};
    static final String ESTABLISHED = "HTTP/1.1 200 Connection established\r\n\r\n";

    private ProxyScripts() {}

    /** An answer that is sent when so many bytes have come in all. */
    record Answer(int after, String text) {
        Answer(int after, byte[] bytes) {
            this(after, new String(bytes, ISO_8859_1));
        }
    }

    /** The SOCKS 5 proxy that wants no login and leads on; then it is the server and answers every request. */
    static Consumer<MemoryConnection> socks5(int requestLength) {
        return answering(List.of(new Answer(3, NO_LOGIN_CHOSEN), new Answer(3 + requestLength, GRANTED_5)));
    }

    /** A proxy that sends its answers when their bytes have come; then it is the server and answers every request. */
    static Consumer<MemoryConnection> answering(List<Answer> answers) {
        return connection -> {
            int[] came = {0};
            int[] next = {0};
            connection.onData(bytes -> {
                came[0] += bytes.length;
                while (next[0] < answers.size() && answers.get(next[0]).after <= came[0]) {
                    connection.send(answers.get(next[0]++).text);
                }
            });
            connection.onRequest(request -> connection.send(Responses.ok("hello")));
        };
    }

    /** An HTTP proxy that answers CONNECT so, and as the server every request after it. */
    static Consumer<MemoryConnection> connecting(String... answer) {
        return connection -> connection.onRequest(request -> {
            if (request.startsWith("CONNECT ")) {
                connection.send(answer);
            } else {
                connection.send(Responses.ok("hello"));
            }
        });
    }

    /** An HTTP proxy whose tunnels lead to a server that speaks TLS; each session of it is added to a list. */
    static Consumer<MemoryConnection> connectingToTls(SSLContext context, List<MemoryTls> sessions) {
        return connection -> connection.onRequest(request -> {
            if (request.startsWith("CONNECT ")) {
                speakTls(connection, context, sessions);
                connection.send(ESTABLISHED);
            }
        });
    }

    /** Is a server that speaks TLS from now on. */
    static void speakTls(MemoryConnection connection, SSLContext context, List<MemoryTls> sessions) {
        MemoryTls tls = MemoryTls.on(connection, context);
        sessions.add(tls.onRequest(head -> tls.send(Responses.ok("hello"))));
    }

    /** A proxy that wants Digest authentication for whatever is asked of it, and is the server at the end of a tunnel. */
    static Consumer<MemoryConnection> digest(DigestAuthority authority) {
        return digest(authority, connection -> {});
    }

    /** The same, with what happens to a connection when it becomes a tunnel. */
    static Consumer<MemoryConnection> digest(DigestAuthority authority, Consumer<MemoryConnection> onTunnel) {
        return connection -> {
            boolean[] leads = {false};
            connection.onRequest(request -> {
                String[] line = request.split(" ", 3);
                String said = field(request, "Proxy-Authorization");
                String objection = said.isEmpty() ? "nothing" : authority.objection(said, line[0], line[1]);
                if (leads[0] || (objection == null && !line[0].equals("CONNECT"))) {
                    connection.send(Responses.ok("hello"));
                } else if (objection == null) {
                    leads[0] = true;
                    onTunnel.accept(connection);
                    connection.send(ESTABLISHED);
                } else {
                    connection.send(lines(
                            "HTTP/1.1 407 No",
                            "Proxy-Authenticate: " + authority.challenge(objection.equals("an old nonce")),
                            "Content-Length: 0"));
                }
            });
        };
    }

    /** The value of a field in a request's head, or the empty text. */
    static String field(String head, String name) {
        int at = head.indexOf("\r\n" + name + ": ");
        int from = at + name.length() + 4;
        return at < 0 ? "" : head.substring(from, head.indexOf('\r', from));
    }

    /** A proxy as curl writes it, at the port of the proxies here. */
    static Proxy proxy(String scheme) {
        return Proxy.parse(scheme + "://127.0.0.1:" + PORT);
    }

    static Proxy proxy(String scheme, String user, String password) {
        return proxy(scheme).withLogin(user, password);
    }

    /** Gets a URL through a proxy. */
    static Recording get(Simulation sim, String url, Proxy proxy) {
        return get(sim, url, proxy, options -> options);
    }

    static Recording get(Simulation sim, String url, Proxy proxy, UnaryOperator<ProxyOptions.Builder> more) {
        ProxyOptions options = more.apply(ProxyOptions.builder().proxy(proxy)).build();
        return sim.start(url, builder -> builder.proxy(options));
    }

    /** Gets a URL through a tunnel of an HTTP proxy. */
    static Recording tunnel(Simulation sim, String url, Proxy proxy) {
        return get(sim, url, proxy, options -> options.tunnel(true));
    }

    static byte[] bytes(Object... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Object part : parts) {
            if (part instanceof Integer number) {
                out.write(number);
            } else {
                out.writeBytes(
                        part instanceof byte[] bytes ? bytes : part.toString().getBytes(ISO_8859_1));
            }
        }
        return out.toByteArray();
    }

    /** A head of these lines, with the empty line that ends it. */
    static String lines(String... lines) {
        return String.join("\r\n", lines) + "\r\n\r\n";
    }

    /** The first bytes that a connection received. */
    static byte[] head(MemoryConnection connection, int count) {
        return Arrays.copyOf(connection.received(), count);
    }
}
