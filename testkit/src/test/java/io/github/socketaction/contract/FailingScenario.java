package io.github.socketaction.contract;

import io.github.socketaction.MultiOptions;
import io.github.socketaction.testkit.MemoryNetwork.Route;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.ScriptedResolver;
import io.github.socketaction.testkit.Simulation;
import io.github.socketaction.transfer.Flow;
import io.github.socketaction.transfer.TransferOptions;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Things that a multi goes through, in the midst of which a callback may fail. */
enum FailingScenario {
    FRESH_CONNECTIONS {
        @Override
        void play(World world) {
            world.get("/1");
            world.get("/2");
            world.get("/close");
            world.pass(10);
        }
    },
    REUSED_CONNECTIONS {
        @Override
        void play(World world) {
            for (int i = 0; i < 4; i++) {
                world.get("/" + i);
                world.pass(5);
            }
        }
    },
    UNWATCHED_IDLE_CONNECTIONS {
        @Override
        MultiOptions.Builder options(ScriptedResolver resolver) {
            return super.options(resolver).watchIdle(false);
        }

        @Override
        void play(World world) {
            REUSED_CONNECTIONS.play(world);
        }
    },
    CONNECTS_THAT_FAIL {
        @Override
        void play(World world) {
            world.sim.network().route(Ip.local(2, 80), Route.REFUSE);
            world.sim.network().route(Ip.local(3, 80), Route.BLACK_HOLE);
            world.start("http://two.example/", options -> options);
            world.start("http://127.0.0.2/", options -> options);
            world.start("http://127.0.0.3/", options -> options.connectTimeout(Duration.ofMillis(5)));
            world.resolver.queries().forEach(ScriptedResolver.Query::answer);
            world.pass(20);
        }
    },
    LOOKUPS {
        @Override
        void play(World world) {
            world.start("http://one.example/", options -> options);
            world.start("http://two.example/", options -> options);
            world.start("http://unknown.example/", options -> options);
            world.pass(1);
            for (ScriptedResolver.Query query : List.copyOf(world.resolver.queries())) {
                query.answer();
                world.pass(3);
            }
        }
    },
    A_LINE_BEFORE_A_LIMIT {
        @Override
        MultiOptions.Builder options(ScriptedResolver resolver) {
            return super.options(resolver).maxHostConnections(1).maxTotalConnections(2);
        }

        @Override
        void play(World world) {
            for (int i = 0; i < 4; i++) {
                world.get(i % 2 == 0 ? "/close" : "/" + i);
            }
            world.start("http://127.0.0.1:8080/", options -> options);
            world.pass(30);
        }
    },
    TIME_LIMITS {
        @Override
        void play(World world) {
            for (int millis : new int[] {30, 10, 20}) {
                world.start("http://127.0.0.1/hang", options -> options.totalTimeout(Duration.ofMillis(millis)));
            }
            world.pass(100);
        }
    },
    PAUSES {
        @Override
        void play(World world) {
            Recording paused = world.get("/1");
            paused.onBody((transfer, body) -> {
                body.position(body.position() + 1);
                return Flow.PAUSE;
            });
            world.get("/2");
            for (int i = 0; i < 6; i++) {
                world.pass(2);
                world.sim.multi().unpause(paused.transfer());
            }
            world.pass(5);
        }
    },
    UPLOADS {
        @Override
        void play(World world) {
            world.sim.server().window(10);
            world.start("http://127.0.0.1/up", options -> options.upload((transfer, target) -> give(target, 3), 60));
            Recording waiting =
                    world.start("http://127.0.0.1/up", options -> options.upload((transfer, target) -> Flow.PAUSE, 3));
            world.pass(5);
            world.sim.server().connections().forEach(connection -> connection.send(Responses.lastOk("thanks")));
            world.sim.multi().unpause(waiting.transfer());
            world.pass(5);
        }
    },
    REMOVALS {
        @Override
        void play(World world) {
            List<Recording> gets = List.of(world.get("/1"), world.get("/2"), world.get("/3"));
            world.sim.multi().remove(gets.get(0).transfer());
            world.sim.settle();
            world.sim.multi().remove(gets.get(1).transfer());
            world.get("/4");
            world.pass(5);
        }
    },
    SERVER_ENDS_IDLE_CONNECTIONS {
        @Override
        void play(World world) {
            world.get("/1");
            world.get("/2");
            world.pass(5);
            world.sim.server().connections().forEach(connection -> connection.close());
            world.pass(5);
            world.get("/3");
            world.pass(5);
        }
    },
    A_RETRY {
        @Override
        void play(World world) {
            world.get("/1");
            world.pass(5);
            world.sim
                    .server()
                    .connection(1)
                    .onRequest(request -> world.sim.server().connection(1).reset());
            world.get("/2");
            world.pass(5);
        }
    },
    NETWORK_CHANGES {
        @Override
        void play(World world) {
            world.get("/1");
            world.pass(5);
            world.get("/2");
            world.get("/3");
            world.sim.settle();
            world.sim.multi().networkChanged();
            world.pass(5);
        }
    },
    LISTENERS_THAT_ADD {
        @Override
        void play(World world) {
            world.get("/1").onDone(done -> world.get("/2").onDone(again -> world.get("/close")));
            world.pass(20);
        }
    };

    /** What happens, with no regard to failures. */
    abstract void play(World world);

    MultiOptions.Builder options(ScriptedResolver resolver) {
        return MultiOptions.builder().resolver(resolver);
    }

    /** A fresh world for this scenario. */
    World world() {
        ScriptedResolver resolver = new ScriptedResolver()
                .name("one.example", Ip.local(1))
                .name("two.example", Ip.local(2), Ip.local(1))
                .hold();
        return new World(new Simulation(options(resolver)), resolver);
    }

    private static Flow give(ByteBuffer target, int count) {
        for (int i = 0; i < count && target.hasRemaining(); i++) {
            target.put((byte) 'u');
        }
        return Flow.CONTINUE;
    }

    /** A simulation that remembers its transfers. */
    record World(Simulation sim, ScriptedResolver resolver, List<Recording> recordings) implements AutoCloseable {

        World(Simulation sim, ScriptedResolver resolver) {
            this(sim, resolver, new ArrayList<>());
            sim.listen("127.0.0.1", 8080).respondWith(Responses.ok("hello"));
            sim.network().latency(Duration.ofNanos(100_000));
            sim.server()
                    .onAccept(connection -> connection.onRequest(request -> {
                        if (request.contains(" /close")) {
                            connection.send(Responses.lastOk("hello"));
                            connection.close();
                        } else if (request.startsWith("GET ") && !request.contains(" /hang")) {
                            connection.send(Responses.head(5), "hel");
                            connection.after(Duration.ofMillis(1), () -> connection.send("lo"));
                        }
                    }));
        }

        Recording get(String path) {
            return start("http://127.0.0.1" + path, options -> options);
        }

        Recording start(String url, UnaryOperator<TransferOptions.Builder> more) {
            Recording recording =
                    new Recording(more.apply(TransferOptions.builder(url).totalTimeout(Duration.ofSeconds(5)))
                            .build());
            recordings.add(recording);
            return sim.start(recording);
        }

        void pass(int millis) {
            sim.runFor(Duration.ofMillis(millis));
        }

        @Override
        public void close() {
            sim.close();
        }
    }
}
