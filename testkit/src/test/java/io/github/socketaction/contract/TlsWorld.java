package io.github.socketaction.contract;

import io.github.socketaction.MultiOptions;
import io.github.socketaction.testkit.MemoryServer;
import io.github.socketaction.testkit.MemoryTls;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.Simulation;
import io.github.socketaction.testkit.TestCertificates;
import io.github.socketaction.testkit.TestIdentity;
import io.github.socketaction.transfer.TlsOptions;
import io.github.socketaction.transfer.TransferOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;

/** A simulation with a server that speaks TLS at port 443 of the loopback address, and an authority that is trusted. */
final class TlsWorld implements AutoCloseable {

    static final TestIdentity AUTHORITY = TestCertificates.authority("CN=Test Authority,O=Socketaction");
    static final TestIdentity LOCALHOST = TestCertificates.localhost(AUTHORITY);
    static final Path CA_FILE = file("ca.pem", AUTHORITY.certificatePem());

    /** Shared: making one takes longer than a handshake. */
    private static final SSLContext USUAL = LOCALHOST.serverContext(null);

    final Simulation sim;
    final List<MemoryTls> sessions = new ArrayList<>();
    private final MemoryServer server;

    TlsWorld() {
        this(MultiOptions.builder());
    }

    TlsWorld(MultiOptions.Builder options) {
        sim = new Simulation(options);
        server = sim.listen("127.0.0.1", 443);
        serve(USUAL, tls -> {});
    }

    /** Serves with another identity, and answers every request with a short response. */
    TlsWorld serve(TestIdentity identity) {
        return serve(identity.serverContext(null), tls -> {});
    }

    /** Serves, and lets the script change what each connection does; unless it does, requests get a short response. */
    TlsWorld serve(SSLContext context, Consumer<MemoryTls> script) {
        server.onAccept(connection -> {
            MemoryTls tls = MemoryTls.on(connection, context);
            sessions.add(tls);
            tls.onRequest(request -> tls.send(Responses.ok("hello")));
            tls.onClose(tls::close);
            script.accept(tls);
        });
        return this;
    }

    /** As {@link #serve(SSLContext, Consumer)} with the usual identity. */
    TlsWorld serve(Consumer<MemoryTls> script) {
        return serve(LOCALHOST.serverContext(null), script);
    }

    MemoryServer server() {
        return server;
    }

    MemoryTls session(int nth) {
        return sessions.get(nth - 1);
    }

    /** Options that trust the authority. */
    static TlsOptions.Builder trusting() {
        return TlsOptions.builder().caFile(CA_FILE);
    }

    /** Runs a GET that trusts the authority to its end. */
    Recording get() {
        return get(trusting().build());
    }

    Recording get(TlsOptions tls) {
        return get("https://localhost/", tls);
    }

    Recording get(String url, TlsOptions tls) {
        Recording recording = start(url, builder -> builder.tls(tls));
        sim.runUntilDone();
        return recording;
    }

    Recording start(String url, UnaryOperator<TransferOptions.Builder> more) {
        return sim.start(url, builder -> more.apply(builder.tls(trusting().build())));
    }

    /** A file with a text, which lives as long as the tests run. */
    static Path file(String name, String text) {
        try {
            Path folder = Files.createTempDirectory("socketaction-tls");
            Path file = Files.writeString(folder.resolve(name), text);
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        sim.close();
    }
}
