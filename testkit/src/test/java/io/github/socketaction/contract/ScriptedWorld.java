package io.github.socketaction.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.socketaction.Multi;
import io.github.socketaction.contract.TransferScript.Ending;
import io.github.socketaction.testkit.CheckedMulti;
import io.github.socketaction.testkit.MemoryBackend;
import io.github.socketaction.testkit.MemoryConnection;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.transfer.Flow;
import io.github.socketaction.transfer.RequestBody;
import io.github.socketaction.transfer.Transfer;
import io.github.socketaction.transfer.TransferOptions;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The servers and the application of many {@linkplain TransferScript scripts}; whoever drives the multi is elsewhere. */
final class ScriptedWorld {

    private static final int MAX_STEPS = 100_000;
    private static final Duration LIMIT = Duration.ofSeconds(5);

    /** What can be seen of one transfer. */
    record Outcome(String result, int status, List<String> headerLines, String body, String received, int messages) {}

    /** The calls that an application makes between two waits. */
    record Calls(
            Function<TransferOptions, Transfer> add,
            Consumer<Transfer> unpause,
            Supplier<@Nullable Transfer> infoRead) {

        static Calls of(Multi multi) {
            return new Calls(multi::add, Transfer::unpause, multi::infoRead);
        }

        static Calls of(CheckedMulti multi) {
            return new Calls(multi::add, multi::unpause, multi::infoRead);
        }
    }

    private record Unpause(long at, int order, Transfer transfer) implements Comparable<Unpause> {
        @Override
        public int compareTo(Unpause other) {
            return at != other.at ? Long.compare(at, other.at) : Integer.compare(order, other.order);
        }
    }

    private final MemoryBackend backend;
    private final List<TransferScript> scripts;
    private final List<Recording> recordings = new ArrayList<>();
    private final List<Transfer> transfers = new ArrayList<>();
    private final Map<Integer, String> received = new HashMap<>();
    private final Map<Transfer, Integer> messages = new HashMap<>();
    private final PriorityQueue<Unpause> unpauses = new PriorityQueue<>();
    private int pauses;
    private int steps;

    ScriptedWorld(MemoryBackend backend, List<TransferScript> scripts) {
        this.backend = backend;
        this.scripts = scripts;
        backend.network().latency(Duration.ofNanos(300_000));
        listen(80);
        backend.network()
                .listen(Ip.local(1, TransferScript.UPLOAD_PORT))
                .window(700)
                .onAccept(this::serve);
        for (TransferScript script : scripts) {
            recordings.add(recording(script));
            if (script.ending() == Ending.STALL) {
                listen(TransferScript.FIRST_STALL_PORT + script.id());
            }
        }
    }

    /** Adds every transfer. */
    void addAll(Calls calls) {
        recordings.forEach(recording -> transfers.add(calls.add.apply(recording.options())));
    }

    /** The application's work between two waits: unpauses what is due and reads messages. */
    void work(Calls calls) {
        if (++steps > MAX_STEPS) {
            throw new AssertionError("the transfers do not end: " + transfers);
        }
        while (!unpauses.isEmpty() && unpauses.peek().at <= backend.clock().elapsed()) {
            calls.unpause.accept(unpauses.remove().transfer);
        }
        for (Transfer done = calls.infoRead.get(); done != null; done = calls.infoRead.get()) {
            messages.merge(done, 1, Integer::sum);
        }
    }

    /** Nanoseconds until the application has something to do by itself, or the given ones if that is sooner; -1 is never. */
    long limit(long nanos) {
        if (unpauses.isEmpty()) {
            return nanos;
        }
        long until = Math.max(0, unpauses.peek().at - backend.clock().elapsed());
        return nanos < 0 ? until : Math.min(nanos, until);
    }

    int pauses() {
        return pauses;
    }

    List<Outcome> outcomes() {
        List<Outcome> outcomes = new ArrayList<>();
        for (TransferScript script : scripts) {
            Recording recording = recordings.get(script.id());
            Transfer transfer = transfers.get(script.id());
            String result = String.valueOf(transfer.result()).replaceAll("[0-9]+", "#");
            outcomes.add(new Outcome(
                    recording.completions() + " " + result,
                    transfer.info().status(),
                    List.copyOf(recording.headerLines()),
                    recording.bodyText(),
                    received.getOrDefault(script.id(), ""),
                    messages.getOrDefault(transfer, 0)));
        }
        return outcomes;
    }

