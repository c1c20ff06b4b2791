package io.github.socketaction.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.MultiOptions;
import io.github.socketaction.socket.SocketHandle;
import io.github.socketaction.testkit.CheckedMulti;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.Simulation;
import io.github.socketaction.transfer.Flow;
import io.github.socketaction.transfer.TransferOptions;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A world with one transfer that uses every callback there is, in one of which something is done. */
final class InsideCallback {

    /** Every callback there is. */
    enum Place {
        SOCKET,
        TIMER,
        READ,
        BODY,
        HEADER,
        PROGRESS,
        TRACE,
        DONE,
        MULTI_DONE,
        MESSAGES,
        RESOLVER
    }

    /** What is uploaded. */
    static final String UPLOAD = "upload";

    private final Place place;
    private final int nth;
    final Simulation sim;
    final Recording recording;

    @Nullable Consumer<CheckedMulti> action;

    private int calls;
    private int given;

    /** A world in which something is done in the first call of a callback. */
    InsideCallback(Place place) {
        this(place, 1);
    }

    /** A world in which something is done in the n-th call of a callback, from 1 upward. */
    InsideCallback(Place place, int nth) {
        this.place = place;
        this.nth = nth;
        MultiOptions.Builder options = MultiOptions.builder()
                .onDone(done -> at(Place.MULTI_DONE))
                .onMessages(() -> at(Place.MESSAGES))
                .resolver((host, answer) -> {
                    at(Place.RESOLVER);
                    answer.addresses(List.of(Ip.local(1)));
                    return () -> {};
                });
        sim = new Simulation(options);
        sim.server()
                .onAccept(connection -> connection.onRequest(request -> connection
                        .send(Responses.head(5), "hel")
                        .after(Duration.ofMillis(1), () -> connection.send("lo"))));
        sim.log().onCall(entry -> at(entry.action() == null ? Place.TIMER : Place.SOCKET));
        TransferOptions put = TransferOptions.builder("http://some.example/")
                .upload((transfer, target) -> give(target), UPLOAD.length())
                .onProgress(transfer -> goOn(Place.PROGRESS))
                .onTrace((transfer, kind, data) -> at(Place.TRACE))
                .build();
        recording = new Recording(put);
        recording.onHeader((transfer, line) -> goOn(Place.HEADER));
        recording.onBody((transfer, body) -> {
            at(Place.BODY);
            body.position(body.limit());
            return Flow.CONTINUE;
        });
        recording.onDone(done -> at(Place.DONE));
    }

    /** Runs the transfer to its end and does something in the chosen call of the callback. */
    void run(Consumer<CheckedMulti> whatToDo) {
        action = whatToDo;
        sim.start(recording);
        sim.runUntilDone();
        assertThat(calls).as("calls of " + place).isGreaterThanOrEqualTo(nth);
    }

    /** How many calls of the callback there were. */
    int calls() {
        return calls;
    }

    /** A socket that is announced now, or null. */
    @Nullable SocketHandle announcedSocket() {
        return sim.log().announced().keySet().stream().findFirst().orElse(null);
    }

    private Flow give(ByteBuffer target) {
        at(Place.READ);
        byte[] bytes = UPLOAD.getBytes(ISO_8859_1);
        if (given < bytes.length) {
            target.put(bytes[given++]);
        }
        return Flow.CONTINUE;
    }

    private Flow goOn(Place here) {
        at(here);
        return Flow.CONTINUE;
    }

    private void at(Place here) {
        if (here == place && action != null && ++calls == nth) {
            action.accept(sim.multi());
        }
    }
}
