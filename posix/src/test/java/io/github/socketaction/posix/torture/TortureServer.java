package io.github.socketaction.posix.torture;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/** A server on the loopback interface whose behaviour goes by the path; it counts nothing and keeps nothing. */
final class TortureServer implements AutoCloseable {

    /** Loopback addresses to spread connections over, so that thousands of them do not use up the ports. */
    private static final int ADDRESSES = 200;

    private static final int STALL_MILLIS = 20_000;
    private static final int MOST_HEAD = 20_000;
    private static final String END = "\r\n\r\n";

    private static final Map<String, String> ANSWERS = Map.ofEntries(
            Map.entry("/ok", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"),
            Map.entry("/empty", "HTTP/1.1 204 No Content\r\n\r\n"),
            Map.entry("/big", "HTTP/1.1 200 OK\r\nContent-Length: 200000\r\n\r\n" + "b".repeat(200_000)),
            Map.entry(
                    "/chunked",
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6;x=y\r\n world\r\n0\r\nTrailer: 1\r\n\r\n"),
            Map.entry("/close", "HTTP/1.1 200 OK\r\n\r\nuntil the end"),
            Map.entry("/bigclose", "HTTP/1.0 200 OK\r\n\r\n" + "c".repeat(150_000)),
            Map.entry("/keepclose", "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi"),
            Map.entry("/idleclose", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"),
            Map.entry("/reset", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart"),
            Map.entry("/half", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart"),
            Map.entry("/garbage", "SSH-2.0-OpenSSH_9.9\r\n"),
            Map.entry("/none", ""),
            Map.entry("/continue", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"),
            Map.entry("/extra", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi and more"),
            Map.entry("/head", "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"));

    private final ServerSocket listener;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "torture-server");
        thread.setDaemon(true);
        return thread;
    });
    private int next;

    TortureServer() throws IOException {
        listener = new ServerSocket(0, 1000, InetAddress.getByAddress(new byte[4]));
        threads.execute(this::acceptAll);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** One of its addresses, another one each time. */
    String nextAddress() {
        next = next % ADDRESSES + 1;
        return "127.0.0." + next;
    }

    private void acceptAll() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                threads.execute(() -> serve(socket));
            } catch (IOException e) {
                // The listener is closed, or the client has gone already.
            }
        }
    }

    private static void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(STALL_MILLIS);
            String path = readPath(socket.getInputStream());
            while (!path.isEmpty() && answer(socket, path)) {
                path = readPath(socket.getInputStream());
            }
        } catch (IOException e) {
            // The client has failed on purpose.
        }
    }

    /** Answers one request, and whether the connection goes on. */
    private static boolean answer(Socket socket, String path) throws IOException {
        OutputStream out = socket.getOutputStream();
        if (path.equals("/stall")) {
            socket.getInputStream().read(); // until the client has enough of it
            return false;
        }
        if (path.equals("/slow")) {
            out.write(ascii("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nsl"));
            LockSupport.parkNanos(1_000_000);
            out.write(ascii("ow"));
            return true;
        }
        out.write(ascii(ANSWERS.getOrDefault(path, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")));
        if (path.equals("/reset")) {
            LockSupport.parkNanos(200_000);
            socket.setSoLinger(true, 0);
        }
        return switch (path) {
            case "/close", "/bigclose", "/keepclose", "/idleclose", "/reset", "/half", "/garbage", "/none" -> false;
            default -> true;
        };
    }

    private static String readPath(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < END.length() || head.indexOf(END, head.length() - END.length()) < 0) {
            int one = in.read();
            if (one < 0) {
                return "";
            }
            head.append((char) one);
            if (head.length() > MOST_HEAD) {
                throw new IOException("no request");
            }
        }
        int begin = head.indexOf(" ") + 1;
        return head.substring(begin, head.indexOf(" ", begin));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        threads.shutdownNow();
    }
}
