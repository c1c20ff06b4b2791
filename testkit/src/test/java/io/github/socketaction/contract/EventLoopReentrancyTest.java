package io.github.socketaction.contract;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.EventLoop;
import io.github.socketaction.EventLoop.Registration;
import io.github.socketaction.MultiException;
import io.github.socketaction.MultiException.Code;
import io.github.socketaction.MultiOptions;
import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.Poller;
import io.github.socketaction.socket.SocketEvents;
import io.github.socketaction.socket.SocketHandle;
import io.github.socketaction.socket.Wakeup;
import io.github.socketaction.testkit.ForwardingPoller;
import io.github.socketaction.testkit.MemoryBackend;
import io.github.socketaction.testkit.PollerWrappingBackend;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.Flow;
import io.github.socketaction.transfer.Transfer;
import io.github.socketaction.transfer.TransferOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every public method of an event loop and its registrations, called inside every call of every callback. */
class EventLoopReentrancyTest {

    private static final String UPLOAD = "up";
    private static final int EXTRA_EVENTS = 3;

    /** Every callback there is; EXTRA is the listener of an extra pollable. */
    private enum Place {
        SOCKET(3),
        READ(UPLOAD.length()),
        BODY(2),
        HEADER(3),
        PROGRESS(3),
        TRACE(5),
        DONE(1),
        MULTI_DONE(1),
        MESSAGES(1),
        RESOLVER(1),
        EXTRA(EXTRA_EVENTS);

        /** How many calls there are at least, so that no test passes for want of them. */
        private final int calls;

        Place(int calls) {
            this.calls = calls;
        }
    }

    private static final Map<String, Consumer<World>> ALLOWED = Map.ofEntries(
            entry("multi()", world -> assertThat(world.loop.multi().running()).isBetween(0, 1)),
            entry("wakeup()", world -> world.loop.wakeup()),
            entry("watch(Pollable,int,ReadyListener)", world -> world.watchMore()
                    .remove()));

    private static final Map<String, Consumer<World>> REFUSED = Map.ofEntries(
            entry("perform()", world -> world.loop.perform()),
            entry("poll(long)", world -> world.loop.poll(0)),
            entry("run()", world -> world.loop.run()),
            entry("close()", world -> world.loop.close()));

    private static final Map<String, Consumer<World>> REGISTRATION = Map.ofEntries(
            entry("interest(int)", world -> world.registration.interest(SocketEvents.IN)),
            entry("remove()", world -> world.registration.remove()),
            entry("id()", world -> assertThat(world.registration.id()).isEqualTo(1)),
            entry("pollable()", world -> assertThat(world.registration.pollable())
                    .isSameAs(world.extra)),
            entry("transfer()", world -> assertThat(world.registration.transfer())
                    .isNull()));

    @Test
    @Verifies("R9")
    void every_public_method_has_a_documented_answer() {
        assertThat(ReentrancyMatrixTest.publicMethods(EventLoop.class))
                .hasSize(ALLOWED.size() + REFUSED.size())
                .containsAll(ALLOWED.keySet())
                .containsAll(REFUSED.keySet());
        assertThat(ReentrancyMatrixTest.publicMethods(Registration.class)).isEqualTo(REGISTRATION.keySet());
    }

    @ParameterizedTest
    @EnumSource
    @Verifies("R9")
    void a_loop_can_be_asked_woken_and_given_more_to_watch_inside_every_call_of_a_callback(Place place) {
        ALLOWED.forEach((method, call) -> checkEveryCall(place, method, call));
        REGISTRATION.forEach((method, call) -> checkEveryCall(place, method, call));
    }

    @ParameterizedTest
    @EnumSource
    @Verifies({"R9", "R10"})
    void performing_polling_running_and_closing_are_refused_inside_every_call_of_a_callback(Place place) {
        REFUSED.forEach(
                (method, call) -> checkEveryCall(place, method, world -> assertThat(refusal(() -> call.accept(world)))
                        .as(method)
                        .isEqualTo(Code.RECURSIVE_API_CALL)));
    }

    /** Each in a world of its own: what was done inside one call may change how many come after it. */
    private static void checkEveryCall(Place place, String method, Consumer<World> call) {
        World calm = new World(place, 0);
        calm.check(method, world -> {});
        assertThat(calm.calls).as("calls of " + place).isGreaterThanOrEqualTo(place.calls);
        for (int nth = 1; nth <= calm.calls; nth++) {
            World world = new World(place, nth);
            world.check(method, call);
            assertThat(world.calls).as("calls of %s with %s", place, method).isGreaterThanOrEqualTo(nth);
        }
    }

