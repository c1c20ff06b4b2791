package io.github.socketaction.posix.torture;

import io.github.socketaction.EventLoop;
import io.github.socketaction.posix.torture.Scenario.Play;
import io.github.socketaction.socket.SocketEvents;
import io.github.socketaction.socket.Wakeup;
import io.github.socketaction.transfer.Flow;
import io.github.socketaction.transfer.Transfer;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** The scenarios. */
final class Scenarios {

    /** Discard: nobody listens there. */
    private static final int CLOSED_PORT = 9;

    private final List<Scenario> all = new ArrayList<>();

    private Scenarios() {}

    static List<Scenario> all() {
        Scenarios scenarios = new Scenarios();
        scenarios.singleTransfers();
        scenarios.severalAfterAnother();
        scenarios.severalAtOnce();
        scenarios.failures();
        scenarios.pausedOnes();
        scenarios.removedOnes();
        scenarios.names();
        scenarios.loops();
        return scenarios.all;
    }

    private void add(String name, String expected, Play play) {
        all.add(new Scenario(name, expected, play));
    }

    private void singleTransfers() {
        for (String path : List.of(
                "/ok",
                "/empty",
                "/big",
                "/chunked",
                "/close",
                "/bigclose",
                "/keepclose",
                "/continue",
                "/extra",
                "/slow")) {
            add("one " + path, "OK", inTurn(path));
        }
        add("one HEAD", "OK", stage -> {
            stage.add("/head", builder -> builder.method("HEAD"));
            stage.run();
        });
        add("one with a long request", "OK", stage -> {
            stage.add("/ok", builder -> builder.header("X-Long", "x".repeat(8_000)));
            stage.run();
        });
    }

    private void severalAfterAnother() {
        add("two over one connection", "OK OK", inTurn("/ok", "/ok"));
        add("five over one connection", "OK OK OK OK OK", inTurn("/ok", "/empty", "/chunked", "/big", "/ok"));
        add("one after a connection that was closed", "OK OK", inTurn("/keepclose", "/ok"));
        add("one after an idle connection was closed", "OK OK", inTurn("/idleclose", "/ok"));
        add("two that are not watched while idle", "OK OK", stage -> {
            stage.options(options -> options.watchIdle(false));
            inTurn("/ok", "/ok").on(stage);
        });
    }

    private void severalAtOnce() {
        add("three at once", "OK OK OK", atOnce("/ok", "/chunked", "/close"));
        add(
                "eight at once",
                "OK OK OK OK OK OK OK OK",
                atOnce("/ok", "/ok", "/ok", "/ok", "/chunked", "/empty", "/big", "/slow"));
        add("three with one connection", "OK OK OK", stage -> {
            stage.options(options -> options.maxHostConnections(1));
            atOnce("/ok", "/chunked", "/ok").on(stage);
        });
        add("three with two connections in all", "OK OK OK", stage -> {
            stage.options(options -> options.maxTotalConnections(2));
            atOnce("/ok", "/keepclose", "/ok").on(stage);
        });
        add("two at once, one of which fails", "OK PARTIAL_FILE", atOnce("/ok", "/half"));
        add("one that is added by the end of another", "OK OK", stage -> {
            stage.add("/ok", builder -> builder.onHeader((transfer, line) -> Flow.CONTINUE));
            stage.turns(3);
            stage.add("/ok");
            stage.run();
        });
    }

    private void failures() {
        add("refused", "COULDNT_CONNECT", stage -> {
            stage.addUrl("http://" + stage.address() + ":" + CLOSED_PORT + "/", builder -> {});
            stage.run();
        });
        add("refused beside a good one", "COULDNT_CONNECT OK", stage -> {
            stage.addUrl("http://" + stage.address() + ":" + CLOSED_PORT + "/", builder -> {});
            stage.add("/ok");
            stage.run();
        });
        add("a body that ends early", "PARTIAL_FILE", inTurn("/half"));
        add("a body that is reset", "RECV_ERROR", inTurn("/reset"));
        add("no answer", "GOT_NOTHING", inTurn("/none"));
        add("an answer of another protocol", "UNSUPPORTED_PROTOCOL", inTurn("/garbage"));
        add("a total time limit", "OPERATION_TIMEDOUT", inTurn("/stall"));
        add("a total time limit beside a good one", "OPERATION_TIMEDOUT OK", atOnce("/stall", "/ok"));
        add("a short total time limit", "OPERATION_TIMEDOUT", stage -> {
            stage.add("/stall", builder -> builder.totalTimeout(Duration.ofNanos(1_500_000)));
            stage.run();
        });
        add("a body callback that aborts", "WRITE_ERROR", stage -> {
            stage.add("/ok", builder -> builder.onBody((transfer, body) -> Flow.ABORT));
            stage.run();
        });
        add("a body callback that throws", "WRITE_ERROR OK", stage -> {
            stage.add(
                    "/ok",
                    builder -> builder.onBody((transfer, body) -> {
                        throw new IllegalStateException("on purpose");
                    }));
            stage.add("/ok");
            stage.run();
        });
    }

