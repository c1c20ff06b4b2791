package io.github.socketaction.nio;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** A proxy that nobody here wrote, on a loopback port; where it is not installed, the test is aborted with that reason. */
final class ProxyProgram implements AutoCloseable {

    static final String USER = "user";
    static final String PASSWORD = "p\u00e4ss word";

    private static final int START_SECONDS = 30;
    private static final List<String> PLACES = List.of("/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin");

    private static final String SQUID = """
            http_port 127.0.0.1:%d
            pid_filename none
            cache deny all
            access_log none
            cache_store_log none
            cache_log %s/output.log
            coredump_dir %s
            shutdown_lifetime 0 seconds
            pinger_enable off
            """;

    private final Process process;
    private final Path folder;
    private final int port;

    private ProxyProgram(Process process, Path folder, int port) {
        this.process = process;
        this.folder = folder;
        this.port = port;
    }

    /** squid, for everybody. */
    static ProxyProgram squid() {
        return squid("http_access allow all\n", null);
    }

    /** squid with Basic authentication. */
    static ProxyProgram squidWithBasic() {
        return squid("""
                auth_param basic program /usr/lib/squid/basic_ncsa_auth FOLDER/users
                auth_param basic utf8 on
                acl known proxy_auth REQUIRED
                http_access allow known
                http_access deny all
                """, USER + ":" + md5(PASSWORD) + "\n");
    }

    /** squid with Digest authentication. */
    static ProxyProgram squidWithDigest() {
        return squid("""
                auth_param digest program /usr/lib/squid/digest_file_auth -c FOLDER/users
                auth_param digest realm proxy
                auth_param digest utf8 on
                acl known proxy_auth REQUIRED
                http_access allow known
                http_access deny all
                """, USER + ":proxy:" + md5(USER + ":proxy:" + PASSWORD) + "\n");
    }

    /** microsocks, which speaks SOCKS5; with or without a login. */
    static ProxyProgram microsocks(boolean wantsLogin) {
        String program = installed("microsocks");
        int port = freePort();
        List<String> command = wantsLogin
                ? List.of(program, "-i", "127.0.0.1", "-p", "" + port, "-u", USER, "-P", PASSWORD)
                : List.of(program, "-i", "127.0.0.1", "-p", "" + port);
        return start(command, newFolder(), port);
    }

    /** Dante, which speaks SOCKS4 and SOCKS5. */
    static ProxyProgram dante() {
        String program = installed("danted", "sockd");
        int port = freePort();
        Path folder = newFolder();
        write(folder.resolve("danted.conf"), """
                logoutput: stderr
                internal: 127.0.0.1 port = %d
                external: lo
                clientmethod: none
                socksmethod: none
                client pass { from: 127.0.0.0/8 to: 0.0.0.0/0 }
                socks pass { from: 127.0.0.0/8 to: 0.0.0.0/0 }
                """.formatted(port));
        return start(
                List.of(
                        program,
                        "-f",
                        folder.resolve("danted.conf").toString(),
                        "-p",
                        folder.resolve("pid").toString()),
                folder,
                port);
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
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

    private static ProxyProgram squid(String access, @Nullable String users) {
        String program = installed("squid");
        int port = freePort();
        Path folder = newFolder();
        if (users != null) {
            write(folder.resolve("users"), users);
        }
        write(
                folder.resolve("squid.conf"),
                SQUID.formatted(port, folder, folder) + access.replace("FOLDER", folder.toString()));
        return start(List.of(program, "-N", "-f", folder.resolve("squid.conf").toString()), folder, port);
    }

    private static ProxyProgram start(List<String> command, Path folder, int port) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("stdout.log").toFile())
                    .start();
            ProxyProgram program = new ProxyProgram(process, folder, port);
            program.awaitListening();
            return program;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitListening() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!accepts()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                String output = Files.readString(folder.resolve("stdout.log"), StandardCharsets.ISO_8859_1);
                close();
                throw new IOException("the proxy did not start listening on port " + port + ": " + output);
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

    private static String installed(String... names) {
        for (String name : names) {
            for (String place : PLACES) {
                if (Files.isExecutable(Path.of(place, name))) {
                    return place + "/" + name;
                }
            }
        }
        return Assumptions.abort(names[0] + " is not installed");
    }

    /** The program may change to a user of its own, who has to read it. */
    private static Path newFolder() {
        try {
            Path folder = Files.createTempDirectory("socketaction-proxy");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String md5(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
