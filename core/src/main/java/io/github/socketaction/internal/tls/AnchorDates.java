package io.github.socketaction.internal.tls;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.PKIXCertPathChecker;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a chain whose trusted certificate is itself not in force. RFC 5280 and Java take a trusted key for good without
 * its dates; libcurl over OpenSSL does not, and an authority that has expired has no business to vouch for anybody.
 */
final class AnchorDates extends PKIXCertPathChecker {

    private final List<X509Certificate> anchors;
    private boolean isNextToAnchor;

    AnchorDates(List<X509Certificate> anchors) {
        this.anchors = List.copyOf(anchors);
    }

    @Override
    public void init(boolean forward) throws CertPathValidatorException {
        if (forward) {
            throw new CertPathValidatorException("only chains that begin at a trusted certificate are looked at");
        }
        isNextToAnchor = true;
    }

    @Override
    public boolean isForwardCheckingSupported() {
        return false;
    }

    @Override
    public @Nullable Set<String> getSupportedExtensions() {
        return null;
    }

    /** Called for each certificate of a chain, that which a trusted one has issued first. */
    @Override
    public void check(Certificate certificate, Collection<String> unresolved) throws CertPathValidatorException {
        if (!isNextToAnchor || !(certificate instanceof X509Certificate issued)) {
            return;
        }
        isNextToAnchor = false;
        CertificateException expired = null;
        for (X509Certificate anchor : anchors) {
            if (anchor.getSubjectX500Principal().equals(issued.getIssuerX500Principal()) && hasIssued(anchor, issued)) {
                try {
                    anchor.checkValidity();
                    return;
                } catch (CertificateException e) {
                    expired = e;
                }
            }
        }
        throw new CertPathValidatorException(
                "the trusted certificate "
                        + CertificateStory.text(issued.getIssuerX500Principal().getName()) + " is not in force",
                expired,
                null,
                -1,
                BasicReason.EXPIRED);
    }

    private static boolean hasIssued(X509Certificate anchor, X509Certificate issued) {
        try {
            issued.verify(anchor.getPublicKey());
            return true;
        } catch (GeneralSecurityException anotherKey) {
            return false;
        }
    }
}