    private void pausedOnes() {
        add("paused and let go on", "OK", stage -> {
            Transfer paused = stage.add("/big", pausing());
            stage.turns(6);
            paused.unpause();
            stage.run();
        });
        add("paused until the time is up", "OPERATION_TIMEDOUT", stage -> {
            stage.add("/big", pausing());
            stage.run();
        });
        add("paused and removed", "- OK", stage -> {
            Transfer paused = stage.add("/big", pausing());
            stage.turns(6);
            stage.remove(paused);
            stage.add("/ok");
            stage.run();
        });
        add("paused by the application", "OK", stage -> {
            Transfer paused = stage.add("/ok");
            paused.pause();
            stage.turns(2);
            paused.unpause();
            stage.run();
        });
    }

    private static Consumer<io.github.socketaction.transfer.TransferOptions.Builder> pausing() {
        AtomicBoolean once = new AtomicBoolean();
        return builder -> builder.onBody((transfer, body) -> {
            if (once.compareAndSet(false, true)) {
                return Flow.PAUSE;
            }
            body.position(body.limit());
            return Flow.CONTINUE;
        });
    }

    private void removedOnes() {
        add("removed at once", "- OK", removedAfter(0));
        add("removed while connecting", "- OK", stage -> {
            Transfer removed = stage.add("/stall");
            stage.loop().perform();
            stage.remove(removed);
            stage.add("/ok");
            stage.run();
        });
        add("removed while waiting for the answer", "- OK", removedAfter(3));
        add("removed from its own callback", "- OK", stage -> {
            stage.add(
                    "/ok",
                    builder -> builder.onBody((transfer, body) -> {
                        stage.remove(transfer);
                        return Flow.CONTINUE;
                    }));
            stage.add("/ok");
            stage.run();
        });
    }

    private static Play removedAfter(int turns) {
        return stage -> {
            Transfer removed = stage.add("/stall");
            stage.turns(turns);
            stage.remove(removed);
            stage.add("/ok");
            stage.run();
        };
    }

    private void names() {
        add("a name with one bad and one good address", "OK", stage -> {
            stage.options(options -> options.resolver((host, answer) -> {
                answer.addresses(List.of(ip(255, 255, 255, 255), ip(stage.address())));
                return () -> {};
            }));
            stage.addUrl(stage.url("/ok").replace(stage.address(), "torture.test"), builder -> {});
            stage.run();
        });
        add("a name that is found by another thread", "OK", stage -> {
            List<Thread> threads = new ArrayList<>();
            stage.options(options -> options.resolver((host, answer) -> {
                Thread thread = new Thread(() -> answer.addresses(List.of(ip(stage.address()))), "torture-names");
                // A wakeup that is broken says so to whoever calls it.
                thread.setUncaughtExceptionHandler((failed, thrown) -> {});
                threads.add(thread);
                thread.start();
                return () -> {};
            }));
            stage.addUrl(stage.url("/ok").replace(stage.address(), "torture.test"), builder -> {});
            stage.run();
            for (Thread thread : threads) {
                thread.join();
            }
        });
        add("a name that is not found", "COULDNT_RESOLVE_HOST", stage -> {
            stage.options(options -> options.resolver((host, answer) -> {
                answer.failed(new UnknownHostException(host));
                return () -> {};
            }));
            stage.addUrl(stage.url("/ok").replace(stage.address(), "torture.test"), builder -> {});
            stage.run();
        });
    }

    private static InetAddress ip(int... bytes) {
        try {
            return InetAddress.getByAddress(
                    new byte[] {(byte) bytes[0], (byte) bytes[1], (byte) bytes[2], (byte) bytes[3]});
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static InetAddress ip(String text) {
        String[] parts = text.split("\\.", -1);
        return ip(
                Integer.parseInt(parts[0]),
                Integer.parseInt(parts[1]),
                Integer.parseInt(parts[2]),
                Integer.parseInt(parts[3]));
    }

    private void loops() {
        add("a loop that is woken", "OK", stage -> {
            stage.add("/ok");
            wake(stage.loop());
            stage.turns(2);
            wake(stage.loop());
            wake(stage.loop());
            stage.run();
        });
        add("an extra pollable", "OK", stage -> {
            Wakeup extra = stage.backend().openWakeup();
            try {
                EventLoop.Registration registration =
                        stage.loop().watch(extra, SocketEvents.IN, events -> extra.drain());
                extra.wakeup();
                stage.add("/ok");
                stage.run();
                registration.interest(0);
                registration.interest(SocketEvents.IN | SocketEvents.OUT);
                stage.turn();
                registration.remove();
            } catch (UncheckedIOException e) {
                // A wakeup that is broken says so.
            } finally {
                extra.close();
            }
            stage.run();
        });
        add("close with transfers under way", "- - -", stage -> {
            stage.remove(stage.add("/ok"));
            stage.remove(stage.add("/stall"));
            stage.add("/stall");
            stage.turns(3);
            stage.close();
        });
        add("close with idle connections", "OK OK", stage -> {
            atOnce("/ok", "/chunked").on(stage);
            stage.close();
        });
    }

    private static void wake(EventLoop loop) {
        try {
            loop.wakeup();
        } catch (UncheckedIOException e) {
            // A wakeup that is broken says so.
        }
    }

    private static Play inTurn(String... paths) {
        return stage -> {
            for (String path : paths) {
                stage.add(path);
                stage.run();
            }
        };
    }

    private static Play atOnce(String... paths) {
        return stage -> {
            for (String path : paths) {
                stage.add(path);
            }
            stage.run();
        };
    }
}
