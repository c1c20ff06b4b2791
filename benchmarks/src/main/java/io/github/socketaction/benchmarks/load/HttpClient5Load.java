package io.github.socketaction.benchmarks.load;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.Message;
import org.apache.hc.core5.http.nio.entity.DiscardingEntityConsumer;
import org.apache.hc.core5.http.nio.support.AsyncRequestBuilder;
import org.apache.hc.core5.http.nio.support.BasicResponseConsumer;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.jspecify.annotations.Nullable;

/** Apache HttpClient 5, asynchronous, with one I/O thread and without what it does for browsers. */
final class HttpClient5Load implements Load {

    private static final int MAX_CONNECTIONS = 30_000;

    /** So that a request that gets no answer ends, and with it the run. */
    private static final int PATIENCE_SECONDS = 20;

    private final LoadSettings settings;
    private final Tally tally;
    private final byte[] upload;
    private @Nullable CloseableHttpAsyncClient client;
    private volatile boolean refill;

    /** Each opening has its own: what is under way when the client is closed may never be told its end, or late. */
    private volatile InFlight inFlight = new InFlight();

    HttpClient5Load(LoadSettings settings, Tally tally) {
        this.settings = settings;
        this.tally = tally;
        upload = new byte[settings.upload()];
    }

    @Override
    public void open() {
        long limitSeconds = settings.kind() == LoadKind.TIMEOUTS ? 1 : PATIENCE_SECONDS;
        PoolingAsyncClientConnectionManager connections = PoolingAsyncClientConnectionManagerBuilder.create()
                .setMaxConnTotal(MAX_CONNECTIONS)
                .setMaxConnPerRoute(MAX_CONNECTIONS)
                .setTlsStrategy(
                        ClientTlsStrategyBuilder.create().useSystemProperties().buildAsync())
                .setDefaultTlsConfig(TlsConfig.custom()
                        .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(limitSeconds, TimeUnit.SECONDS)
                        .setValidateAfterInactivity(1, TimeUnit.HOURS)
                        .build())
                .build();
        CloseableHttpAsyncClient opened = HttpAsyncClients.custom()
                .setConnectionManager(connections)
                .setIOReactorConfig(IOReactorConfig.custom().setIoThreadCount(1).build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(limitSeconds, TimeUnit.SECONDS)
                        .build())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .build();
        opened.start();
        inFlight = new InFlight();
        client = opened;
    }

    @Override
    public void prime(int connections) {
        for (int i = 0; i < connections; i++) {
            new Request(settings.idleUrl(i), true).send();
        }
        inFlight.awaitNone();
    }

    @Override
    public void start(int from, int to, boolean refillAll) {
        refill = refillAll;
        for (int i = from; i < to; i++) {
            new Request(settings.url(i), false).send();
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

    @Override
    public void close() throws IOException {
        refill = false;
        if (client != null) {
            client.close(CloseMode.IMMEDIATE);
        }
    }

    /** One connection's worth of requests, each built from the same builder. */
    private final class Request implements FutureCallback<Message<HttpResponse, Void>> {

        private final AsyncRequestBuilder builder;
        private final boolean isPrimer;
        private final InFlight ofOpening = inFlight;
        private long startNanos;

        private Request(String url, boolean isPrimer) {
            this.isPrimer = isPrimer;
            builder = upload.length == 0 || isPrimer
                    ? AsyncRequestBuilder.get(url)
                    : AsyncRequestBuilder.post(url).setEntity(upload, ContentType.APPLICATION_OCTET_STREAM);
        }

        private void send() {
            CloseableHttpAsyncClient with = client;
            if (with == null) {
                throw new IllegalStateException("open() was not called");
            }
            ofOpening.begin();
            startNanos = System.nanoTime();
            Future<?> unused =
                    with.execute(builder.build(), new BasicResponseConsumer<>(new DiscardingEntityConsumer<>()), this);
        }

        @Override
        public void completed(Message<HttpResponse, Void> result) {
            ended(result.getHead().getCode() == 200, false, result.getHead());
        }

        @Override
        public void failed(Exception failure) {
            ended(false, failure instanceof SocketTimeoutException, failure);
        }

        @Override
        public void cancelled() {
            ended(false, false, "cancelled");
        }

        private void ended(boolean isOk, boolean isTimeout, Object outcome) {
            if (!isPrimer && ofOpening == inFlight) {
                // Requests that fail early end on the thread that sends them.
                synchronized (tally) {
                    tally.ended(startNanos, isOk, isTimeout, outcome);
                }
                if (refill) {
                    send();
                }
            }
            ofOpening.end();
        }
    }
}
