package io.github.socketaction.examples;

import io.github.socketaction.EventLoop;
import io.github.socketaction.socket.Backends;
import io.github.socketaction.transfer.Transfer;
import io.github.socketaction.transfer.TransferOptions;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;

/** Ten at a time again, for applications without a loop: the library brings one. */
public final class WithEventLoop {

    private static final int AT_A_TIME = 10;

    private WithEventLoop() {}

    /** Fetches every URL, ten at a time, and reports each transfer once, in the order in which they end. */
    static void fetch(List<String> urls, Consumer<Transfer> report) {
        Queue<String> left = new ArrayDeque<>(urls);
        // tag::event-loop
        try (EventLoop loop = new EventLoop(Backends.best())) {
            while (!left.isEmpty() || loop.multi().running() > 0) {
                while (!left.isEmpty() && loop.multi().running() < AT_A_TIME) {
                    loop.multi().add(TransferOptions.get(left.remove()));
                }
                loop.perform();
                for (Transfer done = loop.multi().infoRead();
                        done != null;
                        done = loop.multi().infoRead()) {
                    report.accept(done);
                    loop.multi().remove(done);
                }
                if (loop.multi().running() > 0) {
                    loop.poll(-1);
                }
            }
        }
        // end::event-loop
    }

    /** Fetches the URLs that are given and says how each ended. */
    public static void main(String... urls) {
        fetch(List.of(urls), done -> System.out.println(done.options().url() + " " + done.result()));
    }
}
