package io.github.socketaction.nio;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.socketaction.testkit.TestIdentity;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * {@code openssl s_server}, for what servers do rarely: the test types what it says, and its commands, which are single
 * letters. Where openssl is not installed the test is aborted, and says so.
 */
final class OpensslServer implements AutoCloseable {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Process process;
    private final OutputStream typed;
    private final int port;
    private final Path output;

    private OpensslServer(Process process, int port, Path output) {
        this.process = process;
        this.typed = process.getOutputStream();
        this.port = port;
        this.output = output;
    }

    /** Starts one for 127.0.0.1, with more arguments. */
    static OpensslServer start(Path folder, TestIdentity identity, String... more) throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Path output = folder.resolve("openssl.log");
        List<String> command = new ArrayList<>(List.of("openssl", "s_server", "-accept", "127.0.0.1:" + port));
        command.addAll(List.of(
                "-cert",
                Files.writeString(folder.resolve("s.pem"), identity.chainPem()).toString()));
        command.addAll(List.of(
                "-key",
                Files.writeString(folder.resolve("s.key"), identity.keyPem()).toString()));
        command.addAll(List.of(more));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            OpensslServer server = new OpensslServer(process, port, output);
            server.await("ACCEPT");
            return server;
        } catch (IOException e) {
            return Assumptions.abort("needs openssl on the PATH (Debian: apt-get install openssl): " + e.getMessage());
        }
    }

    String url() {
        return "https://127.0.0.1:" + port + "/";
    }

    /** Types a text, or a command with a line end. */
    void type(String text) throws IOException {
        typed.write(text.getBytes(ISO_8859_1));
        typed.flush();
    }

    /** Whether it has printed a text, the client's words among it. */
    boolean hasPrinted(String text) throws IOException {
        return Files.readString(output, ISO_8859_1).contains(text);
    }

    private void await(String text) throws IOException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!hasPrinted(text)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                process.destroy();
                throw new IOException("it did not say " + text + ": " + Files.readString(output, ISO_8859_1));
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
