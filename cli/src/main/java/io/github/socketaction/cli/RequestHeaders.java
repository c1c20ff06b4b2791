package io.github.socketaction.cli;

import io.github.socketaction.transfer.Header;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The header fields of every request of a command, from {@code -H} and {@code -A} as curl understands them. */
final class RequestHeaders {

    private static final String USER_AGENT = "User-Agent";

    /** The other fields that the engine sends by itself: to leave one out is to give it an empty value. */
    private static final List<String> SENT_ANYWAY = List.of("Host", "Authorization", "Accept");

    /** Those that it sends to a proxy by itself. */
    private static final List<String> SENT_TO_PROXIES =
            List.of("Host", USER_AGENT, "Proxy-Authorization", "Proxy-Connection");

    private final List<Header> headers = new ArrayList<>();
    private final String option;
    private final List<String> sentAnyway;
    private boolean agentDecided;

    private RequestHeaders(String option, List<String> sentAnyway) {
        this.option = option;
        this.sentAnyway = sentAnyway;
    }

    /**
     * Makes the fields.
     *
     * @param lines each as given to {@code -H}
     * @param agent as given to {@code -A}, or null
     * @throws UsageException when a line cannot be sent
     */
    static List<Header> of(List<String> lines, @Nullable String agent) {
        RequestHeaders made = new RequestHeaders("-H", SENT_ANYWAY);
        lines.forEach(made::add);
        if (!made.agentDecided) {
            String value = agent == null ? "sact/" + Version.NUMBER : agent;
            if (!value.isEmpty()) {
                made.headers.add(0, header(USER_AGENT, value, "-A"));
            }
        }
        return made.headers;
    }

    /**
     * Makes the fields for a proxy alone.
     *
     * @param lines each as given to {@code --proxy-header}
     * @throws UsageException when a line cannot be sent
     */
    static List<Header> forProxies(List<String> lines) {
        RequestHeaders made = new RequestHeaders("--proxy-header", SENT_TO_PROXIES);
        lines.forEach(made::add);
        return made.headers;
    }

    private void add(String line) {
        if (line.startsWith("@")) {
            throw new UsageException(
                    "option " + option + ": reading headers from a file (" + line + ") is not offered yet");
        }
        int colon = line.indexOf(':');
        if (colon >= 0) {
            String value = line.substring(colon + 1).stripLeading();
            addField(line.substring(0, colon), value, value.isEmpty());
        } else if (line.endsWith(";")) {
            addField(line.substring(0, line.length() - 1), "", false);
        }
        // curl ignores a line with neither, too.
    }

    private void addField(String name, String value, boolean drop) {
        if (name.equalsIgnoreCase(USER_AGENT)) {
            agentDecided = true;
        }
        if (!drop || isSentAnyway(name)) {
            headers.add(header(name, value, option));
        }
    }

    private boolean isSentAnyway(String name) {
        for (String known : sentAnyway) {
            if (known.equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }

    private static Header header(String name, String value, String option) {
        try {
            return new Header(name, asBytes(value));
        } catch (IllegalArgumentException e) {
            throw new UsageException("option " + option + ": cannot send \"" + name + "\": " + e.getMessage());
        }
    }

    /** The text with a character for each byte of its UTF-8 form, so that those bytes are what is sent, as by curl. */
    private static String asBytes(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 127) {
                return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            }
        }
        return text;
    }
}
