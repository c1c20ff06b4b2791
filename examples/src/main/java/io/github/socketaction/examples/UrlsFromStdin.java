package io.github.socketaction.examples;

import io.github.socketaction.EventLoop;
import io.github.socketaction.nio.NioBackend;
import io.github.socketaction.socket.SocketEvents;
import io.github.socketaction.transfer.Transfer;
import io.github.socketaction.transfer.TransferOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Fetches URLs as they come in, one a line, while others are still running; the idea of libcurl's hiperfifo example. A
 * selector cannot watch standard input, so a daemon thread feeds it into a pipe, which the loop watches like a socket.
 */
public final class UrlsFromStdin {
    private final EventLoop loop;
    private final Pipe.SourceChannel input;
    private final EventLoop.Registration watched;
    private final TransferOptions.Builder get = TransferOptions.builder("");
    private final StringBuilder text = new StringBuilder();
    private boolean inputEnded;

    private UrlsFromStdin(EventLoop loop, Pipe.SourceChannel input, Consumer<Transfer> report) {
        this.loop = loop;
        this.input = input;
        watched = loop.watch(NioBackend.pollable(input), SocketEvents.IN, events -> takeInput());
        get.onDone(transfer -> {
            report.accept(transfer);
            loop.multi().remove(transfer);
        });
    }

    /** Fetches every URL that comes in and reports each at its end; returns when there are no more. */
    static void fetch(InputStream urls, Consumer<Transfer> report) throws IOException {
        Pipe pipe = Pipe.open();
        Thread feeder = new Thread(() -> feed(urls, pipe), "feeder of URLs");
        feeder.setDaemon(true);
        feeder.start();
        try (Pipe.SourceChannel input = pipe.source();
                EventLoop loop = new EventLoop(new NioBackend())) {
            input.configureBlocking(false);
            UrlsFromStdin all = new UrlsFromStdin(loop, input, report);
            while (loop.perform() > 0 || !all.inputEnded) {
                loop.poll(-1);
            }
        }
    }

    private static void feed(InputStream urls, Pipe pipe) {
        try (OutputStream sink = Channels.newOutputStream(pipe.sink())) {
            urls.transferTo(sink);
        } catch (IOException e) {
            System.err.println("no more URLs are read: " + e);
        }
    }

    private void takeInput() {
        ByteBuffer chunk = ByteBuffer.allocate(4096);
        try {
            inputEnded = input.read(chunk) < 0;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read URLs from the pipe", e);
        }
        text.append(StandardCharsets.ISO_8859_1.decode(chunk.flip()))
                .append(inputEnded && text.length() > 0 ? "\n" : "");
        for (int end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n")) {
            loop.multi().add(get.url(text.substring(0, end).strip()).build());
            text.delete(0, end + 1);
        }
        if (inputEnded) {
            watched.remove();
        }
    }

    /** Fetches the URLs of standard input and prints how each ended. */
    public static void main(String... unused) throws IOException {
        fetch(System.in, done -> System.out.println(done.options().url() + " " + done.result()));
    }
}
