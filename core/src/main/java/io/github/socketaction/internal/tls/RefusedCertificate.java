package io.github.socketaction.internal.tls;

import io.github.socketaction.transfer.ResultCode;
import java.security.cert.CertificateException;
import org.jspecify.annotations.Nullable;

/** A peer's certificate that does not do, on its way through the TLS implementation. */
final class RefusedCertificate extends CertificateException {

    private static final long serialVersionUID = 1L;

    private final ResultCode code;

    RefusedCertificate(ResultCode code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    ResultCode code() {
        return code;
    }
}
