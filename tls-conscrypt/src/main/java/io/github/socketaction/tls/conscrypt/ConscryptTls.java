package io.github.socketaction.tls.conscrypt;

import java.security.Provider;
import org.conscrypt.Conscrypt;

/**
 * Makes the provider for {@link io.github.socketaction.transfer.TlsProtocol#provider}. It is native code, BoringSSL, and
 * several times as fast in handshakes as the JDK's. What is trusted is decided by Java all the same.
 */
public final class ConscryptTls {

    private ConscryptTls() {}

    /**
     * A provider that speaks TLS. Make one and use it in all options: options with different providers share no
     * connections.
     *
     * @throws UnsupportedOperationException when there is no native library for this system, saying why
     */
    public static Provider provider() {
        try {
            Conscrypt.checkAvailability();
            return Conscrypt.newProviderBuilder().provideTrustManager(false).build();
        } catch (LinkageError | RuntimeException e) {
            throw new UnsupportedOperationException(
                    "Conscrypt cannot be used on " + System.getProperty("os.name") + " "
                            + System.getProperty("os.arch") + ": " + e
                            + "; leave TlsProtocol.provider null for the JDK's TLS",
                    e);
        }
    }
}
