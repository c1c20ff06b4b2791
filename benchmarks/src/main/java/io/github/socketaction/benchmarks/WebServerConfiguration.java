package io.github.socketaction.benchmarks;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The configuration of the one nginx. */
final class WebServerConfiguration {

    /**
     * {@code /close/} ends each connection after its response. {@code /upload} is answered only when the whole body is
     * read: as a proxy that must read it first, of another server of this nginx that gets none of it.
     */
    private static final String TEXT = """
            daemon off;
            worker_processes 1;
            pid %1$s/nginx.pid;
            error_log %1$s/error.log;
            events { worker_connections %2$d; }
            http {
              access_log off;
              client_body_temp_path %1$s/body;
              proxy_temp_path %1$s/proxy;
              fastcgi_temp_path %1$s/fastcgi;
              uwsgi_temp_path %1$s/uwsgi;
              scgi_temp_path %1$s/scgi;
              keepalive_requests 1000000000;
              keepalive_timeout 3600s;
              send_timeout 600s;
              sendfile on;
              tcp_nopush on;
              open_file_cache max=100 inactive=1h;
              open_file_cache_valid 1h;
              client_max_body_size 0;
              client_body_buffer_size 2m;
              server {
                listen unix:%1$s/sink.sock;
                location / { return 200; }
              }
              server {
            %3$s
            %4$s
                root %1$s/www;
                location /close/ { keepalive_timeout 0; alias %1$s/www/; }
                location = /upload {
                  client_body_in_single_buffer on;
                  proxy_pass_request_body off;
                  proxy_set_header Content-Length "";
                  proxy_pass http://unix:%1$s/sink.sock:/;
                }
              }
            }
            """;

    private WebServerConfiguration() {}

    static String text(
            Path folder, int port, int tlsPort, @Nullable Certificate certificate, List<String> addresses, int files) {
        StringBuilder listen = new StringBuilder();
        for (String address : addresses) {
            listen.append("    listen ")
                    .append(address)
                    .append(':')
                    .append(port)
                    .append(" backlog=16384;\n");
            if (certificate != null) {
                listen.append("    listen ")
                        .append(address)
                        .append(':')
                        .append(tlsPort)
                        .append(" ssl backlog=16384;\n");
            }
        }
        return TEXT.formatted(folder, files, listen, certificate == null ? "" : tls(certificate));
    }

    /** Without any resumption, so that each handshake is a whole one for every client. */
    private static String tls(Certificate certificate) {
        return """
                    ssl_certificate %s;
                    ssl_certificate_key %s;
                    ssl_protocols TLSv1.2 TLSv1.3;
                    ssl_session_cache off;
                    ssl_session_tickets off;
                """.formatted(certificate.pem(), certificate.key());
    }
}
