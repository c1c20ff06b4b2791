package io.github.socketaction.examples;

import io.github.socketaction.Multi;
import io.github.socketaction.MultiOptions;
import io.github.socketaction.nio.NioBackend;
import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.SocketHandle;
import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.nio.NioIoHandle;
import io.netty.channel.nio.NioIoOps;
import io.netty.util.concurrent.Future;
import java.nio.channels.SelectableChannel;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A multi in an event loop of Netty 4.2, beside whatever else that loop serves. */
public final class NettyLoop implements AutoCloseable {
    private static final NioIoOps OUT = NioIoOps.CONNECT.with(NioIoOps.WRITE); // the end of a connect, or room
    private static final NioIoOps[] OPS = {NioIoOps.NONE, NioIoOps.READ, OUT, NioIoOps.READ.with(OUT)};

    /** A channel of the engine, as Netty's selector has it. Netty closes none of them. */
    private record Watched(Multi multi, SocketHandle socket, SelectableChannel selectableChannel)
            implements NioIoHandle {
        @Override
        public void handle(IoRegistration registration, IoEvent event) {
            multi.socketAction(socket, 0);
        }

        @Override
        public void close() {}
    }

    private final IoEventLoop eventLoop;
    private final Multi multi;
    private @Nullable Future<?> timer;

    public NettyLoop(IoEventLoop eventLoop, MultiOptions options) {
        this.eventLoop = eventLoop;
        multi = new Multi(new NioBackend(), this::onSocket, this::onTimer, options);
    }

    // tag::netty
    private void onSocket(SocketHandle socket, PollAction action, @Nullable Object assigned) {
        IoRegistration registration = (IoRegistration) assigned;
        if (registration == null) { // on the loop's own thread this is done when register returns
            registration = eventLoop
                    .register(new Watched(multi, socket, NioBackend.channel(socket)))
                    .getNow();
            multi.assign(socket, registration);
        }
        if (action == PollAction.REMOVE) {
            registration.cancel();
        } else {
            registration.submit(OPS[action.number()]);
        }
    }

    private void onTimer(long millis) {
        if (timer != null) {
            timer.cancel(false);
        }
        timer = millis < 0 ? null : eventLoop.schedule(multi::timeoutAction, millis, TimeUnit.MILLISECONDS);
    }
    // end::netty

    /** Does something with the multi, on the thread that it belongs to. May be called by any thread. */
    public void execute(Consumer<Multi> task) {
        eventLoop.execute(() -> task.accept(multi));
    }

    /** Closes the multi; the event loop is its owner's. */
    @Override
    public void close() {
        eventLoop.submit(multi::close).syncUninterruptibly();
    }
}
