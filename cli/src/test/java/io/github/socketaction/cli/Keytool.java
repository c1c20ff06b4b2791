package io.github.socketaction.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Makes keys with self-signed certificates, by the JDK's own tool. */
final class Keytool {

    /** The password of every key store made here. */
    static final String PASSWORD = "keep-me-secret";

    private static final int PATIENCE_SECONDS = 120;

    private Keytool() {}

    /** Makes {@code name.p12} with a key and {@code name.pem} with its certificate. */
    static void make(Path directory, String name, String subjectAlternativeNames) throws Exception {
        String store = directory.resolve(name + ".p12").toString();
        run(
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "30",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=" + subjectAlternativeNames,
                "-keystore",
                store);
        String certificate = directory.resolve(name + ".pem").toString();
        run("-exportcert", "-rfc", "-alias", name, "-file", certificate, "-keystore", store);
    }

    /**
     * What a server needs to speak TLS.
     *
     * @param own the key store of its own key
     * @param trusted the key store with the certificate of clients
     */
    static SSLContext context(Path own, Path trusted) throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store(own), PASSWORD.toCharArray());
        KeyStore clients = KeyStore.getInstance("PKCS12");
        clients.load(null, null);
        KeyStore from = store(trusted);
        String alias = from.aliases().nextElement();
        clients.setCertificateEntry(alias, from.getCertificate(alias));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(clients);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    static KeyStore store(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private static void run(String... args) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(args));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException(command.get(1) + " failed: " + said);
        }
    }
}
