package io.github.socketaction.nio;

import io.github.socketaction.testkit.ServerProgram;
import io.github.socketaction.testkit.TestIdentity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A proxy that nobody here wrote, on a loopback port; where it is not installed, the test is aborted with that reason. */
final class ProxyProgram implements AutoCloseable {

    static final String USER = "user";
    static final String PASSWORD = "p\u00e4ss word";

    private static final String SQUID = """
            http_port 127.0.0.1:%1$d
            pid_filename none
            cache deny all
            access_log none
            cache_store_log none
            cache_log %2$s/cache.log
            coredump_dir %2$s
            shutdown_lifetime 0 seconds
            pinger_enable off
            """;

    private final ServerProgram program;

    private ProxyProgram(ServerProgram program) {
        this.program = program;
    }

    /** squid, for everybody. */
    static ProxyProgram squid() {
        return squid("http_access allow all\n", null);
    }

    /** squid with Basic authentication. */
    static ProxyProgram squidWithBasic() {
        return squid("""
                auth_param basic program /usr/lib/squid/basic_ncsa_auth FOLDER/users
                auth_param basic utf8 on
                acl known proxy_auth REQUIRED
                http_access allow known
                http_access deny all
                """, USER + ":" + md5(PASSWORD) + "\n");
    }

    /** squid with Digest authentication. */
    static ProxyProgram squidWithDigest() {
        return squid("""
                auth_param digest program /usr/lib/squid/digest_file_auth -c FOLDER/users
                auth_param digest realm proxy
                auth_param digest utf8 on
                acl known proxy_auth REQUIRED
                http_access allow known
                http_access deny all
                """, USER + ":proxy:" + md5(USER + ":proxy:" + PASSWORD) + "\n");
    }

    /** microsocks, which speaks SOCKS5; with or without a login. */
    static ProxyProgram microsocks(boolean wantsLogin) {
        ServerProgram program = ServerProgram.find("microsocks", "microsocks");
        List<String> arguments = new ArrayList<>(List.of("-i", "127.0.0.1", "-p", "" + program.port()));
        if (wantsLogin) {
            arguments.addAll(List.of("-u", USER, "-P", PASSWORD));
        }
        return new ProxyProgram(program.start(arguments.toArray(new String[0])));
    }

    /** Dante, which speaks SOCKS4 and SOCKS5. */
    static ProxyProgram dante() {
        ServerProgram program = ServerProgram.find("dante-server", "danted", "sockd");
        String configuration =
                program.write("danted.conf", """
                logoutput: stderr
                internal: 127.0.0.1 port = %d
                external: lo
                clientmethod: none
                socksmethod: none
                client pass { from: 127.0.0.0/8 to: 0.0.0.0/0 }
                socks pass { from: 127.0.0.0/8 to: 0.0.0.0/0 }
                """.formatted(program.port())).toString();
        String pid = program.folder().resolve("pid").toString();
        return new ProxyProgram(program.start("-f", configuration, "-p", pid));
    }

    /** stunnel, which speaks TLS for a proxy that does not. */
    static ProxyProgram stunnel(TestIdentity identity, ProxyProgram behind) {
        ServerProgram program = ServerProgram.find("stunnel4", "stunnel4", "stunnel");
        String configuration = program.write("stunnel.conf", """
                foreground = yes
                pid =
                syslog = no
                debug = notice
                [proxy]
                accept = 127.0.0.1:%d
                connect = 127.0.0.1:%d
                cert = %s
                key = %s
                TIMEOUTclose = 0
                """.formatted(
                                program.port(),
                                behind.port(),
                                program.write("proxy.pem", identity.chainPem()),
                                program.write("proxy.key", identity.keyPem())))
                .toString();
        return new ProxyProgram(program.start(configuration));
    }

    int port() {
        return program.port();
    }

    /** What it is, ending with what it has logged. */
    @Override
    public String toString() {
        return program.toString();
    }

    @Override
    public void close() {
        program.close();
    }

    private static ProxyProgram squid(String access, @Nullable String users) {
        ServerProgram program = ServerProgram.find("squid", "squid");
        String folder = program.folder().toString();
        if (users != null) {
            program.write("users", users);
        }
        String configuration = program.write(
                        "squid.conf", SQUID.formatted(program.port(), folder) + access.replace("FOLDER", folder))
                .toString();
        return new ProxyProgram(program.start("-N", "-f", configuration));
    }

    private static String md5(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
