package io.github.socketaction.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * A real nginx on a loopback port, serving a folder of its own, for the tests that want a server which nobody here wrote.
 * Where nginx is not installed the test is aborted, and says so.
 */
public final class NginxServer implements AutoCloseable {

    private static final int START_SECONDS = 20;

    private static final String CONFIGURATION = """
            daemon off;
            worker_processes 1;
            worker_rlimit_nofile 20000;
            pid %1$s/nginx.pid;
            error_log %1$s/error.log;
            events { worker_connections 12000; }
            http {
              access_log off;
              client_body_temp_path %1$s/body;
              proxy_temp_path %1$s/proxy;
              fastcgi_temp_path %1$s/fastcgi;
              uwsgi_temp_path %1$s/uwsgi;
              scgi_temp_path %1$s/scgi;
              keepalive_requests 100000000;
              keepalive_timeout 300s;
              server { listen 127.0.0.1:%2$d%3$s backlog=8192; root %1$s/www; %4$s }
            }
            """;

    private final Process process;
    private final Path folder;
    private final int port;
    private final String scheme;

    private NginxServer(Process process, Path folder, int port, String scheme) {
        this.process = process;
        this.folder = folder;
        this.port = port;
        this.scheme = scheme;
    }

    /** Starts one, or aborts the test when there is no nginx to start. */
    public static NginxServer start() {
        return start("http", (folder, directives) -> {});
    }

    /**
     * Starts one that speaks TLS, or aborts the test when there is no nginx to start.
     *
     * @param server whose certificate it shows, which should be for 127.0.0.1
     * @param protocols the versions that it speaks, as {@code TLSv1.2 TLSv1.3}
     * @param clients the authority of the clients that it serves, or null for serving everybody
     */
    public static NginxServer startTls(TestIdentity server, String protocols, @Nullable TestIdentity clients) {
        return start("https", (folder, directives) -> {
            Files.writeString(folder.resolve("server.pem"), server.chainPem());
            Files.writeString(folder.resolve("key.pem"), server.keyPem());
            directives
                    .append("ssl_certificate server.pem; ssl_certificate_key key.pem; ssl_protocols ")
                    .append(protocols)
                    .append("; ssl_session_cache shared:tests:1m;");
            if (clients != null) {
                Files.writeString(folder.resolve("clients.pem"), clients.certificatePem());
                directives.append(" ssl_verify_client on; ssl_client_certificate clients.pem;");
            }
        });
    }

    private static NginxServer start(String scheme, Setup setup) {
        String program = find();
        Assumptions.assumeTrue(program != null, "needs nginx on the PATH (Debian: apt-get install nginx-light)");
        try {
            // Workers give up root, so everybody must be able to read what they serve.
            Path folder = Files.createTempDirectory(
                    "nginx", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
            Files.createDirectory(folder.resolve("www"));
            int port = freePort();
            Path configuration = folder.resolve("nginx.conf");
            StringBuilder directives = new StringBuilder();
            setup.prepare(folder, directives);
            String ssl = scheme.equals("https") ? " ssl" : "";
            Files.writeString(configuration, CONFIGURATION.formatted(folder, port, ssl, directives));
            Process process = new ProcessBuilder(program, "-c", configuration.toString(), "-p", folder.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("output.log").toFile())
                    .start();
            NginxServer server = new NginxServer(process, folder, port, scheme);
            server.awaitListening();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts a file into the served folder. */
    public NginxServer serve(String name, byte[] content) {
        try {
            Path file = folder.resolve("www").resolve(name);
            Files.write(file, content);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The URL of a served file. */
    public String url(String name) {
        return scheme + "://127.0.0.1:" + port + "/" + name;
    }

    /** Stops it and deletes its folder. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(START_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts files into the folder and directives into the server's configuration. */
    @FunctionalInterface
    private interface Setup {
        void prepare(Path folder, StringBuilder directives) throws IOException;
    }

    private void awaitListening() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!accepts()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                String output = Files.readString(folder.resolve("output.log"));
                close();
                throw new IOException("nginx did not start listening on port " + port + ": " + output);
            }
            Thread.onSpinWait();
        }
    }

    private boolean accepts() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static @Nullable String find() {
        String path = System.getenv("PATH") == null ? "" : System.getenv("PATH");
        for (String place : (path + ":/usr/sbin:/usr/local/sbin").split(":", -1)) {
            Path program = Path.of(place, "nginx");
            if (Files.isExecutable(program)) {
                return program.toString();
            }
        }
        return null;
    }
}
