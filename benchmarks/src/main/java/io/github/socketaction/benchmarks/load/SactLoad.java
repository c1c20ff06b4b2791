package io.github.socketaction.benchmarks.load;

import io.github.socketaction.Multi;
import io.github.socketaction.MultiOptions;
import io.github.socketaction.socket.Backend;
import io.github.socketaction.socket.Poller;
import io.github.socketaction.socket.ReadinessSink;
import io.github.socketaction.socket.TimerCallback;
import io.github.socketaction.transfer.Flow;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.TlsOptions;
import io.github.socketaction.transfer.Transfer;
import io.github.socketaction.transfer.TransferOptions;
import io.github.socketaction.transfer.TransferResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Socketaction with a loop of the application's own: the backend's poller is the socket callback, what it reports goes
 * straight to the multi, and each URL's options are made once and used again.
 */
final class SactLoad implements Load, TimerCallback {

    private static final int MAX_IDLE = 30_000;
    private static final long MAX_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Backend backend;
    private final LoadSettings settings;
    private final TlsOptions tls;
    private final Tally tally;
    private final List<TransferOptions> busy = new ArrayList<>();
    private final List<TransferOptions> primers = new ArrayList<>();
    private final ByteBuffer upload;

    private @Nullable Poller poller;
    private @Nullable Multi multi;
    private boolean refill;
    private boolean timerArmed;
    private long timerNanos;

    SactLoad(Backend backend, LoadSettings settings, TlsOptions tls, Tally tally) {
        this.backend = backend;
        this.settings = settings;
        this.tls = tls;
        this.tally = tally;
        upload = ByteBuffer.allocate(settings.upload());
        settings.urls().forEach(url -> busy.add(options(url)));
        settings.idleUrls()
                .forEach(url -> primers.add(TransferOptions.builder(url)
                        .tls(tls)
                        .onDone(this::primed)
                        .build()));
    }

    @Override
    public void open() throws IOException {
        timerArmed = false;
        poller = backend.openPoller();
        multi = new Multi(
                backend,
                poller,
                this,
                MultiOptions.builder().maxIdleConnections(MAX_IDLE).build());
    }

    @Override
    public void prime(int connections) throws IOException {
        for (int i = 0; i < connections; i++) {
            multi().add(primers.get(i % primers.size()));
        }
        finish();
    }

    @Override
    public void start(int from, int to, boolean refillAll) {
        refill = refillAll;
        for (int i = from; i < to; i++) {
            add(new Slot(busy.get(i % busy.size())));
        }
    }

    @Override
    public void runFor(long nanos) throws IOException {
        ReadinessSink sink = multi()::socketAction;
        long until = System.nanoTime() + nanos;
        for (long now = System.nanoTime(); now - until < 0; now = System.nanoTime()) {
            turn(now, until - now, sink);
        }
    }

    @Override
    public void finish() throws IOException {
        ReadinessSink sink = multi()::socketAction;
        while (multi().running() > 0) {
            turn(System.nanoTime(), MAX_WAIT_NANOS, sink);
        }
    }

    @Override
    public void onTimer(long millis) {
        timerArmed = millis >= 0;
        timerNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    }

    @Override
    public void close() {
        refill = false;
        multi().close();
        poller().close();
    }

    private void turn(long now, long maxWait, ReadinessSink sink) throws IOException {
        long wait = timerArmed ? Math.max(0, Math.min(timerNanos - now, maxWait)) : untimed(maxWait);
        poller().poll(wait, sink);
        if (timerArmed && timerNanos - System.nanoTime() <= 0) {
            timerArmed = false;
            multi().timeoutAction();
        }
    }

    /** While the server answers, something will come; a limit would cost each wait a timer of the kernel's. */
    private long untimed(long maxWait) {
        return settings.kind() == LoadKind.BUSY && multi().running() > 0 ? Poller.FOREVER : maxWait;
    }

    private void add(Slot slot) {
        slot.startNanos = System.nanoTime();
        multi().add(slot.options).attach(slot);
    }

    private void done(Transfer transfer) {
        Slot slot = (Slot) transfer.attachment();
        TransferResult result = transfer.result();
        if (slot == null || result == null) {
            throw new IllegalStateException("a transfer ended that was not begun here");
        }
        boolean isOk = result.isOk() && transfer.info().status() == 200;
        Object failure = isOk ? null : failure(transfer, result);
        tally.ended(slot.startNanos, isOk, result.code() == ResultCode.OPERATION_TIMEDOUT, failure);
        multi().remove(transfer);
        if (refill) {
            add(slot);
        }
    }

    private static Object failure(Transfer transfer, TransferResult result) {
        return result.isOk() ? "status " + transfer.info().status() : result;
    }

    private void primed(Transfer transfer) {
        multi().remove(transfer);
    }

    private TransferOptions options(String url) {
        TransferOptions.Builder builder = TransferOptions.builder(url).tls(tls).onDone(this::done);
        if (settings.kind() == LoadKind.TIMEOUTS) {
            builder.totalTimeout(Duration.ofSeconds(1));
        }
        if (settings.upload() > 0) {
            builder.upload(this::give, settings.upload()).method("POST");
        }
        return builder.build();
    }

    /** The engine asks for no more than is left, so the same bytes will do for every piece of every transfer. */
    private Flow give(Transfer transfer, ByteBuffer target) {
        int length = Math.min(target.remaining(), upload.capacity());
        target.put(target.position(), upload, 0, length);
        target.position(target.position() + length);
        return Flow.CONTINUE;
    }

    private Multi multi() {
        if (multi == null) {
            throw new IllegalStateException("open() was not called");
        }
        return multi;
    }

    private Poller poller() {
        if (poller == null) {
            throw new IllegalStateException("open() was not called");
        }
        return poller;
    }

    /** One busy connection's worth of requests. */
    private static final class Slot {
        private final TransferOptions options;
        private long startNanos;

        private Slot(TransferOptions options) {
            this.options = options;
        }
    }
}
