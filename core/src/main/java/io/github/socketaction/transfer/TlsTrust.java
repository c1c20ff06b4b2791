package io.github.socketaction.transfer;

import io.github.socketaction.transfer.ReuseRule.Effect;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a peer must prove to be spoken with.
 *
 * <p>Files are read when the first connection with these options is made, on the engine's thread, and again when a
 * connection is made after they were changed: reading them blocks, so keep them on a local disk. Connections that are there
 * already stay in use.
 *
 * @param verifyPeer whether the certificate must lead to a trusted authority and be in force; libcurl's {@code
 *     CURLOPT_SSL_VERIFYPEER}
 * @param verifyHost whether the certificate must name the host; libcurl's {@code CURLOPT_SSL_VERIFYHOST}. It holds also
 *     without {@code verifyPeer}
 * @param caFile a PEM file of trusted certificates, or null; libcurl's {@code CURLOPT_CAINFO}. One that is not in force
 *     when a peer relies on it does not count
 * @param caPath a directory of PEM files of trusted certificates, or null; libcurl's {@code CURLOPT_CAPATH}. All files in
 *     it count, whatever their names
 * @param systemTrust whether Java's own trusted certificates count beside the given ones; they always do when neither a
 *     file nor a directory is given
 * @param crlFile a PEM file of revocation lists, or null; libcurl's {@code CURLOPT_CRLFILE}. If given, it must have the list
 *     of every authority in the peer's chain. It is the only way in which revocation counts: see {@link TlsOptions}
 * @param pinnedPublicKey what the peer's public key must be, or null for any; libcurl's {@code CURLOPT_PINNEDPUBLICKEY}:
 *     {@code sha256//} and the hash in base64, several of them separated by semicolons, or the path of a file with the
 *     key in PEM or DER. It holds also without {@code verifyPeer}
 */
public record TlsTrust(
        @ReuseRule(value = Effect.MUST_MATCH, why = "an unverified peer must not serve who wants it verified")
        boolean verifyPeer,

        @ReuseRule(value = Effect.MUST_MATCH, why = "an unverified peer must not serve who wants it verified")
        boolean verifyHost,

        @ReuseRule(value = Effect.MUST_MATCH, why = "a peer that one trusts another may not") @Nullable Path caFile,

        @ReuseRule(value = Effect.MUST_MATCH, why = "a peer that one trusts another may not") @Nullable Path caPath,

        @ReuseRule(value = Effect.MUST_MATCH, why = "a peer that one trusts another may not")
        boolean systemTrust,

        @ReuseRule(value = Effect.MUST_MATCH, why = "a certificate may be revoked by one list and not by another")
        @Nullable Path crlFile,

        @ReuseRule(value = Effect.MUST_MATCH, why = "a peer whose key was not compared must not serve who pins it")
        @Nullable String pinnedPublicKey) {

    /** Everything verified, with Java's own trusted certificates. */
    public static final TlsTrust DEFAULT = new TlsTrust(true, true, null, null, false, null, null);
}
