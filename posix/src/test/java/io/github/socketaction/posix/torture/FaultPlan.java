package io.github.socketaction.posix.torture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which call is to fail, which calls there were, and which descriptors are open by them. */
public final class FaultPlan {

    /**
     * A call of a run.
     *
     * @param name the method of the table
     * @param nth which of the calls of that name, from 1 upward
     */
    public record Point(String name, int nth) {}

    /** Calls of one name in one run after which somebody is taken to repeat it without end. */
    private static final int MOST_CALLS = 2_000_000;

    private final @Nullable Point point;
    private final int errno;
    private final boolean forEver;
    private final Map<String, Integer> counts = new HashMap<>();
    private final List<Point> calls = new ArrayList<>();
    private final Set<Integer> open = new HashSet<>();
    private final List<String> violations = new ArrayList<>();
    private boolean ended;

    private FaultPlan(@Nullable Point point, int errno, boolean forEver) {
        this.point = point;
        this.errno = errno;
        this.forEver = forEver;
    }

    /** Nothing fails. */
    public static FaultPlan none() {
        return new FaultPlan(null, 0, false);
    }

    /** One call fails, or that call and all later ones of its name. */
    public static FaultPlan at(Point point, int errno, boolean forEver) {
        return new FaultPlan(point, errno, forEver);
    }

    /** From now on nothing fails any more. */
    public synchronized void end() {
        ended = true;
    }

    /** Counts a call: 0, or the errno that it is to fail with. */
    synchronized int next(String name) {
        int nth = counts.merge(name, 1, Integer::sum);
        if (ended) {
            return 0;
        }
        if (nth > MOST_CALLS) {
            throw new AssertionError("hangs: " + name + " is called again and again");
        }
        if (point == null) {
            calls.add(new Point(name, nth));
            return 0;
        }
        boolean due = name.equals(point.name) && (forEver ? nth >= point.nth : nth == point.nth);
        return due ? errno : 0;
    }

    synchronized void opened(int fd) {
        if (!open.add(fd)) {
            violations.add("descriptor " + fd + " was opened while it is open");
        }
    }

    synchronized void closed(int fd) {
        if (!open.remove(fd)) {
            violations.add("descriptor " + fd + " was closed, which is not open: it may be somebody else's");
        }
    }

    /** All calls until {@link #end} in their order; kept only when nothing is to fail. */
    public synchronized List<Point> calls() {
        return List.copyOf(calls);
    }

    /** How many calls of a name there were. */
    public synchronized int count(String name) {
        return counts.getOrDefault(name, 0);
    }

    /** What is wrong, when everything should be closed. */
    public synchronized List<String> leftovers() {
        List<String> all = new ArrayList<>(violations);
        if (!open.isEmpty()) {
            all.add("descriptors still open: " + open);
        }
        return all;
    }
}
