package io.github.socketaction.examples;

import static java.nio.channels.SelectionKey.OP_CONNECT;
import static java.nio.channels.SelectionKey.OP_READ;
import static java.nio.channels.SelectionKey.OP_WRITE;

import io.github.socketaction.Multi;
import io.github.socketaction.MultiOptions;
import io.github.socketaction.nio.NioBackend;
import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.SocketHandle;
import io.github.socketaction.transfer.TransferOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An application's own loop over a bare selector, with a multi in it. */
public final class SelectorLoop implements AutoCloseable {
    // For NONE, IN, OUT, INOUT. OUT is both: OP_CONNECT when a connect ends, OP_WRITE when there is room afterwards.
    private static final int[] OPS = {0, OP_READ, OP_CONNECT | OP_WRITE, OP_READ | OP_CONNECT | OP_WRITE};
    private final Selector selector = Selector.open();
    private final Multi multi;
    private long deadline;

    SelectorLoop(MultiOptions options) throws IOException {
        multi = new Multi(new NioBackend(), this::onSocket, this::onTimer, options);
    }

    // tag::loop
    private void onSocket(SocketHandle socket, PollAction action, @Nullable Object assigned) {
        try {
            if (action == PollAction.REMOVE) {
                ((SelectionKey) Objects.requireNonNull(assigned)).cancel();
                selector.selectNow(); // lets go of the channel, which may be closed, or come again as another socket
            } else {
                multi.assign(socket, NioBackend.channel(socket).register(selector, OPS[action.number()], socket));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void onTimer(long millis) { // -1 is no timer; coming back once in 24 days does no harm
        deadline = System.nanoTime() + (millis < 0 ? Integer.MAX_VALUE : millis) * 1_000_000L;
    }

    void run() throws IOException {
        while (multi.running() > 0) {
            long nanos = deadline - System.nanoTime();
            if (nanos > 0) {
                selector.select(nanos / 1_000_000 + 1);
            } else {
                onTimer(-1); // it fires once
                multi.timeoutAction();
                selector.selectNow();
            }
            List<SelectionKey> ready = List.copyOf(selector.selectedKeys());
            selector.selectedKeys().clear();
            ready.forEach(key -> multi.socketAction((SocketHandle) key.attachment(), 0));
        }
    }
    // end::loop

    Multi multi() {
        return multi;
    }

    @Override
    public void close() throws IOException {
        multi.close();
        selector.close();
    }

    /** Fetches URLs, all at once, and prints how each ended. */
    public static void main(String... urls) throws IOException {
        try (SelectorLoop loop = new SelectorLoop(MultiOptions.builder()
                .onDone(done -> System.out.println(done.options().url() + " " + done.result()))
                .build())) {
            List.of(urls).forEach(url -> loop.multi().add(TransferOptions.get(url)));
            loop.run();
        }
    }
}
