package io.github.socketaction.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTP server on the loopback interface: {@code /N} answers with N bytes, {@code /stall} never. */
final class LocalServer implements AutoCloseable {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();

    LocalServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 128);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    String url(Object path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + path;
    }

    /** As many URLs, each with a body of another length. */
    List<String> urls(int count) {
        List<String> urls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            urls.add(url(i * 1_000));
        }
        return urls;
    }

    /** The most requests that were being answered at the same time. */
    int mostAtOnce() {
        return mostAtOnce.get();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring(1);
        if (path.equals("stall")) {
            return;
        }
        mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        try (exchange;
                OutputStream body = exchange.getResponseBody()) {
            byte[] bytes = new byte[Integer.parseInt(path)];
            exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
            atOnce.decrementAndGet(); // before the client can see the end
            body.write(bytes);
        }
    }
}
