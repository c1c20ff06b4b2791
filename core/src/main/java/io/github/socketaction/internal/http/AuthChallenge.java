package io.github.socketaction.internal.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One challenge of a {@code WWW-Authenticate} or {@code Proxy-Authenticate} field (RFC 9110, section 11.3).
 *
 * @param scheme in lower case
 * @param parameters by their names in lower case; those of a kind without parameters, such as Negotiate, are not kept
 */
public record AuthChallenge(String scheme, Map<String, String> parameters) {

    public AuthChallenge {
        parameters = Map.copyOf(parameters);
    }

    /**
     * Reads the challenges of one field. One that says the same parameter twice is left out; where the text makes no sense
     * any more, what comes after is left out.
     */
    public static List<AuthChallenge> parse(String value) {
        return new Reader(value).read();
    }

    /** A parameter, or null. */
    public @Nullable String parameter(String name) {
        return parameters.get(name);
    }

    /** Reads from left to right. */
    private static final class Reader {

        private final String text;
        private final List<AuthChallenge> found = new ArrayList<>();
        private final Map<String, String> parameters = new HashMap<>();
        private String scheme = "";
        private boolean isAmbiguous;
        private int at;

        private Reader(String text) {
            this.text = text;
        }

        private List<AuthChallenge> read() {
            while (skip(" \t,")) {
                String token = word();
                if (token.isEmpty()) {
                    isAmbiguous = true;
                    break;
                }
                skip(" \t");
                if (!scheme.isEmpty() && at < text.length() && text.charAt(at) == '=') {
                    at++;
                    parameter(token.toLowerCase(Locale.ROOT));
                } else {
                    finish();
                    scheme = token.toLowerCase(Locale.ROOT);
                    skipToken68();
                }
            }
            finish();
            return found;
        }

        private void parameter(String name) {
            skip(" \t");
            String parameter = at < text.length() && text.charAt(at) == '"' ? quoted() : word();
            if (parameter == null) {
                isAmbiguous = true;
                at = text.length();
            } else if (parameters.put(name, parameter) != null) {
                isAmbiguous = true;
            }
        }

        private void finish() {
            if (!scheme.isEmpty() && !isAmbiguous) {
                found.add(new AuthChallenge(scheme, parameters));
            }
            parameters.clear();
            isAmbiguous = false;
            scheme = "";
        }

        /** Passes over what some kinds have in place of parameters: {@code Negotiate YII=}. */
        private void skipToken68() {
            int from = at;
            word();
            if (skip(" \t") && text.charAt(at) == '=') {
                if (isPadding()) {
                    skip("=");
                } else {
                    at = from;
                }
            }
        }

        /** Whether the equals sign here has no value behind it. */
        private boolean isPadding() {
            int next = at + 1;
            while (next < text.length() && " \t".indexOf(text.charAt(next)) >= 0) {
                next++;
            }
            return next == text.length() || ",=".indexOf(text.charAt(next)) >= 0;
        }

        /** Goes on over any of these characters; whether something is left behind them. */
        private boolean skip(String characters) {
            while (at < text.length() && characters.indexOf(text.charAt(at)) >= 0) {
                at++;
            }
            return at < text.length();
        }

        private String word() {
            int from = at;
            while (at < text.length() && " \t,=\"".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            return text.substring(from, at);
        }

        /** The text between quotes without its backslashes, or null if it does not end. */
        private @Nullable String quoted() {
            StringBuilder inner = new StringBuilder();
            for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
                if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                    at++;
                }
                inner.append(text.charAt(at));
            }
            if (at >= text.length()) {
                return null;
            }
            at++;
            return inner.toString();
        }
    }
}
