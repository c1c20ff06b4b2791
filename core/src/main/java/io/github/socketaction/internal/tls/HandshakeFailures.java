package io.github.socketaction.internal.tls;

import io.github.socketaction.internal.TransferFailure;
import io.github.socketaction.transfer.ResultCode;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** What a failed handshake means, by libcurl's codes and in words. */
final class HandshakeFailures {

    private HandshakeFailures() {}

    /**
     * The failure of a transfer when the implementation of TLS throws what it should not. Nothing goes on without what it
     * was to do.
     *
     * @param attempt what was going on
     */
    static TransferFailure ofDefect(String attempt, RuntimeException e) {
        return e instanceof TransferFailure failure
                ? failure
                : new TransferFailure(
                        ResultCode.SSL_CONNECT_ERROR,
                        "failed while " + attempt + ": the TLS implementation threw "
                                + CertificateStory.text(e.toString()),
                        e);
    }

    /**
     * The failure of a transfer.
     *
     * @param attempt what was going on
     */
    static TransferFailure of(String attempt, SSLException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedCertificate refused) {
                return new TransferFailure(refused.code(), "failed in TLS: " + refused.getMessage(), e);
            }
        }
        String reason = CertificateStory.text(String.valueOf(e.getMessage()));
        String lower = reason.toLowerCase(Locale.ROOT);
        ResultCode code =
                lower.contains("certificate_required") ? ResultCode.SSL_CLIENTCERT : ResultCode.SSL_CONNECT_ERROR;
        String hint = lower.contains("unrecognized ssl message") || lower.contains("plaintext connection")
                ? "; perhaps the peer does not speak TLS on this port"
                : "";
        return new TransferFailure(code, "failed while " + attempt + ": " + reason + hint, e);
    }
}
