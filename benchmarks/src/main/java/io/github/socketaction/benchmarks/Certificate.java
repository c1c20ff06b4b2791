package io.github.socketaction.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A self-signed certificate of the web server, and a trust store with it for clients on the JVM.
 *
 * @param pem the certificate
 * @param key its key
 * @param trustStore in PKCS#12, with the password {@value #PASSWORD}
 */
record Certificate(Path pem, Path key, Path trustStore) {

    static final String PASSWORD = "benchmarks";

    /** Makes one, valid for some addresses. */
    static Certificate make(Path folder, List<String> addresses) throws IOException, InterruptedException {
        Path pem = folder.resolve("certificate.pem");
        Path key = folder.resolve("key.pem");
        Path trustStore = folder.resolve("trust.p12");
        String names = addresses.stream().map(address -> "IP:" + address).collect(Collectors.joining(","));
        Commands.output(List.of(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:prime256v1",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=benchmarks",
                "-addext",
                "subjectAltName=" + names,
                "-keyout",
                key.toString(),
                "-out",
                pem.toString()));
        try (InputStream in = Files.newInputStream(pem);
                OutputStream out = Files.newOutputStream(trustStore)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry(
                    "server", CertificateFactory.getInstance("X.509").generateCertificate(in));
            store.store(out, PASSWORD.toCharArray());
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot make a trust store of " + pem, e);
        }
        return new Certificate(pem, key, trustStore);
    }
}
