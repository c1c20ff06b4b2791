package io.github.socketaction.transfer;

import io.github.socketaction.transfer.ReuseRule.Effect;
import java.nio.file.Path;
import java.security.Provider;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How TLS is spoken with a peer, what the peer must prove, and what we prove to it. Equal options are served by the same
 * connections and sessions; options that differ in anything are not.
 *
 * <p>Revocation is looked up in the lists of {@link TlsTrust#crlFile} and nowhere else: a stapled answer of an authority
 * (OCSP, RFC 6960; libcurl's {@code CURLOPT_SSL_VERIFYSTATUS}) cannot be required, and none that a peer sends counts. So
 * there is no option for it that could be set in vain.
 *
 * @param trust what the peer must prove
 * @param identity what we prove to a peer that asks
 * @param protocol how TLS is spoken
 */
public record TlsOptions(
        @ReuseRule(value = Effect.BY_COMPONENT, why = "see its components")
        TlsTrust trust,

        @ReuseRule(value = Effect.BY_COMPONENT, why = "see its components")
        TlsIdentity identity,

        @ReuseRule(value = Effect.BY_COMPONENT, why = "see its components")
        TlsProtocol protocol) {

    /** Everything verified with the system's trust, no identity of our own. */
    public static final TlsOptions DEFAULT = new TlsOptions(TlsTrust.DEFAULT, TlsIdentity.NONE, TlsProtocol.DEFAULT);

    /** Starts options with everything at its default. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects options. Not thread-safe; may be used again after {@link #build()}. */
    public static final class Builder {

        private boolean verifyPeer = true;
        private boolean verifyHost = true;
        private @Nullable Path caFile;
        private @Nullable Path caPath;
        private boolean systemTrust;
        private @Nullable Path crlFile;
        private @Nullable String pinnedPublicKey;
        private TlsIdentity identity = TlsIdentity.NONE;
        private TlsVersion min = TlsVersion.TLS_1_2;
        private TlsVersion max = TlsVersion.TLS_1_3;
        private List<String> ciphers = List.of();
        private List<String> tls13Ciphers = List.of();
        private boolean alpn = true;
        private boolean sessionReuse = true;
        private @Nullable Provider provider;

        private Builder() {}

        /** See {@link TlsTrust#verifyPeer}; true unless said otherwise. */
        public Builder verifyPeer(boolean verify) {
            verifyPeer = verify;
            return this;
        }

        /** See {@link TlsTrust#verifyHost}; true unless said otherwise. */
        public Builder verifyHost(boolean verify) {
            verifyHost = verify;
            return this;
        }

        /** See {@link TlsTrust#caFile}. */
        public Builder caFile(@Nullable Path file) {
            caFile = file;
            return this;
        }

        /** See {@link TlsTrust#caPath}. */
        public Builder caPath(@Nullable Path directory) {
            caPath = directory;
            return this;
        }

        /** See {@link TlsTrust#systemTrust}; false unless said otherwise. */
        public Builder systemTrust(boolean trust) {
            systemTrust = trust;
            return this;
        }

        /** See {@link TlsTrust#crlFile}. */
        public Builder crlFile(@Nullable Path file) {
            crlFile = file;
            return this;
        }

        /** See {@link TlsTrust#pinnedPublicKey}. */
        public Builder pinnedPublicKey(@Nullable String pins) {
            pinnedPublicKey = pins;
            return this;
        }

        /** See {@link TlsOptions#identity}; {@link TlsIdentity#NONE} unless said otherwise. */
        public Builder identity(TlsIdentity newIdentity) {
            identity = newIdentity;
            return this;
        }

        /** Sets the certificate and key from two PEM files. */
        public Builder identity(Path certificate, Path key, @Nullable String password) {
            return identity(new TlsIdentity(certificate, KeyFormat.PEM, key, KeyFormat.PEM, password));
        }

        /** See {@link TlsProtocol#min}; TLS 1.2 unless said otherwise. */
        public Builder minVersion(TlsVersion version) {
            min = version;
            return this;
        }

        /** See {@link TlsProtocol#max}; TLS 1.3 unless said otherwise. */
        public Builder maxVersion(TlsVersion version) {
            max = version;
            return this;
        }

        /** See {@link TlsProtocol#ciphers}: names separated by colons, commas or spaces. */
        public Builder ciphers(String names) {
            ciphers = split(names);
            return this;
        }

        /** See {@link TlsProtocol#tls13Ciphers}: names separated by colons, commas or spaces. */
        public Builder tls13Ciphers(String names) {
            tls13Ciphers = split(names);
            return this;
        }

        /** See {@link TlsProtocol#alpn}; true unless said otherwise. */
        public Builder alpn(boolean negotiate) {
            alpn = negotiate;
            return this;
        }

        /** See {@link TlsProtocol#sessionReuse}; true unless said otherwise. */
        public Builder sessionReuse(boolean reuse) {
            sessionReuse = reuse;
            return this;
        }

        /** See {@link TlsProtocol#provider}. */
        public Builder provider(@Nullable Provider newProvider) {
            provider = newProvider;
            return this;
        }

        /**
         * The options as collected so far.
         *
         * @throws IllegalArgumentException when the oldest version is newer than the newest
         */
        public TlsOptions build() {
            return new TlsOptions(
                    new TlsTrust(verifyPeer, verifyHost, caFile, caPath, systemTrust, crlFile, pinnedPublicKey),
                    identity,
                    new TlsProtocol(min, max, ciphers, tls13Ciphers, alpn, sessionReuse, provider));
        }

        private static List<String> split(String names) {
            List<String> split = new ArrayList<>();
            for (String name : names.split("[:, ]+", -1)) {
                if (!name.isEmpty()) {
                    split.add(name);
                }
            }
            return split;
        }
    }
}
