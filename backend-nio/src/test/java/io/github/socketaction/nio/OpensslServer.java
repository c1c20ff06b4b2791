package io.github.socketaction.nio;

import io.github.socketaction.testkit.ServerProgram;
import io.github.socketaction.testkit.TestIdentity;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code openssl s_server}, for what servers do rarely: the test types what it says, and its commands, which are single
 * letters. Where openssl is not installed the test is aborted, and says so.
 */
final class OpensslServer implements AutoCloseable {

    private final ServerProgram program;

    private OpensslServer(ServerProgram program) {
        this.program = program;
    }

    /** Starts one for 127.0.0.1, with more arguments. It shows the identity's whole chain. */
    static OpensslServer start(TestIdentity identity, String... more) {
        ServerProgram program = ServerProgram.find("openssl", "openssl");
        String certificate =
                program.write("server.pem", identity.certificatePem()).toString();
        String key = program.write("server.key", identity.keyPem()).toString();
        List<String> arguments = new ArrayList<>(List.of("s_server", "-accept", "127.0.0.1:" + program.port()));
        arguments.addAll(List.of("-cert", certificate, "-key", key));
        List<X509Certificate> chain = identity.chain();
        if (chain.size() > 1) {
            TestIdentity issuers = new TestIdentity(identity.key(), chain.subList(1, chain.size()));
            String file = program.write("issuers.pem", issuers.chainPem()).toString();
            arguments.addAll(List.of("-cert_chain", file));
        }
        arguments.addAll(List.of(more));
        return new OpensslServer(program.startUntilPrinted("ACCEPT", arguments.toArray(new String[0])));
    }

    String url() {
        return url("127.0.0.1");
    }

    String url(String host) {
        return "https://" + host + ":" + program.port() + "/";
    }

    /** Types a text, or a command with a line end. */
    void type(String text) {
        program.type(text);
    }

    /** Whether it has printed a text, the client's words among it. */
    boolean hasPrinted(String text) {
        return printed().contains(text);
    }

    /** All that it has printed. */
    String printed() {
        return program.output();
    }

    /** What it is, ending with what it has printed. */
    @Override
    public String toString() {
        return program.toString();
    }

    @Override
    public void close() {
        program.close();
    }
}
