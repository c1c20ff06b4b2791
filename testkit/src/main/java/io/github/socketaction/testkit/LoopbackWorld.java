package io.github.socketaction.testkit;

import io.github.socketaction.MultiOptions;
import io.github.socketaction.socket.Backend;
import io.github.socketaction.socket.Backends;
import io.github.socketaction.socket.Resolver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A world of real sockets. The loop runs on a daemon thread, which is abandoned if it does not end. */
final class LoopbackWorld extends LoopWorld {

    /** Less than what the system takes in one go, so that a large request is written in several. */
    private static final int SMALL_BUFFER = 4096;

    private static final long LOOKUP_MILLIS = 20;
    private static final long LOOK_MILLIS = 5;
    private static final long FAREWELL_MILLIS = 500;

    private final ScriptedServer server;
    private final ScriptedServer slowServer;
    private final int refusedPort;

    LoopbackWorld() throws IOException {
        server = ScriptedServer.serving(LoopbackWorld::play);
        ServerSocket slow = new ServerSocket();
        slow.setReceiveBufferSize(SMALL_BUFFER);
        slow.bind(null);
        slowServer = ScriptedServer.serving(slow, connection -> {
            connection.stall(Duration.ofMillis(50));
            play(connection);
        });
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            refusedPort = closed.getLocalPort();
        }
    }

    private static void play(ScriptedConnection connection) throws IOException, InterruptedException {
        for (String head = connection.readRequest(); !head.isEmpty(); head = connection.readRequest()) {
            for (LoopScript.Step step : LoopScript.of(head).steps()) {
                connection.stall(Duration.ofMillis(step.afterMillis()));
                String text = step.text();
                if (text == null) {
                    connection.reset();
                    return;
                }
                connection.write(text);
            }
        }
    }

    @Override
    public Backend backend() {
        return Backends.best();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    MultiOptions.Builder options() {
        return MultiOptions.builder().resolver(LoopbackWorld::lookUp);
    }

    private static Resolver.Lookup lookUp(String host, Resolver.Answer answer) {
        CompletableFuture.delayedExecutor(LOOKUP_MILLIS, TimeUnit.MILLISECONDS)
                .execute(() -> answer.addresses(List.of(InetAddress.getLoopbackAddress())));
        return () -> {};
    }

    @Override
    String url(LoopScript script) {
        return "http://127.0.0.1:" + server.port() + script.path();
    }

    @Override
    String slowUrl(LoopScript script) {
        return "http://127.0.0.1:" + slowServer.port() + script.path();
    }

    @Override
    String namedUrl(String name, LoopScript script) {
        return "http://" + name + ":" + server.port() + script.path();
    }

    @Override
    String refusedUrl() {
        return "http://127.0.0.1:" + refusedPort + "/";
    }

    @Override
    void drive(LoopRun run) throws Exception {
        Outcome outcome = new Outcome();
        Thread thread = new Thread(() -> outcome.of(run), "loop under test");
        thread.setDaemon(true);
        thread.start();
        try {
            while (thread.isAlive()) {
                thread.join(LOOK_MILLIS);
                run.checkAlive(LoopRun.Spin.NONE);
            }
        } catch (LoopStopped e) {
            thread.interrupt();
            thread.join(FAREWELL_MILLIS);
            throw e;
        }
        outcome.rethrow();
    }

    @Override
    public void close() throws IOException {
        server.close();
        slowServer.close();
    }

    /** How the loop's thread ended. Read after it has. */
    private static final class Outcome {

        private volatile @Nullable Throwable thrown;

        private void of(LoopRun run) {
            try {
                run.all();
            } catch (Throwable e) { // brought to the test's thread, whatever it is
                thrown = e;
            }
        }

        private void rethrow() throws Exception {
            Throwable e = thrown;
            if (e instanceof Exception exception) {
                throw exception;
            }
            if (e instanceof Error error) {
                throw error;
            }
        }
    }
}
