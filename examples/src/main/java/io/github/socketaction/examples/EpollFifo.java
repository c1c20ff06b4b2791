package io.github.socketaction.examples;

import io.github.socketaction.EventLoop;
import io.github.socketaction.epoll.EpollBackend;
import io.github.socketaction.posix.Errno;
import io.github.socketaction.posix.PosixFiles;
import io.github.socketaction.socket.SocketEvents;
import io.github.socketaction.transfer.Transfer;
import io.github.socketaction.transfer.TransferOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import jnr.constants.platform.OpenFlags;
import jnr.posix.POSIX;
import jnr.posix.POSIXFactory;

/**
 * Fetches the URLs that anybody writes into a named pipe, one a line, while others are still running; libcurl's hiperfifo
 * example. The pipe is one more descriptor in the epoll of the sockets. An empty line ends it.
 */
public final class EpollFifo {
    // For writing too: once no writer is left, a pipe that is open for reading alone is hung up, and always ready.
    private static final int FLAGS =
            OpenFlags.O_RDWR.intValue() | OpenFlags.O_NONBLOCK.intValue() | OpenFlags.O_CLOEXEC.intValue();
    private static final POSIX LIBC = POSIXFactory.getNativePOSIX();
    private final EventLoop loop;
    private final int fifo;
    private final byte[] chunk = new byte[4096];
    private final StringBuilder text = new StringBuilder();
    private final TransferOptions.Builder get = TransferOptions.builder("");
    private final EventLoop.Registration watched;
    private boolean ended;

    private EpollFifo(EventLoop loop, int fifo, Consumer<Transfer> report) {
        this.loop = loop;
        this.fifo = fifo;
        watched = loop.watch(EpollBackend.pollable(fifo), SocketEvents.IN, events -> takeInput());
        get.onDone(transfer -> {
            report.accept(transfer);
            loop.multi().remove(transfer);
        });
    }

    /** Makes the pipe, fetches every URL that comes out of it, reports each at its end, and removes the pipe. */
    static void fetch(Path path, Consumer<Transfer> report) throws IOException {
        PosixFiles.mkfifo(path.toString(), 0600);
        int fifo = LIBC.open(path.toString(), FLAGS, 0);
        try (EventLoop loop = new EventLoop(new EpollBackend())) {
            if (fifo < 0) {
                throw Errno.exception("cannot open the named pipe " + path, LIBC.errno());
            }
            EpollFifo all = new EpollFifo(loop, fifo, report);
            while (loop.perform() > 0 || !all.ended) {
                loop.poll(-1);
            }
        } finally {
            LIBC.close(fifo);
            Files.delete(path);
        }
    }

    private void takeInput() {
        int count = LIBC.read(fifo, chunk, chunk.length);
        if (count < 0 && LIBC.errno() != Errno.EAGAIN) {
            throw new UncheckedIOException(Errno.exception("cannot read URLs from the named pipe", LIBC.errno()));
        }
        text.append(new String(chunk, 0, Math.max(0, count), StandardCharsets.ISO_8859_1));
        for (int end = text.indexOf("\n"); end > 0; end = text.indexOf("\n")) {
            loop.multi().add(get.url(text.substring(0, end).strip()).build());
            text.delete(0, end + 1);
        }
        ended = text.indexOf("\n") == 0;
        if (ended) {
            watched.remove();
        }
    }

    /** Fetches what is written into the named pipe of the path given, and prints how each ended. */
    public static void main(String... path) throws IOException {
        fetch(Path.of(path[0]), done -> System.out.println(done.options().url() + " " + done.result()));
    }
}
