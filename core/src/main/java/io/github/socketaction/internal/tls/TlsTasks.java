package io.github.socketaction.internal.tls;

import io.github.socketaction.internal.TransferFailure;
import io.github.socketaction.internal.watch.Mailbox;
import io.github.socketaction.transfer.ResultCode;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * The long computations of handshakes: done on the engine's thread, or on an executor of the application's, from which their
 * end comes back through a mailbox.
 */
final class TlsTasks {

    private final @Nullable Executor executor;
    private final Mailbox mailbox;
    private int underWay;

    TlsTasks(@Nullable Executor executor, Mailbox mailbox) {
        this.executor = executor;
        this.mailbox = mailbox;
    }

    /**
     * Does what an engine has to compute.
     *
     * @param recipient hears on the engine's thread when it is done elsewhere, unless cancelled before
     * @return null when it is done already
     * @throws TransferFailure when the executor takes no work
     */
    Mailbox.@Nullable Letter start(SSLEngine engine, Mailbox.Recipient recipient) {
        Executor given = executor;
        if (given == null) {
            runAll(engine);
            return null;
        }
        Mailbox.Letter letter = expect(recipient);
        try {
            mailbox.handOver(() -> given.execute(() -> {
                try {
                    runAll(engine);
                } finally {
                    letter.post();
                }
            }));
        } catch (RejectedExecutionException e) {
            cancel(letter);
            throw new TransferFailure(
                    ResultCode.SSL_CONNECT_ERROR, "the executor for TLS takes no work: " + e.getMessage(), e);
        }
        return letter;
    }

    /** Nobody waits any more for what was started. Harmless after its end. */
    void cancel(Mailbox.Letter letter) {
        if (!letter.isSettled()) {
            letter.cancel();
            underWay--;
        }
    }

    /** Computations on the executor that somebody waits for. */
    int underWay() {
        return underWay;
    }

    /** Does what an engine has to compute, here. What goes wrong comes out of the engine's next call. */
    static void runAll(SSLEngine engine) {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    private Mailbox.Letter expect(Mailbox.Recipient recipient) {
        try {
            Mailbox.Letter letter = mailbox.expect(new Mailbox.Recipient() {
                @Override
                public void arrived() {
                    underWay--;
                    recipient.arrived();
                }

                @Override
                public void lost(Exception reason) {
                    underWay--;
                    recipient.lost(reason);
                }
            });
            underWay++;
            return letter;
        } catch (IOException e) {
            throw new TransferFailure(
                    ResultCode.SSL_CONNECT_ERROR,
                    "cannot open a wakeup for the executor for TLS: " + e.getMessage()
                            + "; perhaps the limit of open files is reached",
                    e);
        }
    }
}
