package io.github.socketaction.internal.tls;

import io.github.socketaction.internal.TransferFailure;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.TlsProtocol;
import io.github.socketaction.transfer.TlsVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Cipher suites by the names that people use, OpenSSL's and IANA's, and by those that Java uses. */
final class CipherNames {

    /** Those of TLS 1.3 have one name only. */
    private static final Set<String> TLS_1_3 = Set.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_AES_128_CCM_SHA256",
            "TLS_AES_128_CCM_8_SHA256");

    /** How OpenSSL writes what is encrypted with, and how IANA does. */
    private static final Map<String, String> BULK = Map.ofEntries(
            Map.entry("AES128-GCM-SHA256", "AES_128_GCM_SHA256"),
            Map.entry("AES256-GCM-SHA384", "AES_256_GCM_SHA384"),
            Map.entry("CHACHA20-POLY1305", "CHACHA20_POLY1305_SHA256"),
            Map.entry("AES128-SHA256", "AES_128_CBC_SHA256"),
            Map.entry("AES256-SHA256", "AES_256_CBC_SHA256"),
            Map.entry("AES256-SHA384", "AES_256_CBC_SHA384"),
            Map.entry("AES128-SHA", "AES_128_CBC_SHA"),
            Map.entry("AES256-SHA", "AES_256_CBC_SHA"));

    /** How OpenSSL writes who the keys are agreed on with; a suite without one is plain RSA. */
    private static final Map<String, String> KEYS = Map.of(
            "ECDHE-RSA-", "TLS_ECDHE_RSA_WITH_",
            "ECDHE-ECDSA-", "TLS_ECDHE_ECDSA_WITH_",
            "DHE-RSA-", "TLS_DHE_RSA_WITH_",
            "", "TLS_RSA_WITH_");

    private CipherNames() {}

    /**
     * The suites to offer, by Java's names; empty for the implementation's own choice.
     *
     * @param enabled what the implementation offers by itself
     * @param supported what it can do
     * @throws TransferFailure with {@code SSL_CIPHER}, naming what nobody knows or the implementation cannot do
     */
    static List<String> chosen(TlsProtocol protocol, String[] enabled, String[] supported) {
        if (protocol.ciphers().isEmpty() && protocol.tls13Ciphers().isEmpty()) {
            return List.of();
        }
        List<String> chosen = new ArrayList<>();
        if (protocol.max() == TlsVersion.TLS_1_3) {
            addAll(chosen, protocol.tls13Ciphers(), enabled, supported, true);
        }
        if (protocol.min() == TlsVersion.TLS_1_2) {
            addAll(chosen, protocol.ciphers(), enabled, supported, false);
        }
        return chosen;
    }

    private static void addAll(
            List<String> chosen, List<String> names, String[] enabled, String[] supported, boolean isTls13) {
        if (names.isEmpty()) {
            for (String suite : enabled) {
                if (TLS_1_3.contains(suite) == isTls13) {
                    chosen.add(suite);
                }
            }
            return;
        }
        Set<String> possible = Set.of(supported);
        for (String name : names) {
            String suite = isTls13 ? tls13(name) : tls12(name);
            if (!possible.contains(suite)) {
                throw unusable(name, "this TLS implementation does not have it");
            }
            chosen.add(suite);
        }
    }

    private static String tls13(String name) {
        if (!TLS_1_3.contains(name)) {
            throw unusable(name, "it is no cipher suite of TLS 1.3, as TLS_AES_128_GCM_SHA256 is");
        }
        return name;
    }

    private static String tls12(String name) {
        if (name.startsWith("TLS_") && name.contains("_WITH_")) {
            return name;
        }
        for (Map.Entry<String, String> keys : KEYS.entrySet()) {
            String bulk = name.startsWith(keys.getKey())
                    ? BULK.get(name.substring(keys.getKey().length()))
                    : null;
            if (bulk != null) {
                return keys.getValue() + bulk;
            }
        }
        throw unusable(
                name,
                "it is no cipher suite of TLS 1.2, as ECDHE-RSA-AES128-GCM-SHA256 is; keywords are not understood");
    }

    private static TransferFailure unusable(String name, String why) {
        return new TransferFailure(
                ResultCode.SSL_CIPHER, "cannot use the cipher \"" + CertificateStory.text(name) + "\": " + why);
    }
}
