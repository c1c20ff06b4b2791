package io.github.socketaction.internal.tls;

import io.github.socketaction.internal.TransferFailure;
import io.github.socketaction.transfer.ResultCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** The public keys of which a peer must have one, as the hashes of their DER form; none for any. */
final class PinnedKeys {

    static final PinnedKeys ANY = new PinnedKeys(List.of());

    private static final String PREFIX = "sha256//";

    private final List<byte[]> hashes;

    private PinnedKeys(List<byte[]> hashes) {
        this.hashes = hashes;
    }

    /**
     * What a user writes, see {@link io.github.socketaction.transfer.TlsTrust#pinnedPublicKey}.
     *
     * @throws TransferFailure with {@code SSL_PINNEDPUBKEYNOTMATCH} when it cannot be understood or read
     */
    static PinnedKeys of(@Nullable String pins) {
        if (pins == null) {
            return ANY;
        }
        return new PinnedKeys(pins.startsWith(PREFIX) ? hashes(pins) : List.of(hash(keyOf(pins))));
    }

    /** The file that a user names, or null. */
    static @Nullable Path file(@Nullable String pins) {
        if (pins == null || pins.startsWith(PREFIX)) {
            return null;
        }
        try {
            return Path.of(pins);
        } catch (InvalidPathException unusable) {
            return null; // who reads it says why
        }
    }

    /** Refuses a certificate with another key. */
    void check(X509Certificate certificate) throws RefusedCertificate {
        if (hashes.isEmpty()) {
            return;
        }
        byte[] hash = hash(certificate.getPublicKey().getEncoded());
        for (byte[] pinned : hashes) {
            if (MessageDigest.isEqual(pinned, hash)) {
                return;
            }
        }
        throw new RefusedCertificate(
                ResultCode.SSL_PINNEDPUBKEYNOTMATCH,
                "the public key is none of those that are pinned: it is " + PREFIX
                        + Base64.getEncoder().encodeToString(hash),
                null);
    }

    /**
     * Refuses a session with another key: one that was resumed shows no certificate in its handshake.
     *
     * @throws TransferFailure with {@code SSL_PINNEDPUBKEYNOTMATCH}
     */
    void check(SSLSession session, TlsPeer peer) {
        if (hashes.isEmpty()) {
            return;
        }
        List<X509Certificate> chain = Sessions.peerCertificates(session);
        try {
            if (chain.isEmpty()) {
                throw new RefusedCertificate(
                        ResultCode.SSL_PINNEDPUBKEYNOTMATCH,
                        "the peer showed no key to compare with the pinned ones",
                        null);
            }
            check(chain.get(0));
        } catch (RefusedCertificate refused) {
            session.invalidate();
            throw new TransferFailure(refused.code(), "TLS with " + peer + " failed: " + refused.getMessage(), refused);
        }
    }

    private static List<byte[]> hashes(String pins) {
        List<byte[]> hashes = new ArrayList<>();
        for (String pin : pins.split(";", -1)) {
            String trimmed = pin.trim();
            if (trimmed.isEmpty()) {
                continue;
            }
            byte[] hash = trimmed.startsWith(PREFIX) ? decoded(trimmed.substring(PREFIX.length())) : null;
            if (hash == null || hash.length != 32) {
                throw bad("\"" + trimmed + "\" is not " + PREFIX + " and the base64 of a SHA-256 hash", null);
            }
            hashes.add(hash);
        }
        return hashes;
    }

    private static byte @Nullable [] decoded(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }

    private static byte[] keyOf(String file) {
        try {
            byte[] content = Files.readAllBytes(Path.of(file));
            for (Pem.Block block : Pem.blocks(content)) {
                if (block.label().equals("PUBLIC KEY")) {
                    return block.der();
                }
            }
            if (Pem.isText(content)) {
                throw bad("the file " + file + " has no block BEGIN PUBLIC KEY", null);
            }
            return content;
        } catch (IOException | InvalidPathException e) {
            throw bad("cannot read the file " + file + ": " + e, e);
        }
    }

    private static byte[] hash(byte[] key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static TransferFailure bad(String why, @Nullable Exception cause) {
        return new TransferFailure(
                ResultCode.SSL_PINNEDPUBKEYNOTMATCH, "the pinned public key cannot be used: " + why, cause);
    }
}
