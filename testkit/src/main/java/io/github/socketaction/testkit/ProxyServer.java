package io.github.socketaction.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy on the loopback interface: it forwards requests in absolute form, opens tunnels, and may want to know who
 * asks. Each connection has threads of its own.
 */
public final class ProxyServer implements AutoCloseable {

    /** Who may pass. */
    @FunctionalInterface
    private interface Guard {
        /** The value of the challenge to a request that may not pass, or null if it may. */
        @Nullable String challenge(@Nullable String authorization, String method, String target);
    }

    private final Guard guard;
    private final boolean closesAfterRefusal;
    private final ScriptedServer server;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private ProxyServer(Guard guard, boolean closesAfterRefusal) throws IOException {
        this(guard, closesAfterRefusal, new ServerSocket(0, 0, InetAddress.getLoopbackAddress()));
    }

    private ProxyServer(Guard guard, boolean closesAfterRefusal, ServerSocket listener) {
        this.guard = guard;
        this.closesAfterRefusal = closesAfterRefusal;
        server = ScriptedServer.serving(listener, this::serve);
    }

    /** A proxy for everybody. */
    public static ProxyServer open() throws IOException {
        return new ProxyServer((authorization, method, target) -> null, false);
    }

    /** A proxy that wants Basic authentication. */
    public static ProxyServer basic(String user, String password) throws IOException {
        return new ProxyServer(basicGuard(user, password), false);
    }

    /** A proxy that wants Basic authentication, at a listener, which it closes; for instance one of TLS. */
    public static ProxyServer basic(String user, String password, ServerSocket listener) {
        return new ProxyServer(basicGuard(user, password), false, listener);
    }

    /**
     * A proxy that wants Digest authentication.
     *
     * @param algorithm as for {@link DigestAuthority}
     * @param closesAfterRefusal whether a refusal ends its connection
     */
    public static ProxyServer digest(String algorithm, String user, String password, boolean closesAfterRefusal)
            throws IOException {
        DigestAuthority authority = new DigestAuthority("proxy", algorithm, user, password);
        return new ProxyServer(
                (authorization, method, target) -> {
                    String objection =
                            authorization == null ? "nothing said" : authority.objection(authorization, method, target);
                    return objection == null ? null : authority.challenge(objection.equals("an old nonce"));
                },
                closesAfterRefusal);
    }

    /** The port it listens at, on 127.0.0.1. */
    public int port() {
        return server.port();
    }

    /** The heads of all requests so far, inside tunnels excepted, a char for each byte. */
    public List<String> requests() {
        return requests;
    }

    /** How many connections were accepted so far. */
    public int accepted() {
        return server.accepted();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private static Guard basicGuard(String user, String password) {
        String login = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
        return (authorization, method, target) ->
                ("Basic " + login).equals(authorization) ? null : "Basic realm=\"proxy\"";
    }

    private void serve(ScriptedConnection client) throws IOException {
        boolean goesOn = true;
        while (goesOn) {
            String head = client.readRequest();
            if (head.isEmpty()) {
                return;
            }
            requests.add(head);
            goesOn = answer(client, head);
        }
    }

    /** Whether the connection can serve another request. */
    private boolean answer(ScriptedConnection client, String head) throws IOException {
        String[] line = head.substring(0, head.indexOf('\r')).split(" ", -1);
        String challenge = guard.challenge(field(head, "Proxy-Authorization"), line[0], line[1]);
        if (challenge != null) {
            String ending = closesAfterRefusal ? "Connection: close\r\n" : "";
            client.write("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: " + challenge
                    + "\r\nContent-Length: 6\r\n" + ending + "\r\ndenied");
            return !closesAfterRefusal;
        }
        if (line[0].equals("CONNECT")) {
            tunnel(client, line[1]);
            return false;
        }
        return forward(client, head, line);
    }

    private static void tunnel(ScriptedConnection client, String authority) throws IOException {
        try (Socket target = connect(authority)) {
            client.write("HTTP/1.1 200 Connection established\r\n\r\n");
            Thread back = new Thread(() -> pump(target, client), "proxy-server-back");
            back.setDaemon(true);
            back.start();
            byte[] buffer = new byte[16 * 1024];
            for (int count = client.readSome(buffer); count >= 0; count = client.readSome(buffer)) {
                target.getOutputStream().write(buffer, 0, count);
            }
        } catch (IOException e) {
            client.close();
        }
    }

    private static void pump(Socket target, ScriptedConnection client) {
        try {
            byte[] buffer = new byte[16 * 1024];
            for (int count = target.getInputStream().read(buffer);
                    count >= 0;
                    count = target.getInputStream().read(buffer)) {
                client.write(Arrays.copyOf(buffer, count));
            }
            client.shutdownOutput();
        } catch (IOException e) {
            try {
                client.close();
            } catch (IOException alsoGone) {
                e.addSuppressed(alsoGone);
            }
        }
    }

    private static boolean forward(ScriptedConnection client, String head, String[] line) throws IOException {
        String target = line[1];
        int authorityStart = target.indexOf("://") + 3;
        int pathStart = target.indexOf('/', authorityStart);
        StringBuilder rewritten = new StringBuilder(line[0] + " " + target.substring(pathStart) + " HTTP/1.1\r\n");
        for (String field : head.split("\r\n", -1)) {
            if (field.indexOf(':') > 0 && !field.startsWith(line[0]) && !field.regionMatches(true, 0, "Proxy-", 0, 6)) {
                rewritten.append(field).append("\r\n");
            }
        }
        String bodyLength = field(head, "Content-Length");
        byte[] body = client.read(bodyLength == null ? 0 : Integer.parseInt(bodyLength));
        try (Socket server = connect(target.substring(authorityStart, pathStart))) {
            server.getOutputStream().write((rewritten + "Connection: close\r\n\r\n").getBytes(ISO_8859_1));
            server.getOutputStream().write(body);
            InputStream in = server.getInputStream();
            String responseHead = head(in);
            String length = field(responseHead, "Content-Length");
            client.write(responseHead);
            client.write(length == null ? in.readAllBytes() : in.readNBytes(Integer.parseInt(length)));
            // Only a response that says its own length can be followed by another.
            return length != null;
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            head.append((char) next);
            if (head.length() >= 4 && head.substring(head.length() - 4).equals("\r\n\r\n")) {
                break;
            }
        }
        return head.toString();
    }

    private static Socket connect(String authority) throws IOException {
        int colon = authority.lastIndexOf(':');
        boolean hasPort = colon > authority.lastIndexOf(']');
        String host = (hasPort ? authority.substring(0, colon) : authority).replaceAll("[\\[\\]]", "");
        Socket socket = new Socket();
        int port = hasPort ? Integer.parseInt(authority.substring(colon + 1)) : 80;
        socket.connect(new InetSocketAddress(host, port), ScriptedServer.PATIENCE_MILLIS);
        return socket;
    }

    private static @Nullable String field(String head, String name) {
        for (String line : head.split("\r\n", -1)) {
            if (line.regionMatches(true, 0, name + ":", 0, name.length() + 1)) {
                return line.substring(name.length() + 1).strip();
            }
        }
        return null;
    }
}
