package io.github.socketaction.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.MultiOptions;
import io.github.socketaction.testkit.MemoryBackend.Trigger;
import io.github.socketaction.testkit.MemoryConnection;
import io.github.socketaction.testkit.MemoryFaults.Operation;
import io.github.socketaction.testkit.MemoryNetwork.Route;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.ScriptedResolver;
import io.github.socketaction.testkit.Simulation;
import io.github.socketaction.transfer.Flow;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.Transfer;
import io.github.socketaction.transfer.TransferOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Transfers against a network, an application and a system that do everything at random, from one seed. */
final class RandomRun {

    private static final int AT_A_TIME = 40;
    private static final String BODY = "0123456789abcdef".repeat(40);

    private final int transfers;
    private final Random random;
    private final Simulation sim;
    private final List<Recording> live = new ArrayList<>();
    private int started;
    private int completed;
    private int succeeded;
    private int removed;

    RandomRun(long seed, int transfers) {
        this.transfers = transfers;
        random = new Random(seed);
        MultiOptions.Builder options = MultiOptions.builder()
                .maxHostConnections(random.nextInt(12))
                .maxTotalConnections(random.nextInt(30))
                .maxIdleConnections(random.nextInt(20))
                .watchIdle(random.nextInt(4) > 0)
                .resolver(new ScriptedResolver()
                        .name("a.example", Ip.local(1))
                        .name("b.example", Ip.local(2), Ip.local(1)));
        sim = new Simulation(options, random.nextInt(3) == 0 ? Trigger.EDGE : Trigger.LEVEL);
        sim.log().keepLittle();
        sim.server().onAccept(this::serve);
        sim.listen("127.0.0.1", 8080).onAccept(this::serve);
        sim.network().route(Ip.local(3, 80), Route.BLACK_HOLE);
        sim.network().route(Ip.local(4, 80), Route.REFUSE_AT_ONCE);
    }

    void run() {
        int steps = 0;
        while (started < transfers || sim.multi().unchecked().running() > 0) {
            while (started < transfers && live.size() < AT_A_TIME && random.nextInt(3) > 0) {
                start();
            }
            meddle();
            sim.runFor(Duration.ofMillis(random.nextInt(3)));
            drainMessages();
            assertThat(++steps).as("steps").isLessThan(100 * transfers);
        }
        drainMessages();
        assertThat(completed + removed).isEqualTo(started);
        assertThat(succeeded).isGreaterThan(started / 50);
        sim.assertClean();
    }

    private void start() {
        started++;
        String url = url();
        TransferOptions options = TransferOptions.builder(url)
                .totalTimeout(Duration.ofMillis(random.nextInt(5) == 0 ? random.nextInt(20) + 1 : 2_000))
                .connectTimeout(Duration.ofMillis(random.nextInt(2_000) + 1))
                .build();
        Recording recording = new Recording(options).onBody(this::takeSome).onDone(this::atEnd);
        if (random.nextInt(10) == 0) {
            recording.onHeader((transfer, line) -> randomFlow(transfer));
        }
        live.add(sim.start(recording));
    }

    private String url() {
        return switch (random.nextInt(20)) {
            case 0 -> "http://127.0.0.3/";
            case 1 -> "http://127.0.0.4/";
            case 2 -> "http://127.0.0.5/";
            case 3 -> "http://unknown.example/";
            case 4 -> "http://a b/";
            case 5, 6 -> "http://a.example/";
            case 7, 8 -> "http://b.example/";
            case 9, 10, 11 -> "http://127.0.0.1:8080/";
            default -> "http://127.0.0.1/";
        };
    }

    /** The application at work: calls between events. */
    private void meddle() {
        for (Recording each : List.copyOf(live)) {
            Transfer transfer = each.transfer();
            switch (random.nextInt(60)) {
                case 0 -> remove(each);
                case 1 -> sim.multi().pause(transfer);
                case 2, 3, 4, 5, 6, 7, 8, 9 -> sim.multi().unpause(transfer);
                default -> {}
            }
        }
        if (random.nextInt(10) == 0) {
            sim.fireTimer();
        }
        if (random.nextInt(10) == 0) {
            sim.multi().allAction();
        }
        if (random.nextInt(20) == 0) {
            for (var socket : List.copyOf(sim.log().announced().keySet())) {
                sim.multi().socketAction(socket, random.nextInt(8));
            }
        }
        if (random.nextInt(20) == 0) {
            Operation[] all = Operation.values();
            Operation operation = all[random.nextInt(all.length)];
            sim.backend().faults().fail(operation, random.nextInt(5) + 1, new IOException("at random"));
        }
        if (random.nextInt(50) == 0) {
            sim.network().latency(Duration.ofMillis(random.nextInt(3)));
        }
    }