    private static @Nullable Code refusal(Runnable call) {
        try {
            call.run();
            return null;
        } catch (MultiException e) {
            return e.code();
        }
    }

    /** A loop with one transfer and an extra pollable, in whose callbacks something is done once. */
    private static final class World {

        private final Place place;
        private final int nth;
        private final MemoryBackend backend = new MemoryBackend();
        private final EventLoop loop;
        private final Wakeup extra;
        private final Registration registration;
        private final Recording recording;
        private @Nullable Consumer<World> action;
        private @Nullable Throwable thrown;
        private int calls;
        private int given;
        private int extraEvents;

        /** A world in which something is done in the n-th call of a callback, from 1 upward; with 0 in none. */
        World(Place place, int nth) {
            this.place = place;
            this.nth = nth;
            backend.network()
                    .listen(Ip.local(1, 80))
                    .onAccept(connection -> connection.onRequest(request -> connection
                            .send(Responses.head(5), "hel")
                            .after(Duration.ofMillis(1), () -> connection.send("lo"))));
            loop = new EventLoop(new PollerWrappingBackend(backend, TellingPoller::new), options());
            extra = openWakeup();
            registration = loop.watch(extra, SocketEvents.IN, events -> {
                extra.drain();
                if (++extraEvents < EXTRA_EVENTS) {
                    extra.wakeup();
                }
                at(Place.EXTRA);
            });
            TransferOptions put = TransferOptions.builder("http://some.example/")
                    .upload(
                            (transfer, target) -> {
                                target.put((byte) UPLOAD.charAt(given++));
                                return goOn(Place.READ);
                            },
                            UPLOAD.length())
                    .onProgress(transfer -> goOn(Place.PROGRESS))
                    .onTrace((transfer, kind, data) -> at(Place.TRACE))
                    .build();
            recording = new Recording(put)
                    .onHeader((transfer, line) -> goOn(Place.HEADER))
                    .onBody((transfer, body) -> {
                        body.position(body.limit());
                        return goOn(Place.BODY);
                    })
                    .onDone(done -> at(Place.DONE));
        }

        private MultiOptions options() {
            return MultiOptions.builder()
                    .clock(backend.clock())
                    .onDone(done -> at(Place.MULTI_DONE))
                    .onMessages(() -> at(Place.MESSAGES))
                    .resolver((host, answer) -> {
                        at(Place.RESOLVER);
                        answer.addresses(List.of(Ip.local(1)));
                        return () -> {};
                    })
                    .build();
        }

        void check(String method, Consumer<World> call) {
            action = call;
            Transfer transfer = loop.multi().add(recording.options());
            extra.wakeup();
            loop.run();
            loop.poll(1);
            if (thrown != null) {
                throw new AssertionError(method + " inside " + place + ": " + thrown, thrown);
            }
            assertThat(String.valueOf(transfer.result())).isEqualTo("OK");
            assertThat(recording.bodyText()).as(method + " inside " + place).isEqualTo("hello");
            assertThat(recording.completions()).isEqualTo(1);
            loop.close();
            extra.close();
            backend.network().deliver();
            backend.ledger().assertEmpty();
        }

        /** Calls back after each announcement. */
        private final class TellingPoller extends ForwardingPoller {

            TellingPoller(Poller poller) {
                super(poller);
            }

            @Override
            public void onSocket(SocketHandle socket, PollAction action, @Nullable Object assigned) {
                super.onSocket(socket, action, assigned);
                at(Place.SOCKET);
            }
        }

        private Registration watchMore() {
            return loop.watch(extra, 0, events -> {});
        }

        private Wakeup openWakeup() {
            try {
                return backend.openWakeup();
            } catch (IOException e) {
                throw new IllegalStateException("a fresh memory backend has no wakeup", e);
            }
        }

        private Flow goOn(Place here) {
            at(here);
            return Flow.CONTINUE;
        }

        private void at(Place here) {
            if (here == place && action != null && ++calls == nth) {
                try {
                    action.accept(this);
                } catch (RuntimeException | AssertionError e) {
                    thrown = e;
                }
            }
        }
    }
}
