package io.github.socketaction.internal.tls;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateRevokedException;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/** Why a certificate does not do, in words for a person. */
final class CertificateStory {

    private static final int MAX_NAMES = 8;
    private static final int MAX_TEXT = 300;

    private CertificateStory() {}

    /**
     * Tells it.
     *
     * @param reason what Java says of the chain, or null when only the host is not named
     */
    static String tell(X509Certificate[] chain, String host, @Nullable CertificateException reason) {
        String why = reason == null ? namesOther(chain[0], host) : ofChain(chain, host, reason);
        return "the certificate of " + host + " is refused: " + why + " (subject: "
                + text(chain[0].getSubjectX500Principal().getName()) + "; issuer: "
                + text(chain[0].getIssuerX500Principal().getName()) + ")";
    }

    private static String ofChain(X509Certificate[] chain, String host, CertificateException reason) {
        String dates = ofDates(chain);
        if (dates != null) {
            return dates;
        }
        if (causes(reason, CertificateRevokedException.class)) {
            return "it is revoked";
        }
        if (isUndetermined(reason)) {
            return "the revocation lists given do not say whether it is revoked";
        }
        if (!causes(reason, CertPathBuilderException.class)
                && !causes(reason, CertPathValidatorException.class)
                && !HostNames.match(host, chain[0])) {
            return namesOther(chain[0], host);
        }
        if (causes(reason, CertPathBuilderException.class) && isSelfSigned(chain[chain.length - 1])) {
            return chain.length == 1
                    ? "it is self-signed, and not trusted itself"
                    : "it leads to an unknown authority, which is self-signed";
        }
        if (causes(reason, CertPathBuilderException.class)) {
            return "it leads to an unknown authority: none that is trusted has issued it";
        }
        return text(String.valueOf(reason.getMessage()));
    }

    private static String namesOther(X509Certificate certificate, String host) {
        StringBuilder text = new StringBuilder("it does not name ").append(host).append(", but ");
        int count = 0;
        for (String name : HostNames.names(certificate)) {
            if (count == MAX_NAMES) {
                return text.append(" and more").toString();
            }
            text.append(count++ == 0 ? "" : ", ").append(text(name));
        }
        return count == 0 ? text.append("no host at all").toString() : text.toString();
    }

    private static @Nullable String ofDates(X509Certificate[] chain) {
        for (int i = 0; i < chain.length; i++) {
            X509Certificate certificate = chain[i];
            String whose = i == 0
                    ? "it"
                    : "that of its authority "
                            + text(certificate.getSubjectX500Principal().getName());
            try {
                certificate.checkValidity();
            } catch (CertificateExpiredException e) {
                return whose + " expired at " + certificate.getNotAfter().toInstant();
            } catch (CertificateNotYetValidException e) {
                return whose + " is not in force before "
                        + certificate.getNotBefore().toInstant();
            }
        }
        return null;
    }

    private static boolean isSelfSigned(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }

    private static boolean isUndetermined(Throwable reason) {
        for (Throwable cause = reason; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertPathValidatorException e
                    && e.getReason() == BasicReason.UNDETERMINED_REVOCATION_STATUS) {
                return true;
            }
        }
        return false;
    }

    private static boolean causes(Throwable reason, Class<? extends Throwable> type) {
        for (Throwable cause = reason; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    /** The peer chose it: bounded, and without what could move a terminal's cursor or look like a line of our own. */
    static String text(String raw) {
        StringBuilder safe = new StringBuilder();
        for (int i = 0; i < raw.length() && i < MAX_TEXT; i++) {
            char c = raw.charAt(i);
            safe.append(Character.isISOControl(c) ? '?' : c);
        }
        return raw.length() > MAX_TEXT ? safe.append("...").toString() : safe.toString();
    }
}
