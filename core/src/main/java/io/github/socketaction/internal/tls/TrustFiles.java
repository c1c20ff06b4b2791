package io.github.socketaction.internal.tls;

import io.github.socketaction.internal.TransferFailure;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.TlsTrust;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CRL;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Makes of the files that a user trusts the one who verifies chains. It reads files, so it blocks. */
final class TrustFiles {

    private final TlsTrust trust;

    TrustFiles(TlsTrust trust) {
        this.trust = trust;
    }

    /**
     * Who verifies chains as the options say.
     *
     * @throws TransferFailure with {@code SSL_CACERT_BADFILE} or {@code SSL_CRL_BADFILE} when a file is of no use
     */
    X509ExtendedTrustManager verifier() {
        try {
            boolean isSystemsAlone = trust.caFile() == null && trust.caPath() == null;
            if (isSystemsAlone && trust.crlFile() == null) {
                return manager(null);
            }
            List<X509Certificate> anchors = new ArrayList<>();
            if (isSystemsAlone || trust.systemTrust()) {
                anchors.addAll(List.of(manager(null).getAcceptedIssuers()));
            }
            addFile(anchors, trust.caFile());
            addDirectory(anchors, trust.caPath());
            return manager(parameters(anchors));
        } catch (GeneralSecurityException | IOException e) {
            throw badAuthorities("the trusted certificates cannot be used: " + e.getMessage(), e);
        }
    }

    private PKIXBuilderParameters parameters(List<X509Certificate> anchors)
            throws GeneralSecurityException, IOException {
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(store(anchors), new X509CertSelector());
        parameters.addCertPathChecker(new AnchorDates(anchors));
        Path crlFile = trust.crlFile();
        parameters.setRevocationEnabled(crlFile != null);
        if (crlFile != null) {
            parameters.addCertStore(
                    CertStore.getInstance("Collection", new CollectionCertStoreParameters(revocations(crlFile))));
            PKIXRevocationChecker checker =
                    (PKIXRevocationChecker) CertPathBuilder.getInstance("PKIX").getRevocationChecker();
            // Only the lists given: nothing is asked of the network while a connection is made.
            checker.setOptions(
                    EnumSet.of(PKIXRevocationChecker.Option.PREFER_CRLS, PKIXRevocationChecker.Option.NO_FALLBACK));
            parameters.addCertPathChecker(checker);
        }
        return parameters;
    }

    private static X509ExtendedTrustManager manager(@Nullable PKIXBuilderParameters parameters)
            throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        if (parameters == null) {
            factory.init((KeyStore) null);
        } else {
            factory.init(new CertPathTrustManagerParameters(parameters));
        }
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager extended) {
                return extended;
            }
        }
        throw new GeneralSecurityException("this Java verifies no certificates");
    }

    private static KeyStore store(List<X509Certificate> anchors) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (int i = 0; i < anchors.size(); i++) {
            store.setCertificateEntry("ca" + i, anchors.get(i));
        }
        return store;
    }

    private static void addFile(List<X509Certificate> anchors, @Nullable Path file) {
        if (file == null) {
            return;
        }
        try {
            List<X509Certificate> found = certificates(Files.readAllBytes(file));
            if (found.isEmpty()) {
                throw badAuthorities("the file " + file + " of trusted certificates has none", null);
            }
            anchors.addAll(found);
        } catch (IOException | GeneralSecurityException e) {
            throw badAuthorities("cannot read the trusted certificates in the file " + file + ": " + e, e);
        }
    }

    private static void addDirectory(List<X509Certificate> anchors, @Nullable Path directory) {
        if (directory == null) {
            return;
        }
        int before = anchors.size();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                if (Files.isRegularFile(file)) {
                    anchors.addAll(certificates(Files.readAllBytes(file)));
                }
            }
        } catch (IOException | GeneralSecurityException e) {
            throw badAuthorities("cannot read the trusted certificates in the directory " + directory + ": " + e, e);
        }
        if (anchors.size() == before) {
            throw badAuthorities("the directory " + directory + " has no trusted certificate", null);
        }
    }

    /** The certificates in PEM, or the one in DER. */
    static List<X509Certificate> certificates(byte[] file) throws IOException, GeneralSecurityException {
        List<X509Certificate> found = new ArrayList<>();
        for (Pem.Block block : Pem.blocks(file)) {
            if (block.label().equals("CERTIFICATE") || block.label().equals("X509 CERTIFICATE")) {
                found.add(certificate(block.der()));
            }
        }
        return found;
    }

    /** One certificate in DER. */
    static X509Certificate certificate(byte[] der) throws GeneralSecurityException {
        Certificate made = CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        return (X509Certificate) made;
    }

    private static List<CRL> revocations(Path file) {
        try {
            List<CRL> found = new ArrayList<>();
            for (Pem.Block block : Pem.blocks(Files.readAllBytes(file))) {
                if (block.label().equals("X509 CRL")) {
                    found.add(
                            CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(block.der())));
                }
            }
            if (found.isEmpty()) {
                throw badRevocations("the file " + file + " has no revocation list", null);
            }
            return found;
        } catch (IOException | GeneralSecurityException e) {
            throw badRevocations("cannot read the revocation lists in the file " + file + ": " + e, e);
        }
    }

    private static TransferFailure badAuthorities(String message, @Nullable Exception cause) {
        return new TransferFailure(ResultCode.SSL_CACERT_BADFILE, message, cause);
    }

    private static TransferFailure badRevocations(String message, @Nullable Exception cause) {
        return new TransferFailure(ResultCode.SSL_CRL_BADFILE, message, cause);
    }
}
