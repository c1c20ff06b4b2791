package io.github.socketaction.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.socketaction.MultiOptions;
import io.github.socketaction.nio.NioBackend;
import io.github.socketaction.testkit.LoopConformance;
import io.github.socketaction.testkit.LoopUnderTest;
import io.github.socketaction.testkit.LoopWorld;
import io.github.socketaction.transfer.Transfer;
import io.github.socketaction.transfer.TransferOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** The loop on a virtual thread keeps the rules for loops, and serves blocking callers. */
class VirtualThreadLoopTest extends LoopConformance {

    private static VirtualThreadLoop newLoop(MultiOptions options) {
        try {
            return new VirtualThreadLoop(new NioBackend(), options);
        } catch (UnsupportedOperationException e) {
            return Assumptions.abort(e.getMessage());
        }
    }

    @Override
    protected LoopUnderTest newLoop(LoopWorld world, MultiOptions options) {
        VirtualThreadLoop loop = newLoop(options);
        return new OwnThreadLoop(loop::execute, loop);
    }

    @Test
    void many_threads_fetch_with_blocking_calls() throws IOException {
        ExecutorService callers = Executors.newCachedThreadPool();
        try (LocalServer server = new LocalServer();
                VirtualThreadLoop loop = newLoop(MultiOptions.DEFAULT)) {
            List<CompletableFuture<Transfer>> fetches = new ArrayList<>();
            for (String url : server.urls(50)) {
                fetches.add(CompletableFuture.supplyAsync(() -> loop.fetch(TransferOptions.builder(url)), callers));
            }
            assertThat(fetches)
                    .allSatisfy(fetch -> assertThat(fetch.join().isDone()).isTrue());
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void a_blocking_call_ends_with_the_loop() throws Exception {
        try (LocalServer server = new LocalServer()) {
            VirtualThreadLoop loop = newLoop(MultiOptions.DEFAULT);
            CompletableFuture<Transfer> fetch =
                    CompletableFuture.supplyAsync(() -> loop.fetch(TransferOptions.builder(server.url("stall"))));
            CompletableFuture<Void> added = new CompletableFuture<>();
            while (!added.isDone()) { // until the transfer is in the loop
                CompletableFuture<Integer> running = new CompletableFuture<>();
                loop.execute(multi -> running.complete(multi.running()));
                if (running.get() == 1) {
                    added.complete(null);
                }
            }
            loop.close();
            assertThatThrownBy(fetch::join)
                    .isInstanceOfAny(CancellationException.class, CompletionException.class)
                    .satisfies(e -> assertThat(
                                    e instanceof CancellationException || e.getCause() instanceof CancellationException)
                            .isTrue());
        }
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void it_runs_where_there_are_virtual_threads() {
        new VirtualThreadLoop(new NioBackend(), MultiOptions.DEFAULT).close();
    }
}
