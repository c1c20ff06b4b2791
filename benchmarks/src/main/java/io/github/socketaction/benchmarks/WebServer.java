package io.github.socketaction.benchmarks;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One nginx with one worker, on the server's processor, for all clients. It listens on many loopback addresses, so that ten
 * thousand connections, or as many that were closed a moment ago, do not run out of local ports.
 */
final class WebServer {

    private static final int START_SECONDS = 20;
    private static final int PER_ADDRESS = 500;
    private static final int SPREAD = 20;
    private static final int FIRST_IDLE = 101;

    private final Process process;
    private final int port;
    private final int tlsPort;

    private WebServer(Process process, int port, int tlsPort) {
        this.process = process;
        this.port = port;
        this.tlsPort = tlsPort;
    }

    /**
     * Starts it.
     *
     * @param folder an empty one that everybody may read, as the worker gives up root
     * @param certificate for TLS, or null for none
     */
    static WebServer start(Path folder, Cores cores, @Nullable Certificate certificate)
            throws IOException, InterruptedException {
        Path pages = Files.createDirectories(folder.resolve("www"));
        Files.write(pages.resolve("small"), "x".repeat(100).getBytes(StandardCharsets.US_ASCII));
        sparse(pages.resolve("megabyte"), Workload.MEGABYTE);
        sparse(pages.resolve("gigabyte"), Workload.GIGABYTE);
        int port = freePort();
        int tlsPort = certificate == null ? 0 : freePort();
        Path configuration = folder.resolve("nginx.conf");
        Files.writeString(
                configuration,
                WebServerConfiguration.text(folder, port, tlsPort, certificate, addresses(), OpenFiles.limit()));
        Process process = new ProcessBuilder(cores.onServer(
                        List.of(Commands.require("nginx"), "-c", configuration.toString(), "-p", folder.toString())))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("nginx.log").toFile())
                .start();
        WebServer server = new WebServer(process, port, tlsPort);
        server.awaitListening(folder.resolve("nginx.log"));
        return server;
    }

    /** The URLs of a workload's busy connections: about 500 to an address, and many addresses for fresh connections. */
    List<String> busyUrls(Workload workload) {
        int count = workload.isFreshConnections() ? SPREAD : Math.max(1, workload.connections() / PER_ADDRESS);
        return urls(workload, 1, count);
    }

    /** The URLs of a workload's idle connections, at other addresses. */
    List<String> idleUrls(Workload workload) {
        return urls(workload, FIRST_IDLE, SPREAD);
    }

    /** Ends it. */
    void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(START_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    private List<String> urls(Workload workload, int first, int count) {
        List<String> urls = new ArrayList<>();
        String scheme = workload.isTls() ? "https" : "http";
        for (int i = 0; i < count; i++) {
            urls.add(scheme + "://127.0.0." + (first + i) + ":" + (workload.isTls() ? tlsPort : port) + "/"
                    + workload.path());
        }
        return urls;
    }

    /** All addresses that it listens on. */
    static List<String> addresses() {
        List<String> addresses = new ArrayList<>();
        for (int i = 0; i < SPREAD; i++) {
            addresses.add("127.0.0." + (1 + i));
            addresses.add("127.0.0." + (FIRST_IDLE + i));
        }
        return addresses;
    }

    private void awaitListening(Path log) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!accepts()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                close();
                throw new IOException("nginx did not start listening on port " + port + ": " + Files.readString(log));
            }
            Thread.sleep(10); // nginx does not say when it has begun to listen
        }
    }

    private boolean accepts() {
        try (Socket socket = new Socket()) {
            InetAddress first = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            socket.connect(new InetSocketAddress(first, port), 1_000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static void sparse(Path file, long length) throws IOException {
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(length);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
