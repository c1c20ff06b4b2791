package io.github.socketaction.cli;

import io.github.socketaction.socket.BackendProvider;
import io.github.socketaction.socket.Backends;

/** What {@code --version} says. */
final class Version {

    /** A constant, since reading it from the jar would cost time at every start; a test compares it with the build. */
    static final String NUMBER = "0.1.0-SNAPSHOT";

    private Version() {}

    static String text() {
        StringBuilder text = new StringBuilder(256);
        text.append("sact ").append(NUMBER);
        text.append(" (").append(System.getProperty("os.name")).append(' ').append(System.getProperty("os.arch"));
        text.append(") Java/").append(System.getProperty("java.version")).append('\n');
        text.append("Protocols: http https\n");
        text.append("Features: AsynchDNS HTTPS-proxy IPv6 SSL UnixSockets\n");
        text.append("Backends:");
        StringBuilder unavailable = new StringBuilder();
        int available = 0;
        for (BackendProvider provider : Backends.all()) {
            String reason = provider.unavailableReason();
            if (reason == null) {
                text.append(' ').append(provider.name());
                available++;
            } else {
                unavailable.append("Backend ").append(provider.name());
                unavailable.append(": unavailable, because ").append(reason).append('\n');
            }
        }
        if (available == 0) {
            text.append(" none");
        }
        return text.append('\n').append(unavailable).toString();
    }
}
