package io.github.socketaction.backends;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.socketaction.Multi;
import io.github.socketaction.backends.DrivenScript.Ending;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.transfer.Flow;
import io.github.socketaction.transfer.RequestBody;
import io.github.socketaction.transfer.Transfer;
import io.github.socketaction.transfer.TransferOptions;
import io.github.socketaction.transfer.TransferResult;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;

/** The application of many scripts, in real time; whoever drives the multi is elsewhere. */
final class DrivenWorld {

    private static final long PATIENCE_NANOS = 30_000_000_000L;
    private static final long PAUSE_NANOS = 1_500_000;
    private static final Duration STALL_LIMIT = Duration.ofMillis(60);

    /** What can be seen of one transfer. A message's text is the system's, so only the code is compared. */
    record Outcome(String result, int status, List<String> headerLines, String body, String received, int messages) {

        /** Short: a body may be long. */
        @Override
        public String toString() {
            return result + ", status " + status + ", lines " + headerLines + ", body of " + body.length()
                    + " bytes, request of " + received.length() + " bytes, messages " + messages;
        }
    }

    private record Unpause(long at, Transfer transfer) {}

    private final List<DrivenScript> scripts;
    private final DrivenServer server;
    private final long begin = System.nanoTime();
    private final List<Recording> recordings = new ArrayList<>();
    private final List<Transfer> transfers = new ArrayList<>();
    private final Map<Transfer, Integer> messages = new HashMap<>();
    private final Queue<Unpause> unpauses = new ArrayDeque<>(); // each pause is as long as the others
    private int pauses;

    DrivenWorld(List<DrivenScript> scripts, DrivenServer server) {
        this.scripts = scripts;
        this.server = server;
        scripts.forEach(script -> recordings.add(recording(script)));
    }

    void addAll(Multi multi) {
        recordings.forEach(recording -> transfers.add(multi.add(recording.options())));
    }

    /** The application's work between two waits: unpauses what is due and reads messages. */
    void work(Multi multi) {
        if (elapsed() > PATIENCE_NANOS) {
            throw new AssertionError("these transfers do not end: "
                    + multi.transfers().stream()
                            .filter(transfer -> !transfer.isDone())
                            .toList());
        }
        while (!unpauses.isEmpty() && unpauses.peek().at <= elapsed()) {
            unpauses.remove().transfer.unpause();
        }
        for (Transfer done = multi.infoRead(); done != null; done = multi.infoRead()) {
            messages.merge(done, 1, Integer::sum);
        }
    }

    /** Nanoseconds until the application has to do something by itself, or the given ones if that is sooner; -1 is never. */
    long limit(long nanos) {
        Unpause next = unpauses.peek();
        long own = next == null ? PATIENCE_NANOS : Math.max(0, next.at - elapsed());
        return nanos < 0 ? own : Math.min(nanos, own);
    }

    /** Nanoseconds since the beginning. */
    long elapsed() {
        return System.nanoTime() - begin;
    }

    int pauses() {
        return pauses;
    }

    List<Outcome> outcomes() {
        List<Outcome> outcomes = new ArrayList<>();
        for (DrivenScript script : scripts) {
            Recording recording = recordings.get(script.id());
            Transfer transfer = transfers.get(script.id());
            TransferResult result = transfer.result();
            boolean mayBeSent = script.ending() == Ending.STALL; // depends on when it got a connection
            outcomes.add(new Outcome(
                    recording.completions() + " " + (result == null ? "none" : result.code()),
                    transfer.info().status(),
                    List.copyOf(recording.headerLines()),
                    recording.bodyText(),
                    mayBeSent ? "" : server.received(script.id()),
                    messages.getOrDefault(transfer, 0)));
        }
        return outcomes;
    }

    private Recording recording(DrivenScript script) {
        TransferOptions.Builder options =
                TransferOptions.builder(server.url(script)).method(script.method());
        if (script.ending() == Ending.STALL) {
            options.totalTimeout(STALL_LIMIT);
        }
        if (!script.upload().isEmpty()) {
            Upload upload = new Upload(script);
            options.upload(upload::give, script.isSized() ? script.upload().length() : RequestBody.UNKNOWN_LENGTH);
        }
        int[] taken = {0};
        return new Recording(options.build()).onBody((transfer, body) -> {
            int pauseAt = script.pauseAt();
            if (pauseAt < taken[0] || pauseAt >= taken[0] + body.remaining()) {
                taken[0] += body.remaining();
                body.position(body.limit());
                return Flow.CONTINUE;
            }
            body.position(body.position() + pauseAt - taken[0] + 1);
            taken[0] = pauseAt + 1;
            return pause(transfer);
        });
    }

    private Flow pause(Transfer transfer) {
        pauses++;
        unpauses.add(new Unpause(elapsed() + PAUSE_NANOS, transfer));
        return Flow.PAUSE;
    }

    /** A request body in pieces, with a pause now and then. */
    private final class Upload {

        private final DrivenScript script;
        private final Random random;
        private int given;

        Upload(DrivenScript script) {
            this.script = script;
            random = new Random(script.seed() + 1);
        }

        Flow give(Transfer transfer, ByteBuffer target) {
            if (random.nextInt(8) == 0) {
                return pause(transfer);
            }
            int left = script.upload().length() - given;
            int count = Math.min(Math.min(left, target.remaining()), 1 + random.nextInt(left > 5_000 ? 100_000 : 400));
            target.put(script.upload().substring(given, given + count).getBytes(ISO_8859_1));
            given += count;
            return Flow.CONTINUE;
        }
    }
}
