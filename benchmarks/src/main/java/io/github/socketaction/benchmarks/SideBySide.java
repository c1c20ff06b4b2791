package io.github.socketaction.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The program behind {@code benchmarks/run}. */
public final class SideBySide {

    private static final int OK = 0;
    private static final int BROKEN = 1;
    private static final int USAGE = 2;
    private static final int END_SECONDS = 5;

    private final RunOptions options;
    private final PrintStream out;
    private final PrintStream err;

    private SideBySide(RunOptions options, PrintStream out, PrintStream err) {
        this.options = options;
        this.out = out;
        this.err = err;
    }

    /** Runs the program and ends the process: 0 when every client came to its end, 1 when not, 2 for a wrong call. */
    public static void main(String[] args) throws InterruptedException {
        System.exit(run(
                List.of(args),
                new PrintStream(System.out, true, StandardCharsets.UTF_8),
                new PrintStream(System.err, true, StandardCharsets.UTF_8)));
    }

    static int run(List<String> arguments, PrintStream out, PrintStream err) throws InterruptedException {
        try {
            RunOptions options = RunOptions.parse(arguments);
            if (options.help()) {
                out.print(RunOptions.USAGE);
                return OK;
            }
            return new SideBySide(options, out, err).run();
        } catch (UsageException e) {
            err.println("benchmarks/run: " + e.getMessage());
            err.print(RunOptions.USAGE);
            return USAGE;
        } catch (IOException e) {
            err.println("benchmarks/run: " + e.getMessage());
            return BROKEN;
        }
    }

    private int run() throws IOException, InterruptedException {
        if (!System.getProperty("os.name", "").equals("Linux")) {
            throw new UsageException("needs Linux: processes are pinned to processors and looked at in /proc");
        }
        List<String> missing = Requirements.missing(options);
        if (!missing.isEmpty()) {
            if (!options.install()) {
                throw new IOException("these Debian packages are missing; install them, or call again with --install:\n"
                        + "  apt-get install -y " + String.join(" ", missing));
            }
            Requirements.install(missing);
        }
        // Its worker gives up root, so everybody must be able to read what it serves.
        Path folder = Files.createTempDirectory(
                "socketaction-benchmarks",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Thread cleanUp = new Thread(() -> cleanUp(folder), "clean-up");
        Runtime.getRuntime().addShutdownHook(cleanUp); // for a run that is interrupted
        try {
            Laboratory laboratory = Laboratory.open(folder, options, sources());
            int code = compare(laboratory);
            laboratory.close();
            return code;
        } finally {
            Runtime.getRuntime().removeShutdownHook(cleanUp);
            cleanUp(folder);
        }
    }

    private int compare(Laboratory laboratory) throws InterruptedException {
        boolean broken = false;
        if (!options.json()) {
            Surroundings.describe(options, laboratory.cores()).forEach(out::println);
        }
        for (Workload workload : options.workloads()) {
            Outcome outcome = new Comparison(laboratory, options, workload, err::println, this::result).run();
            broken |= outcome.isBroken();
            if (!options.json()) {
                out.println();
                out.print(new ResultTable(outcome).text());
            }
        }
        return broken ? BROKEN : OK;
    }

    private void result(Sample sample) {
        if (options.json()) {
            out.println(sample.json());
        }
    }

    /** The folder of the C client, which the script knows. */
    private static Path sources() {
        return Path.of(System.getProperty("benchmarks.c", "benchmarks/src/main/c"));
    }

    /** What was started here does not go on without us, and what was written is of no use any more. */
    private static void cleanUp(Path folder) {
        List<ProcessHandle> children = ProcessHandle.current().descendants().toList();
        children.forEach(ProcessHandle::destroy);
        for (ProcessHandle child : children) {
            child.onExit()
                    .completeOnTimeout(child, END_SECONDS, TimeUnit.SECONDS)
                    .join();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            System.getLogger(SideBySide.class.getName()).log(System.Logger.Level.WARNING, "cannot delete " + folder, e);
        }
    }
}
