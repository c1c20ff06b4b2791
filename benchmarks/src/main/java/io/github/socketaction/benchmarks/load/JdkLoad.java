package io.github.socketaction.benchmarks.load;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** The JDK's HttpClient, asynchronously, with its own executor. */
final class JdkLoad implements Load {

    private static final int CLOSE_TRIES = 100;
    private static final long CLOSE_PAUSE_NANOS = 100_000_000;

    private final LoadSettings settings;
    private final Tally tally;
    private final InFlight inFlight = new InFlight();
    private final List<HttpRequest> busy = new ArrayList<>();
    private final List<HttpRequest> primers = new ArrayList<>();
    private volatile @Nullable HttpClient client;
    private volatile boolean refill;

    JdkLoad(LoadSettings settings, Tally tally) {
        this.settings = settings;
        this.tally = tally;
        settings.urls().forEach(url -> busy.add(request(url)));
        settings.idleUrls()
                .forEach(url ->
                        primers.add(HttpRequest.newBuilder(URI.create(url)).build()));
    }

    @Override
    public void open() {
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    @Override
    public void prime(int connections) {
        HttpClient with = client();
        for (int i = 0; i < connections; i++) {
            inFlight.begin();
            CompletableFuture<?> unused = with.sendAsync(primers.get(i % primers.size()), BodyHandlers.discarding())
                    .whenComplete((response, failure) -> inFlight.end());
        }
        inFlight.awaitNone();
    }

    @Override
    public void start(int from, int to, boolean refillAll) {
        refill = refillAll;
        for (int i = from; i < to; i++) {
            send(busy.get(i % busy.size()));
        }
    }

    @Override
    public void runFor(long nanos) {
        InFlight.waitFor(nanos);
    }

    @Override
    public void finish() {
        inFlight.awaitNone();
    }

    /** Before Java 21 it has no close: its threads and connections end when nobody refers to it any more. */
    @Override
    public void close() {
        refill = false;
        inFlight.awaitNone();
        client = null;
        for (int i = 0; i < CLOSE_TRIES && ProcessFigures.openSockets() > 0; i++) {
            System.gc();
            InFlight.waitFor(CLOSE_PAUSE_NANOS);
        }
    }

    private void send(HttpRequest request) {
        inFlight.begin();
        long startNanos = System.nanoTime();
        CompletableFuture<?> unused = client().sendAsync(request, BodyHandlers.discarding())
                .whenComplete((response, failure) -> ended(request, startNanos, response, failure));
    }

    private void ended(
            HttpRequest request, long startNanos, @Nullable HttpResponse<?> response, @Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        boolean isOk = response != null && response.statusCode() == 200;
        Object outcome = cause == null ? response : cause;
        synchronized (tally) {
            tally.ended(startNanos, isOk, cause instanceof HttpTimeoutException, outcome);
        }
        if (refill) {
            send(request);
        }
        inFlight.end();
    }

    private HttpRequest request(String url) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(url));
        if (settings.kind() == LoadKind.TIMEOUTS) {
            builder.timeout(Duration.ofSeconds(1));
        }
        if (settings.upload() > 0) {
            builder.POST(HttpRequest.BodyPublishers.ofByteArray(new byte[settings.upload()]));
        }
        return builder.build();
    }

    private HttpClient client() {
        HttpClient opened = client;
        if (opened == null) {
            throw new IllegalStateException("open() was not called");
        }
        return opened;
    }
}
