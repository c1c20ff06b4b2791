package io.github.socketaction.posix.torture;

import io.github.socketaction.MultiException;
import io.github.socketaction.posix.Errno;
import io.github.socketaction.socket.Backend;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Runs every scenario once without a fault, and then once for each of its calls, for each error of that call, failing once
 * and failing for ever. A tenth of that, another one each day, unless {@code -Dsocketaction.torture=all}; a given tenth by
 * {@code -Dtorture.share=0} to {@code 9}.
 */
public final class Torture {

    private static final int SHARES = 10;
    private static final int MOST_COMPLAINTS = 20;
    /** Real milliseconds that a run with a fault waits for the server; what comes later only changes the result. */
    private static final long STALL_MILLIS = 25;
    /** Real milliseconds that a run without a fault waits for the server. */
    private static final long REHEARSAL_MILLIS = 200;

    /** What a torture came to. */
    public record Summary(String backend, int scenarios, int points, int runs, String share, List<String> complaints) {

        @Override
        public String toString() {
            return "torture of " + backend + ": " + scenarios + " scenarios, " + points + " points, " + runs
                    + " runs (share " + share + "), " + complaints.size() + " complaints";
        }
    }

    private final String name;
    private final Function<FaultPlan, Backend> backends;
    private final Set<String> complaints = new LinkedHashSet<>();
    private int points;
    private int runs;

    private Torture(String name, Function<FaultPlan, Backend> backends) {
        this.name = name;
        this.backends = backends;
    }

    /**
     * Tortures a backend.
     *
     * @param backends makes one whose system calls go by a plan
     */
    public static Summary of(String name, Function<FaultPlan, Backend> backends) throws IOException {
        return new Torture(name, backends).runAll();
    }

    private Summary runAll() throws IOException {
        boolean all = "all".equals(System.getProperty("socketaction.torture"));
        int share = Integer.getInteger(
                "torture.share", LocalDate.now(ZoneOffset.UTC).getDayOfYear() % SHARES);
        List<Scenario> scenarios = Scenarios.all();
        try (TortureServer server = new TortureServer()) {
            int number = 0;
            for (Scenario scenario : scenarios) {
                for (FaultPlan.Point point : rehearse(scenario, server)) {
                    points++;
                    for (int errno : errnos(point)) {
                        for (boolean forEver : new boolean[] {false, true}) {
                            number++;
                            if (all || shareOf(number) == share) {
                                run(scenario, server, point, errno, forEver);
                            }
                        }
                    }
                }
            }
        }
        String part = all ? "all" : share + " of " + SHARES;
        return new Summary(name, scenarios.size(), points, runs, part, new ArrayList<>(complaints));
    }

    /** Mixed, so that each share has some of everything. */
    private static int shareOf(int number) {
        return ((number * 0x9E37_79B9) >>> 8) % SHARES;
    }

    private static int[] errnos(FaultPlan.Point point) {
        return ErrnoTable.of(point.name())
                .filter(jnr.constants.platform.Errno::defined)
                .mapToInt(jnr.constants.platform.Errno::intValue)
                .toArray();
    }

    /** Without a fault the scenario must come to what is expected of it. */
    private List<FaultPlan.Point> rehearse(Scenario scenario, TortureServer server) {
        String outcome = "";
        // A machine that stands still for a moment lets the stage's clock jump.
        for (int attempt = 0; attempt < 3; attempt++) {
            FaultPlan plan = FaultPlan.none();
            outcome = play(scenario, server, plan, REHEARSAL_MILLIS, scenario.name() + " without a fault");
            if (outcome.equals(scenario.expected())) {
                return plan.calls();
            }
        }
        complain(scenario.name() + " without a fault", "comes to " + outcome + ", not to " + scenario.expected());
        return List.of();
    }

    private void run(Scenario scenario, TortureServer server, FaultPlan.Point point, int errno, boolean forEver) {
        runs++;
        String title = scenario.name() + ", " + point.name() + " " + point.nth() + " fails with " + Errno.name(errno)
                + (forEver ? " for ever" : " once");
        play(scenario, server, FaultPlan.at(point, errno, forEver), STALL_MILLIS, title);
    }

    private String play(Scenario scenario, TortureServer server, FaultPlan plan, long stallMillis, String title) {
        Stage stage = new Stage(server, backends.apply(plan), stallMillis);
        String outcome = "";
        try {
            try {
                scenario.play().on(stage);
                stage.finish().forEach(complaint -> complain(title, complaint));
                outcome = stage.outcome();
            } catch (MultiException | IOException e) {
                // The poller could not be opened: an error with a name, and nothing else to be checked but leaks.
                if (e.getMessage() == null || e.getMessage().isBlank()) {
                    complain(title, "an error without a message: " + e);
                }
            }
            if (!scenario.name().startsWith("close ")) {
                plan.end();
                stage.probe().forEach(complaint -> complain(title, complaint));
            }
            plan.end();
            stage.close();
        } catch (Exception | AssertionError e) {
            complain(title, "throws " + e + " at " + firstFrame(e));
            plan.end();
            closeQuietly(stage);
        }
        plan.leftovers().forEach(complaint -> complain(title, complaint));
        return outcome;
    }

    private static void closeQuietly(Stage stage) {
        try {
            stage.close();
        } catch (RuntimeException e) {
            // What was wrong is in the complaints already.
        }
    }

    private static String firstFrame(Throwable thrown) {
        StackTraceElement[] trace = thrown.getStackTrace();
        return trace.length == 0 ? "?" : trace[0].toString();
    }

    private void complain(String title, String complaint) {
        if (complaints.size() < MOST_COMPLAINTS) {
            complaints.add(title + ": " + complaint);
        }
    }
}