    private Flow takeSome(Transfer transfer, ByteBuffer body) {
        int count = random.nextInt(8) > 0 ? body.remaining() : random.nextInt(body.remaining()) + 1;
        body.position(body.position() + count);
        return randomFlow(transfer);
    }

    private Flow randomFlow(Transfer transfer) {
        switch (random.nextInt(60)) {
            case 0, 1 -> {
                return Flow.PAUSE;
            }
            case 2 -> {
                return Flow.ABORT;
            }
            case 3 -> throw new IllegalStateException("at random");
            case 4 ->
                live.stream()
                        .filter(each -> each.transfer() == transfer)
                        .findFirst()
                        .ifPresent(this::remove);
            case 5 -> {
                if (!live.isEmpty()) {
                    remove(live.get(random.nextInt(live.size())));
                }
            }
            case 6 -> transfer.pause();
            case 7 -> {
                if (started < transfers) {
                    start();
                }
            }
            default -> {}
        }
        return Flow.CONTINUE;
    }

    private void atEnd(Transfer transfer) {
        if (random.nextInt(4) == 0 && started < transfers) {
            start();
        }
    }

    private void remove(Recording each) {
        int completions = each.completions();
        sim.multi().remove(each.transfer());
        live.remove(each);
        if (completions == 0) {
            removed++;
        } else {
            count(each);
        }
    }

    private void drainMessages() {
        for (Transfer next = sim.multi().infoRead();
                next != null;
                next = sim.multi().infoRead()) {
            Transfer done = next;
            live.stream().filter(each -> each.transfer() == done).findFirst().ifPresent(this::remove);
        }
    }

    private void count(Recording each) {
        completed++;
        assertThat(each.completions()).isEqualTo(1);
        assertThat(each.code()).as("%s", each.result()).isNotEqualTo(ResultCode.FAILED_INIT);
        if (each.code() == ResultCode.OK) {
            succeeded++;
            // A head that the server broke off counts as a whole response without a body, as in curl.
            boolean isHeadWhole = each.headerLines().contains("\r\n");
            assertThat(each.bodyText()).isEqualTo(isHeadWhole ? BODY : "");
        } else {
            assertThat(BODY).startsWith(each.bodyText());
        }
    }

    /** The server at random: cuts, delays, breaks off. */
    private void serve(MemoryConnection connection) {
        if (random.nextInt(10) == 0) {
            connection.window(random.nextInt(50) + 1);
        }
        connection.onRequest(request -> {
            String response =
                    switch (random.nextInt(3)) {
                        case 0 -> Responses.ok(BODY);
                        case 1 -> Responses.lastOk(BODY);
                        default -> Responses.chunked(BODY.substring(0, 100), BODY.substring(100));
                    };
            byte[] bytes = response.getBytes(StandardCharsets.ISO_8859_1);
            sendSlowly(connection, bytes, 0, random.nextInt(8) == 0 ? cut(response) : bytes.length);
        });
    }

    /** Before the head or inside the body. */
    private int cut(String response) {
        int head = response.indexOf("\r\n\r\n") + 4;
        return random.nextBoolean() ? 0 : head + random.nextInt(response.length() - head);
    }

    private void sendSlowly(MemoryConnection connection, byte[] bytes, int from, int end) {
        int to = Math.min(end, from + random.nextInt(300) + 1);
        connection.send(Arrays.copyOfRange(bytes, from, to));
        if (to < end) {
            connection.after(Duration.ofMillis(random.nextInt(3)), () -> sendSlowly(connection, bytes, to, end));
        } else if (end < bytes.length) {
            breakOff(connection);
        } else if (random.nextInt(10) == 0) {
            connection.after(Duration.ofMillis(random.nextInt(5)), () -> breakOff(connection));
        } else if (random.nextInt(20) == 0) {
            connection.send("unasked");
        }
    }

    private void breakOff(MemoryConnection connection) {
        switch (random.nextInt(4)) {
            case 0 -> connection.reset();
            case 1 -> connection.resetDiscarding();
            case 2 -> connection.shutdownOutput();
            default -> connection.close();
        }
    }
}
