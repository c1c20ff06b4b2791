package io.github.socketaction.backends;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.socket.Backend;
import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.Poller;
import io.github.socketaction.socket.SocketEvents;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Random operations on a few connections of one backend, with a look at what is ready after every few of them. */
final class ReadinessScript implements AutoCloseable {

    private static final int MOST_LINKS = 24;
    private static final long PATIENCE_NANOS = 10_000_000_000L;
    private static final long WAIT_NANOS = 1_000_000;

    private final long seed;
    private final Random random;
    private final Backend backend;
    private final ServerSocket server;
    private final Poller poller;
    private final List<ScriptedLink> links = new ArrayList<>();
    private final List<String> sets = new ArrayList<>();
    private final List<String> recent = new ArrayList<>();
    private long lastId;

    ReadinessScript(long seed, Backend backend, ServerSocket server) throws IOException {
        this.seed = seed;
        this.random = new Random(seed);
        this.backend = backend;
        this.server = server;
        this.poller = backend.openPoller();
    }

    /** Runs so many operations, and gives each set that was compared with the model's: socket by event bits. */
    List<String> run(int operations) throws IOException {
        for (int i = 0; i < operations; i++) {
            if (links.isEmpty() || (links.size() < MOST_LINKS && random.nextInt(20) == 0)) {
                lastId++;
                links.add(ScriptedLink.open(lastId, backend, server));
            } else {
                operate(links.get(random.nextInt(links.size())));
            }
            if (random.nextInt(3) == 0) {
                compare(i);
            }
        }
        return sets;
    }

    private void operate(ScriptedLink link) throws IOException {
        int dice = random.nextInt(200);
        int count = 1 + random.nextInt(500);
        recent.add(link.socket.id() + ":" + dice);
        if (dice < 70) {
            announce(link, PollAction.ofInterest(1 + random.nextInt(3)));
        } else if (dice < 85) {
            announce(link, PollAction.NONE);
        } else if (dice < 95) {
            announce(link, PollAction.REMOVE);
        } else if (dice < 130) {
            link.peerWrites(count);
        } else if (link.isConnecting()) {
            link.finishConnect();
        } else if (dice < 165) {
            link.read(count);
        } else if (dice < 180) {
            link.write(count);
        } else if (dice < 183) {
            link.fill();
        } else if (dice < 190) {
            link.drain();
        } else if (dice < 192) {
            link.peerEnds();
        } else if (dice < 194) {
            link.peerResets();
        } else {
            close(link, dice % 2 == 0);
        }
    }

    private void announce(ScriptedLink link, PollAction action) {
        if (action != PollAction.REMOVE || link.announced() != PollAction.REMOVE) {
            poller.onSocket(link.socket, link.announce(action), null);
        }
    }

    private void close(ScriptedLink link, boolean removeFirst) throws IOException {
        links.remove(link);
        if (removeFirst) {
            announce(link, PollAction.REMOVE);
        }
        link.close();
        announce(link, PollAction.REMOVE);
    }

    /** Polls until all that the model has is reported. What the model has not must not be reported at all. */
    private void compare(int operation) throws IOException {
        Map<Long, Integer> expected = new TreeMap<>();
        for (ScriptedLink link : links) {
            if (link.expected() != 0) {
                expected.put(link.socket.id(), link.expected());
            }
        }
        Map<Long, Integer> seen = new TreeMap<>();
        String what = backend.name() + ", seed " + seed + ", operation " + operation + " after " + recent;
        long end = System.nanoTime() + PATIENCE_NANOS;
        do {
            poller.poll(seen.equals(expected) ? 0 : WAIT_NANOS, (socket, events) -> {
                ScriptedLink link = link(socket.id(), what);
                int bits = events & ~SocketEvents.ERR;
                assertThat(bits & ~link.expected())
                        .as("%s: excess for %d", what, socket.id())
                        .isZero();
                assertThat(bits == events || link.mayReportError())
                        .as("%s: error", what)
                        .isTrue();
                seen.merge(socket.id(), bits, (before, more) -> before | more);
            });
        } while (!seen.equals(expected) && System.nanoTime() < end);
        assertThat(seen).as(what).isEqualTo(expected);
        sets.add(seen.toString());
        recent.clear();
    }

    private ScriptedLink link(long id, String what) {
        for (ScriptedLink link : links) {
            if (link.socket.id() == id) {
                return link;
            }
        }
        throw new AssertionError(what + ": socket " + id + " is closed");
    }

    @Override
    public void close() throws IOException {
        poller.close();
        for (ScriptedLink link : links) {
            link.close();
        }
    }
}
