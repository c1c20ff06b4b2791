package io.github.socketaction.cli;

import io.github.socketaction.transfer.KeyFormat;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.TlsIdentity;
import io.github.socketaction.transfer.TlsOptions;
import io.github.socketaction.transfer.TlsVersion;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How TLS is spoken with servers and with HTTPS proxies, by the command line and the environment. */
final class TlsArguments {

    private static final String FILE_VARIABLE = "SSL_CERT_FILE";
    private static final String DIRECTORY_VARIABLE = "SSL_CERT_DIR";

    private final CommandLine line;

    /** The variables count where no option of the command says whom to trust, and where trust matters, as in curl. */
    private final Map<String, String> trustEnvironment;

    /**
     * Arguments.
     *
     * @param environment the variables of the process
     */
    TlsArguments(CommandLine line, Map<String, String> environment) {
        this.line = line;
        boolean asks = line.text(Option.CACERT) != null || line.text(Option.CAPATH) != null;
        trustEnvironment = asks || line.has(Option.INSECURE) ? Map.of() : environment;
    }

    /**
     * What holds for servers.
     *
     * @throws ValueException when a value cannot be used
     * @throws UsageException when a value cannot be understood
     */
    TlsOptions forServers() {
        TlsOptions.Builder builder = TlsOptions.builder();
        boolean verifies = !line.has(Option.INSECURE);
        builder.verifyPeer(verifies).verifyHost(verifies);
        Path caFile = file(Option.CACERT);
        builder.caFile(caFile == null ? variable(FILE_VARIABLE) : caFile);
        builder.caPath(caPath()).crlFile(file(Option.CRLFILE));
        builder.pinnedPublicKey(line.text(Option.PINNEDPUBKEY)).identity(identity());
        addVersions(builder);
        String ciphers = line.text(Option.CIPHERS);
        if (ciphers != null) {
            builder.ciphers(ciphers);
        }
        String tls13Ciphers = line.text(Option.TLS13_CIPHERS);
        if (tls13Ciphers != null) {
            builder.tls13Ciphers(tls13Ciphers);
        }
        return builder.alpn(line.has(Option.ALPN)).build();
    }

    /**
     * What holds for HTTPS proxies. As in curl, a directory of authorities and a file of revocations count for them too, a
     * file of authorities does not.
     *
     * @throws ValueException when a value cannot be used
     */
    TlsOptions forProxies() {
        boolean verifies = !line.has(Option.PROXY_INSECURE);
        return TlsOptions.builder()
                .verifyPeer(verifies)
                .verifyHost(verifies)
                .caFile(file(Option.PROXY_CACERT))
                .caPath(caPath())
                .crlFile(file(Option.CRLFILE))
                .build();
    }

    private @Nullable Path caPath() {
        Path directory = file(Option.CAPATH);
        return directory == null ? variable(DIRECTORY_VARIABLE) : directory;
    }

    private TlsIdentity identity() {
        String given = line.text(Option.CERT);
        CertificateArgument certificate = CertificateArgument.parse(given == null ? "" : given);
        String password = line.text(Option.PASS);
        if (certificate.password() != null && line.last(Option.PASS, Option.CERT) == Option.CERT) {
            password = certificate.password();
        }
        Path file = certificate.file().isEmpty() ? null : path("option --cert", certificate.file());
        return new TlsIdentity(
                file, format(Option.CERT_TYPE, true), file(Option.KEY), format(Option.KEY_TYPE, false), password);
    }

    private KeyFormat format(Option option, boolean mayHoldBoth) {
        String text = line.text(option);
        String type = text == null ? "PEM" : text.toUpperCase(Locale.ROOT);
        if (type.equals("P12") && mayHoldBoth) {
            return KeyFormat.PKCS12;
        }
        if (type.equals("PEM") || type.equals("DER")) {
            return KeyFormat.valueOf(type);
        }
        String possible = mayHoldBoth ? "PEM, DER and P12" : "PEM and DER";
        throw new ValueException(
                ResultCode.SSL_CERTPROBLEM,
                "option --" + option.longName + ": '" + text + "' is not supported; " + possible + " are");
    }

    private void addVersions(TlsOptions.Builder builder) {
        TlsVersion min =
                line.last(Option.TLSV1_2, Option.TLSV1_3) == Option.TLSV1_3 ? TlsVersion.TLS_1_3 : TlsVersion.TLS_1_2;
        TlsVersion max = newest(line.text(Option.TLS_MAX));
        if (min.compareTo(max) > 0) {
            throw new ValueException(
                    ResultCode.SSL_CONNECT_ERROR,
                    "option --tls-max: there is no TLS up to 1.2 that is as new as --tlsv1.3 asks for");
        }
        builder.minVersion(min).maxVersion(max);
    }

    private static TlsVersion newest(@Nullable String text) {
        return switch (text == null ? "default" : text.toLowerCase(Locale.ROOT)) {
            case "default", "1.3" -> TlsVersion.TLS_1_3;
            case "1.2" -> TlsVersion.TLS_1_2;
            case "1.0", "1.1" ->
                throw new ValueException(
                        ResultCode.NOT_BUILT_IN,
                        "option --tls-max: TLS " + text + " is not offered, as it is deprecated (RFC 8996); use 1.2 or"
                                + " 1.3");
            default ->
                throw new UsageException("option --tls-max: '" + text + "' is no version of TLS; use 1.2 or 1.3");
        };
    }

    private @Nullable Path file(Option option) {
        String text = line.text(option);
        return text == null ? null : path("option --" + option.longName, text);
    }

    private @Nullable Path variable(String name) {
        String text = trustEnvironment.get(name);
        return text == null || text.isEmpty() ? null : path("variable " + name, text);
    }

    private static Path path(String what, String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new UsageException(what + ": '" + text + "' is no path: " + e.getReason());
        }
    }
}
