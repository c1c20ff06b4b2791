package io.github.socketaction.examples;

import io.github.socketaction.Multi;
import io.github.socketaction.MultiOptions;
import io.github.socketaction.transfer.Transfer;
import io.github.socketaction.transfer.TransferOptions;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;

/** A long list of URLs, ten at a time: whenever one is done, the next one is added. */
public final class TenAtATime {

    private static final int AT_A_TIME = 10;

    private final Queue<String> left;
    private final Consumer<Transfer> report;

    private TenAtATime(List<String> urls, Consumer<Transfer> report) {
        this.left = new ArrayDeque<>(urls);
        this.report = report;
    }

    /** Fetches every URL, ten at a time, and reports each transfer once, in the order in which they end. */
    static void fetch(List<String> urls, Consumer<Transfer> report) throws IOException {
        TenAtATime list = new TenAtATime(urls, report);
        try (SelectorLoop loop = new SelectorLoop(MultiOptions.DEFAULT)) {
            for (int i = 0; i < AT_A_TIME; i++) {
                list.addNext(loop.multi());
            }
            loop.run();
        }
    }

    // tag::ten
    private void addNext(Multi multi) {
        String url = left.poll();
        if (url != null) {
            multi.add(TransferOptions.builder(url)
                    .onDone(transfer -> done(multi, transfer))
                    .build());
        }
    }

    private void done(Multi multi, Transfer transfer) {
        report.accept(transfer);
        multi.remove(transfer);
        addNext(multi); // starts in the same action, and mostly on the connection that has just become free
    }
    // end::ten

    /** Fetches the URLs that are given and says how each ended. */
    public static void main(String... urls) throws IOException {
        fetch(List.of(urls), done -> System.out.println(done.options().url() + " " + done.result()));
    }
}