    private void listen(int port) {
        backend.network().listen(Ip.local(1, port)).onAccept(this::serve);
    }

    private Recording recording(TransferScript script) {
        TransferOptions.Builder options = TransferOptions.builder(script.url()).method(script.method());
        if (script.ending() == Ending.STALL) {
            options.totalTimeout(LIMIT);
        }
        if (script.isUpload()) {
            long length = script.isSized() ? script.upload().length() : RequestBody.UNKNOWN_LENGTH;
            Upload upload = new Upload(script);
            options.upload(upload::give, length);
        }
        int[] taken = {0};
        return new Recording(options.build()).onBody((transfer, body) -> {
            int pauseAt = script.pauseAt();
            if (pauseAt < taken[0] || pauseAt >= taken[0] + body.remaining()) {
                taken[0] += body.remaining();
                body.position(body.limit());
                return Flow.CONTINUE;
            }
            body.position(body.position() + pauseAt - taken[0]);
            taken[0] = pauseAt + 1;
            body.position(body.position() + 1);
            return pause(transfer, script.seed());
        });
    }

    private Flow pause(Transfer transfer, long seed) {
        pauses++;
        long millis = Math.floorMod(seed, 20);
        unpauses.add(new Unpause(backend.clock().elapsed() + millis * 1_000_000, pauses, transfer));
        return Flow.PAUSE;
    }

    private void serve(MemoryConnection connection) {
        StringBuilder unread = new StringBuilder();
        connection.onData(bytes -> {
            unread.append(new String(bytes, ISO_8859_1));
            int end = endOfRequest(unread);
            if (end > 0) {
                String request = unread.substring(0, end);
                unread.delete(0, end);
                int id = Integer.parseInt(request.substring(request.indexOf('/') + 1, request.indexOf(" HTTP")));
                received.put(id, request);
                answer(connection, scripts.get(id));
            }
        });
    }

    /** Where the first request ends with its body, or 0 if it is not there yet. */
    private static int endOfRequest(StringBuilder bytes) {
        int head = bytes.indexOf("\r\n\r\n") + 4;
        if (head < 4) {
            return 0;
        }
        if (bytes.indexOf("PUT ") != 0) {
            return head;
        }
        int length = bytes.indexOf("Content-Length: ");
        if (length >= 0 && length < head) {
            int digits = length + "Content-Length: ".length();
            int end = head + Integer.parseInt(bytes.substring(digits, bytes.indexOf("\r\n", digits)));
            return bytes.length() < end ? 0 : end;
        }
        int last = bytes.indexOf("\r\n0\r\n\r\n", head - 2);
        return last < 0 ? 0 : last + 7;
    }

    private static void answer(MemoryConnection connection, TransferScript script) {
        byte[] bytes = script.response().getBytes(ISO_8859_1);
        send(connection, script, new Random(script.seed()), Arrays.copyOf(bytes, script.sent()), 0);
    }

    private static void send(
            MemoryConnection connection, TransferScript script, Random random, byte[] bytes, int from) {
        int most = bytes.length > 10_000 ? 9_000 : 200;
        int to = Math.min(bytes.length, from + 1 + random.nextInt(most));
        connection.send(Arrays.copyOfRange(bytes, from, Math.max(from, to)));
        if (to < bytes.length) {
            Duration delay = Duration.ofNanos(random.nextInt(4) * 700_000L);
            connection.after(delay, () -> send(connection, script, random, bytes, to));
            return;
        }
        switch (script.ending()) {
            case KEEP, STALL -> {}
            case CLOSE -> connection.close();
            case HALF_CLOSE -> connection.shutdownOutput();
            case RESET -> connection.reset();
        }
    }

    /** A request body in pieces, with a pause now and then. */
    private final class Upload {

        private final TransferScript script;
        private final Random random;
        private int given;

        Upload(TransferScript script) {
            this.script = script;
            random = new Random(script.seed() + 1);
        }

        Flow give(Transfer transfer, ByteBuffer target) {
            if (random.nextInt(5) == 0) {
                return pause(transfer, random.nextInt(20));
            }
            int left = script.upload().length() - given;
            int count = Math.min(Math.min(left, target.remaining()), 1 + random.nextInt(400));
            target.put(script.upload().substring(given, given + count).getBytes(ISO_8859_1));
            given += count;
            return Flow.CONTINUE;
        }
    }
}
