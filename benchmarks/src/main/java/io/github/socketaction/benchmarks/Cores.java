package io.github.socketaction.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Which processor serves and which one asks.
 *
 * @param client number of the client's, or -1 when there is only one processor, so that nothing can be pinned
 * @param server number of the server's, or -1
 */
record Cores(int client, int server) {

    private static final String ALLOWED = "Cpus_allowed_list:";

    /** The first two processors that this process may use. */
    static Cores ofThisProcess() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith(ALLOWED)) {
                return of(line.substring(ALLOWED.length()).trim());
            }
        }
        throw new IOException("no line " + ALLOWED + " in /proc/self/status");
    }

    /** The first two of a list such as {@code 0-3,8}. */
    static Cores of(String list) {
        List<Integer> numbers = new ArrayList<>();
        for (String range : list.split(",", -1)) {
            String[] ends = range.split("-", -1);
            for (int i = Integer.parseInt(ends[0]); i <= Integer.parseInt(ends[ends.length - 1]); i++) {
                numbers.add(i);
            }
        }
        return numbers.size() < 2 ? new Cores(-1, -1) : new Cores(numbers.get(0), numbers.get(1));
    }

    /** A command that runs on the client's processor. */
    List<String> onClient(List<String> command) {
        return client < 0 ? command : pinned(Integer.toString(client), command);
    }

    /** A command that runs on both. */
    List<String> onBoth(List<String> command) {
        return client < 0 ? command : pinned(client + "," + server, command);
    }

    /** A command that runs on the server's processor. */
    List<String> onServer(List<String> command) {
        return server < 0 ? command : pinned(Integer.toString(server), command);
    }

    /** Moves this process, too, to the server's processor. */
    void leaveClientAlone() throws IOException, InterruptedException {
        if (server >= 0) {
            String self = Long.toString(ProcessHandle.current().pid());
            Commands.output(List.of("taskset", "-acp", Integer.toString(server), self));
        }
    }

    private static List<String> pinned(String processors, List<String> command) {
        List<String> pinned = new ArrayList<>(List.of("taskset", "-c", processors));
        pinned.addAll(command);
        return pinned;
    }
}
