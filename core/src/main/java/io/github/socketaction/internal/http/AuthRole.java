package io.github.socketaction.internal.http;

/** Who wants to know who we are, and in which words of HTTP (RFC 9110, section 11.6 and 11.7). */
public enum AuthRole {
    /** A proxy. */
    PROXY("the proxy", 407, "Proxy-Authenticate", "Proxy-Authorization"),
    /** The server itself. */
    SERVER("the server", 401, "WWW-Authenticate", "Authorization");

    private final String words;
    private final int status;
    private final String challengeField;
    private final String answerField;

    AuthRole(String words, int status, String challengeField, String answerField) {
        this.words = words;
        this.status = status;
        this.challengeField = challengeField;
        this.answerField = answerField;
    }

    /** The status code of a refusal. */
    public int status() {
        return status;
    }

    /** The name of the field with the challenge. */
    public String challengeField() {
        return challengeField;
    }

    /** The name of the field with the answer. */
    public String answerField() {
        return answerField;
    }

    /** For messages. */
    @Override
    public String toString() {
        return words;
    }
}
