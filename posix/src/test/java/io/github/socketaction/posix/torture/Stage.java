package io.github.socketaction.posix.torture;

import io.github.socketaction.EventLoop;
import io.github.socketaction.MultiException;
import io.github.socketaction.MultiOptions;
import io.github.socketaction.socket.Backend;
import io.github.socketaction.transfer.BodyCallback;
import io.github.socketaction.transfer.Flow;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.Transfer;
import io.github.socketaction.transfer.TransferOptions;
import io.github.socketaction.transfer.TransferResult;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One run of a scenario: a loop over a backend that may fail, with a clock of its own, which jumps to the next deadline
 * when nothing moves any more. So nothing is waited for that does not come.
 */
final class Stage {

    /** How long a loop is turned that waits for nothing, such as one of a paused transfer, in real milliseconds. */
    private static final long REST_MILLIS = 3;
    /** How long to wait for the server once nothing fails any more, in real milliseconds. */
    private static final long PROBE_MILLIS = 5_000;
    /** Turns of the loop without a byte or an end, after which the clock jumps. */
    private static final int IDLE_TURNS = 40;
    /** Turns of the loop after which it counts as hanging. */
    private static final int MOST_TURNS = 5_000;

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final TortureServer server;
    private final String address;
    private final Backend backend;
    private final Map<Transfer, Integer> completions = new LinkedHashMap<>();
    private final Set<Transfer> removed = new HashSet<>();
    private final List<String> complaints = new ArrayList<>();
    private MultiOptions.Builder options = MultiOptions.builder();
    private @Nullable EventLoop loop;
    private long nanos = 1;
    private int idleTurns;
    private long progress;
    private int turns;
    private long stallMillis;

    /**
     * A stage.
     *
     * @param stallMillis how long to wait for the server, in real milliseconds, before the clock jumps
     */
    Stage(TortureServer server, Backend backend, long stallMillis) {
        this.stallMillis = stallMillis;
        this.server = server;
        this.address = server.nextAddress();
        this.backend = backend;
    }

    Backend backend() {
        return backend;
    }

    /** The address that the server listens at. */
    String address() {
        return address;
    }

    /** Sets options of the multi; before anything else. */
    void options(Consumer<MultiOptions.Builder> change) {
        change.accept(options);
    }

    EventLoop loop() {
        EventLoop current = loop;
        if (current == null) {
            current = new EventLoop(backend, options.clock(() -> nanos).build());
            loop = current;
        }
        return current;
    }

    String url(String path) {
        return "http://" + address + ":" + server.port() + path;
    }

    Transfer add(String path) {
        return add(path, builder -> {});
    }

    Transfer add(String path, Consumer<TransferOptions.Builder> change) {
        return addUrl(url(path), change);
    }

    Transfer addUrl(String url, Consumer<TransferOptions.Builder> change) {
        TransferOptions.Builder builder = TransferOptions.builder(url)
                .totalTimeout(LIMIT)
                .onHeader((transfer, line) -> {
                    progress++;
                    return Flow.CONTINUE;
                })
                .onBody((transfer, body) -> {
                    progress++;
                    return BodyCallback.DISCARD.onBody(transfer, body);
                });
        change.accept(builder);
        Transfer added = loop().multi().add(builder.onDone(this::completed).build());
        completions.putIfAbsent(added, 0);
        return added;
    }

    private void completed(Transfer transfer) {
        progress++;
        completions.merge(transfer, 1, Integer::sum);
    }

    void remove(Transfer transfer) {
        removed.add(transfer);
        loop().multi().remove(transfer);
    }

    /** Turns the loop until nothing runs. */
    void run() {
        while (loop().multi().running() > 0) {
            turn();
        }
        turn();
    }

    /** Turns the loop so many times, or fewer when nothing runs any more. The clock stands still. */
    void turns(int count) {
        for (int i = 0; i < count && loop().multi().running() > 0; i++) {
            turn(REST_MILLIS);
        }
    }

    /** Performs and polls once; the clock jumps if it has to. */
    void turn() {
        if (++turns > MOST_TURNS) {
            throw new AssertionError("hangs: " + loop().multi().counts());
        }
        long before = progress;
        boolean isQuiet = turn(stallMillis);
        idleTurns = progress == before ? idleTurns + 1 : 0;
        if (isQuiet || idleTurns > IDLE_TURNS) {
            idleTurns = 0;
            jump();
        }
    }

    private boolean turn(long millis) {
        try {
            return loop().perform() > 0 && loop().poll(millis) == 0;
        } catch (MultiException | UncheckedIOException e) {
            complainIfBlank(e.getMessage());
            return false;
        }
    }

    private void jump() {
        long millis = loop().multi().timeout();
        nanos += Math.max(millis, 0) * 1_000_000;
    }

    private void complainIfBlank(@Nullable String message) {
        if (message == null || message.isBlank()) {
            complaints.add("an error without a message");
        }
    }

    /** What the transfers came to. */
    String outcome() {
        return completions.keySet().stream()
                .map(transfer -> {
                    TransferResult result = transfer.result();
                    return result == null ? "-" : result.code().name();
                })
                .collect(Collectors.joining(" "));
    }

    /** Ends everything that still runs, and says what is wrong with it. */
    List<String> finish() {
        if (loop == null) {
            return complaints;
        }
        run();
        int messages = 0;
        while (loop().multi().infoRead() != null) {
            messages++;
        }
        int expectedMessages = 0;
        for (Map.Entry<Transfer, Integer> each : completions.entrySet()) {
            boolean isRemoved = removed.contains(each.getKey());
            expectedMessages += isRemoved ? 0 : 1;
            check(each.getKey(), each.getValue(), isRemoved);
        }
        if (messages != expectedMessages) {
            complaints.add(messages + " messages of " + expectedMessages + " transfers");
        }
        return complaints;
    }

    private void check(Transfer transfer, int times, boolean isRemoved) {
        if (times > 1 || (times == 0 && !isRemoved)) {
            complaints.add("transfer " + transfer.id() + " completed " + times + " times");
        }
        TransferResult result = transfer.result();
        if (result != null && !result.isOk()) {
            complainIfBlank(result.message());
        }
    }

    /** Whether a simple transfer works, now that nothing fails any more; says what is wrong. */
    List<String> probe() {
        turns = 0;
        stallMillis = PROBE_MILLIS;
        Transfer probe = add("/ok");
        // An idle connection that was damaged may be found out by the first transfer over it.
        run();
        TransferResult result = probe.result();
        if (result == null || !result.isOk()) {
            Transfer second = add("/ok");
            run();
            TransferResult again = second.result();
            if (again == null || again.code() != ResultCode.OK) {
                complaints.add("afterwards nothing works: " + result + ", then " + again);
            }
        }
        return complaints;
    }

    void close() {
        EventLoop closing = loop;
        loop = null;
        if (closing != null) {
            closing.close();
        }
    }
}
