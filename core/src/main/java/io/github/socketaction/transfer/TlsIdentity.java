package io.github.socketaction.transfer;

import io.github.socketaction.transfer.ReuseRule.Effect;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What we prove to a peer that asks who we are. The files are read as those of {@link TlsTrust} are.
 *
 * @param certificate the file of the certificate, followed by those of its authorities if the peer needs them; null for no
 *     certificate; libcurl's {@code CURLOPT_SSLCERT}
 * @param certificateFormat how that file is written
 * @param key the file of the private key, or null when it is in the file of the certificate; libcurl's {@code
 *     CURLOPT_SSLKEY}
 * @param keyFormat how that file is written; {@code PEM} or {@code DER}
 * @param password what the key, or the PKCS#12 file, is encrypted with; null for none; libcurl's {@code CURLOPT_KEYPASSWD}
 */
public record TlsIdentity(
        @ReuseRule(value = Effect.MUST_MATCH, why = "the peer took the connection for that of one identity") @Nullable Path certificate,

        @ReuseRule(value = Effect.MUST_MATCH, why = "another form may hold another identity")
        KeyFormat certificateFormat,

        @ReuseRule(value = Effect.MUST_MATCH, why = "the peer took the connection for that of one identity") @Nullable Path key,

        @ReuseRule(value = Effect.MUST_MATCH, why = "another form may hold another identity")
        KeyFormat keyFormat,

        @ReuseRule(value = Effect.MUST_MATCH, why = "who does not know the password must not use the identity")
        @Nullable String password) {

    /** No identity. */
    public static final TlsIdentity NONE = new TlsIdentity(null, KeyFormat.PEM, null, KeyFormat.PEM, null);

    /** Everything but the password. */
    @Override
    public String toString() {
        return "TlsIdentity[certificate=" + certificate + ", certificateFormat=" + certificateFormat + ", key=" + key
                + ", keyFormat=" + keyFormat + ", password=" + (password == null ? "none" : "(hidden)") + "]";
    }
}
