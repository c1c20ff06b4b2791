package io.github.socketaction.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * A program that nobody here wrote, serving at a loopback port from a folder of its own: its files are written, it is
 * started and waited for, and stopped by {@link #close()}. Where it is not installed the test is aborted, and says so.
 *
 * <p>Its text ends with what the program has logged, so that an assertion described with it shows that when it fails.
 */
public final class ServerProgram implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 30;
    private static final int SHOWN_CHARS = 4_000;
    private static final String OUTPUT = "output.log";

    /** Where servers are installed beside the PATH, which lacks these for everybody but root. */
    private static final String MORE_PLACES = ":/usr/sbin:/usr/local/sbin";

    private final String program;
    private final Path folder;
    private final int port;
    private @Nullable Process process;

    private ServerProgram(String program, Path folder, int port) {
        this.program = program;
        this.folder = folder;
        this.port = port;
    }

    /**
     * Finds a program and gives it a folder and a port; aborts the test when it is not installed.
     *
     * @param debianPackage what to install, for the reason given then
     * @param names of the executable file; the first one found is taken
     */
    public static ServerProgram find(String debianPackage, String... names) {
        for (String name : names) {
            for (String place : (System.getenv("PATH") + MORE_PLACES).split(":", -1)) {
                if (Files.isExecutable(Path.of(place, name))) {
                    return new ServerProgram(place + "/" + name, newFolder(), freePort());
                }
            }
        }
        return Assumptions.abort("needs " + names[0] + " (Debian: apt-get install " + debianPackage + ")");
    }

    /** Its folder, which everybody may write to: such programs often change to a user of their own. */
    public Path folder() {
        return folder;
    }

    /** The port at 127.0.0.1 that it is to listen at. */
    public int port() {
        return port;
    }

    /** Writes a file into its folder, readable for everybody. */
    public Path write(String name, String text) {
        return write(name, text.getBytes(UTF_8));
    }

    /** Writes a file into its folder, readable for everybody. */
    public Path write(String name, byte[] content) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, content);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it in the foreground and waits until it listens. */
    public ServerProgram start(String... arguments) {
        launch(arguments);
        await("listen at port " + port, this::accepts);
        return this;
    }

    /** Starts it in the foreground and waits until it has printed a text: for one that serves a single client at a time. */
    public ServerProgram startUntilPrinted(String text, String... arguments) {
        launch(arguments);
        await("print " + text, () -> output().contains(text));
        return this;
    }

    /** Types something into it. */
    public void type(String text) {
        try {
            OutputStream input = running().getOutputStream();
            input.write(text.getBytes(ISO_8859_1));
            input.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(this + " takes no input", e);
        }
    }

    /** What it has printed so far, a char for each byte. */
    public String output() {
        return read(OUTPUT);
    }

    /** What a file in its folder holds now, a char for each byte. */
    public String read(String name) {
        try {
            return Files.readString(folder.resolve(name), ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its name, its port, and the ends of what it has printed and written to files called {@code .log}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(program).append(" at port ").append(port);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path log : files.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .toList()) {
                String content = read(log.toString());
                text.append("; ").append(log.getFileName()).append(": ");
                text.append(content.substring(Math.max(0, content.length() - SHOWN_CHARS)));
            }
        } catch (IOException | UncheckedIOException e) {
            text.append("; its logs cannot be read: ").append(e.getMessage());
        }
        return text.toString();
    }

    /** Stops it with everything it has started, and deletes its folder. */
    @Override
    public void close() {
        try {
            if (process != null) {
                stop(process);
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

    private static void stop(Process process) throws InterruptedException {
        List<ProcessHandle> helpers = process.descendants().toList();
        process.destroy();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        helpers.forEach(ProcessHandle::destroy);
    }

    private void launch(String... arguments) {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(List.of(arguments));
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve(OUTPUT).toFile())
                    .start();
        } catch (IOException e) {
            close();
            throw new UncheckedIOException("cannot start " + command, e);
        }
    }

    private void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            if (!running().isAlive() || System.nanoTime() > deadline) {
                String story = toString();
                close();
                throw new IllegalStateException("it did not " + what + ": " + story);
            }
            Thread.onSpinWait();
        }
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException(program + " was not started");
        }
        return process;
    }

    private boolean accepts() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static Path newFolder() {
        try {
            Path folder = Files.createTempDirectory("socketaction-server");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
            return folder;
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
}
