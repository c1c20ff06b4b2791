package io.github.socketaction.testkit;

import org.jspecify.annotations.Nullable;

/**
 * A real nginx on a loopback port, serving a folder of its own, for the tests that want a server which nobody here wrote.
 * Where nginx is not installed the test is aborted, and says so.
 */
public final class NginxServer implements AutoCloseable {

    private static final String CONFIGURATION = """
            daemon off;
            worker_processes 1;
            worker_rlimit_nofile 20000;
            pid %1$s/nginx.pid;
            error_log %1$s/error.log;
            events { worker_connections 12000; }
            http {
              access_log off;
              client_body_temp_path %1$s/body;
              proxy_temp_path %1$s/proxy;
              fastcgi_temp_path %1$s/fastcgi;
              uwsgi_temp_path %1$s/uwsgi;
              scgi_temp_path %1$s/scgi;
              keepalive_requests 100000000;
              keepalive_timeout 300s;
              server { listen 127.0.0.1:%2$d%3$s backlog=8192; root %1$s/www; %4$s }
            }
            """;

    private final ServerProgram program;
    private final String scheme;

    private NginxServer(ServerProgram program, String scheme) {
        this.program = program;
        this.scheme = scheme;
    }

    /** Starts one, or aborts the test when there is no nginx to start. */
    public static NginxServer start() {
        return start(ServerProgram.find("nginx-light", "nginx"), "http", "");
    }

    /**
     * Starts one that speaks TLS, or aborts the test when there is no nginx to start.
     *
     * @param server whose certificate it shows, which should be for 127.0.0.1
     * @param protocols the versions that it speaks, as {@code TLSv1.2 TLSv1.3}
     * @param clients the authority of the clients that it serves, or null for serving everybody
     */
    public static NginxServer startTls(TestIdentity server, String protocols, @Nullable TestIdentity clients) {
        ServerProgram program = ServerProgram.find("nginx-light", "nginx");
        program.write("server.pem", server.chainPem());
        program.write("key.pem", server.keyPem());
        String directives = "ssl_certificate server.pem; ssl_certificate_key key.pem; ssl_protocols " + protocols
                + "; ssl_session_cache shared:tests:1m;";
        if (clients != null) {
            program.write("clients.pem", clients.certificatePem());
            directives += " ssl_verify_client on; ssl_client_certificate clients.pem;";
        }
        return start(program, "https", directives);
    }

    private static NginxServer start(ServerProgram program, String scheme, String directives) {
        String folder = program.folder().toString();
        program.write("www/index.html", "");
        String ssl = scheme.equals("https") ? " ssl" : "";
        String configuration = program.write(
                        "nginx.conf", CONFIGURATION.formatted(folder, program.port(), ssl, directives))
                .toString();
        return new NginxServer(program.start("-c", configuration, "-p", folder), scheme);
    }

    /** Puts a file into the served folder. */
    public NginxServer serve(String name, byte[] content) {
        program.write("www/" + name, content);
        return this;
    }

    /** The URL of a served file. */
    public String url(String name) {
        return scheme + "://127.0.0.1:" + program.port() + "/" + name;
    }

    /** What it is, ending with what it has logged. */
    @Override
    public String toString() {
        return program.toString();
    }

    /** Stops it and deletes its folder. */
    @Override
    public void close() {
        program.close();
    }
}
