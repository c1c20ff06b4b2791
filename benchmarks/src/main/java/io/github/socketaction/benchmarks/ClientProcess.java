package io.github.socketaction.benchmarks;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client that runs and is driven by lines. */
final class ClientProcess {

    private static final int EXIT_SECONDS = 10;
    private static final int SAID_LINES = 6;
    private static final String END = "";

    private final Process process;
    private final BufferedWriter commands;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final Path errors;

    private ClientProcess(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        commands = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    }

    /**
     * Starts a client.
     *
     * @param errors takes what it writes to stderr
     */
    static ClientProcess start(List<String> command, Path errors) throws IOException {
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        ClientProcess client = new ClientProcess(process, errors);
        Thread reader = new Thread(client::read, "answers-of-" + process.pid());
        reader.setDaemon(true);
        reader.start();
        return client;
    }

    /** Sends a command and waits for its answer. */
    String ask(String command, double seconds) throws IOException, InterruptedException {
        commands.write(command);
        commands.newLine();
        commands.flush();
        String answer = answers.poll((long) (seconds * 1_000), TimeUnit.MILLISECONDS);
        if (answer == null) {
            throw new IOException(
                    String.format(Locale.ROOT, "no answer to '%s' within %.0f s", command, seconds) + lastWords());
        }
        if (answer.equals(END)) {
            throw new IOException("the client ended without an answer to '" + command + "'" + lastWords());
        }
        if (answer.startsWith("error ")) {
            throw new IOException(answer.substring("error ".length()) + lastWords());
        }
        return answer;
    }

    /** Ends it. */
    void close() throws InterruptedException {
        try {
            commands.write("quit\n");
            commands.close();
        } catch (IOException gone) {
            // it has ended already, which is what is wanted
        }
        if (!process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    /** Ends it at once. */
    void kill() {
        process.destroyForcibly();
    }

    private void read() {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                answers.add(line);
            }
        } catch (IOException e) {
            answers.add("error cannot read the client's answers: " + e.getMessage());
        }
        answers.add(END);
    }

    /** What it said on stderr last, after a semicolon, or nothing. */
    String lastWords() {
        try {
            List<String> lines = Files.readAllLines(errors).stream()
                    .filter(line -> !line.startsWith("\tat ") && !line.startsWith("SLF4J:"))
                    .toList();
            return lines.isEmpty()
                    ? ""
                    : "; its last words: "
                            + String.join(" | ", lines.subList(Math.max(0, lines.size() - SAID_LINES), lines.size()));
        } catch (IOException e) {
            return "; its stderr cannot be read: " + e.getMessage();
        }
    }
}
