package io.github.socketaction.testkit;

import io.github.socketaction.MultiOptions;
import io.github.socketaction.socket.Backend;
import io.github.socketaction.socket.Poller;
import io.github.socketaction.socket.ReadinessSink;
import io.github.socketaction.socket.Resolver;
import io.github.socketaction.testkit.LoopRun.Spin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A world in memory. A loop that spins in it, or waits for ever, is broken off. */
final class MemoryWorld extends LoopWorld {

    private static final int PORT = 80;
    private static final int SLOW_PORT = 81;
    private static final int SMALL_WINDOW = 100_000;
    private static final Duration LOOKUP = Duration.ofMillis(20);
    /** Polls within a millisecond of the clock that no working loop makes. */
    private static final int SPIN = 2_000;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final MemoryBackend memory = new MemoryBackend();
    private @Nullable LoopRun running;

    MemoryWorld() {
        listen(PORT);
        listen(SLOW_PORT).window(SMALL_WINDOW);
    }

    @Override
    public Backend backend() {
        return new PollerWrappingBackend(memory, GuardedPoller::new);
    }

    @Override
    public long nanoTime() {
        return memory.clock().getAsLong();
    }

    @Override
    MultiOptions.Builder options() {
        return MultiOptions.builder().clock(memory.clock()).resolver(this::lookUp);
    }

    @Override
    String url(LoopScript script) {
        return "http://127.0.0.1" + script.path();
    }

    @Override
    String slowUrl(LoopScript script) {
        return "http://127.0.0.1:" + SLOW_PORT + script.path();
    }

    @Override
    String namedUrl(String name, LoopScript script) {
        return "http://" + name + script.path();
    }

    @Override
    String refusedUrl() {
        return "http://127.0.0.1:82/";
    }

    @Override
    void drive(LoopRun run) throws Exception {
        running = run;
        run.all();
    }

    @Override
    public void close() {
        running = null;
    }

    private MemoryServer listen(int port) {
        return memory.network()
                .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .onAccept(connection -> {
                    if (port == SLOW_PORT) {
                        connection.stall();
                        connection.after(Duration.ofMillis(50), connection::resume);
                    }
                    connection.onRequest(head -> play(connection, LoopScript.of(head)));
                });
    }

    private static void play(MemoryConnection connection, LoopScript script) {
        long at = 0;
        for (LoopScript.Step step : script.steps()) {
            at += step.afterMillis();
            String text = step.text();
            connection.after(Duration.ofMillis(at), () -> {
                if (text == null) {
                    connection.reset();
                } else {
                    connection.send(text);
                }
            });
        }
    }

    private Resolver.Lookup lookUp(String host, Resolver.Answer answer) {
        memory.network().after(LOOKUP, () -> answer.addresses(List.of(InetAddress.getLoopbackAddress())));
        return () -> {};
    }

    /** Breaks off what would take for ever. */
    private final class GuardedPoller extends ForwardingPoller {

        private long lastMoment = -1;
        private int polls;
        private int needless;

        private GuardedPoller(Poller poller) {
            super(poller);
        }

        @Override
        public int poll(long timeoutNanos, ReadinessSink sink) throws IOException {
            LoopRun run = running;
            if (run != null) {
                long now = memory.clock().elapsed();
                if (now - lastMoment > NANOS_PER_MILLI) {
                    lastMoment = now;
                    polls = 0;
                    needless = 0;
                }
                polls++;
                run.checkAlive(polls > SPIN ? needless > SPIN / 2 ? Spin.NOTHING_READY : Spin.READY : Spin.NONE);
            }
            try {
                int reported = super.poll(timeoutNanos, sink);
                needless += reported == 0 ? 1 : 0;
                return reported;
            } catch (IllegalStateException e) {
                throw (Error) new LoopStopped("it waits for ever").initCause(e);
            }
        }
    }
}
