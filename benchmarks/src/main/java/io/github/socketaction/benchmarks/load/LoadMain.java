package io.github.socketaction.benchmarks.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A client process. Arguments: the name of the client, then {@link LoadSettings}. Lines on stdin, each answered by one on
 * stdout:
 *
 * <ul>
 *   <li>{@code warm REQUESTS SECONDS}: runs until so many requests ended and the cost of one is steady, for at most so many
 *       seconds; answers {@code warm N STEADY}
 *   <li>{@code run WARM SECONDS}: opens the client afresh, runs it {@code WARM} seconds, measures {@code SECONDS} seconds,
 *       closes it; answers {@code result key=value ...}
 *   <li>{@code quit}: ends; so does the end of stdin
 * </ul>
 *
 * A failure is answered by {@code error} and its text, and ends the process.
 */
public final class LoadMain {

    private LoadMain() {}

    /** Runs the client. */
    public static void main(String[] args) throws IOException {
        PrintStream out = System.out;
        try {
            LoadSettings settings =
                    LoadSettings.parse(args[0], Arrays.asList(args).subList(1, args.length));
            Tally tally = new Tally(settings.kind());
            obey(new LoadRun(settings, tally, Loads.make(settings, tally)), out);
        } catch (Throwable failure) { // whatever it is, who waits for the answer must hear of it
            out.println("error " + String.valueOf(failure).replace('\n', ' '));
            failure.printStackTrace();
            out.flush();
            Runtime.getRuntime().halt(1); // threads of the client may still be at work
        }
        Runtime.getRuntime().halt(0);
    }

    private static void obey(LoadRun run, PrintStream out) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null && !line.equals("quit"); line = in.readLine()) {
            String[] words = line.split(" ", -1);
            double first = Double.parseDouble(words[1]);
            double second = Double.parseDouble(words[2]);
            out.println(
                    switch (words[0]) {
                        case "warm" -> run.warm((long) first, second);
                        case "run" -> run.measure(first, second).line();
                        default -> throw new IllegalArgumentException("unknown command " + line);
                    });
            out.flush();
        }
    }
}
