package io.github.socketaction.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The server's side of Digest authentication (RFC 7616): makes challenges and judges the answers to them. Written from the
 * standard alone, so that it shares no mistake with a client. Its methods may be called from any thread.
 */
public final class DigestAuthority {

    private static final Pattern PARAMETER = Pattern.compile("(\\w+)=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s,\"]+))");

    private final String realm;
    private final String algorithm;
    private final String user;
    private final String password;
    private final Set<String> used = new HashSet<>();
    private int nonces;

    /**
     * An authority that knows one user.
     *
     * @param algorithm {@code MD5} or {@code SHA-256}, perhaps with {@code -sess}
     */
    public DigestAuthority(String realm, String algorithm, String user, String password) {
        this.realm = realm;
        this.algorithm = algorithm;
        this.user = user;
        this.password = password;
    }

    /** The value of a challenge field, with a nonce of its own; the nonces before it are then too old. */
    public synchronized String challenge(boolean stale) {
        nonces++;
        return "Digest realm=\"" + realm + "\", nonce=\"" + nonce() + "\", qop=\"auth\", algorithm=" + algorithm
                + ", opaque=\"opaque " + nonces + "\"" + (stale ? ", stale=true" : "");
    }

    /**
     * Why an answer is not right.
     *
     * @param answer the value of {@code Authorization} or {@code Proxy-Authorization}
     * @param method the request's
     * @param target what stands between method and version in the request line
     * @return what is wrong, or null if nothing is
     */
    public synchronized @Nullable String objection(String answer, String method, String target) {
        Map<String, String> said = parameters(answer);
        if (!answer.startsWith("Digest ")) {
            return "no Digest";
        }
        if (!user.equals(utf8(said.get("username"))) || !realm.equals(said.get("realm"))) {
            return "another user or realm";
        }
        if (!nonce().equals(said.get("nonce")) || !("opaque " + nonces).equals(said.get("opaque"))) {
            return "an old nonce";
        }
        if (!target.equals(said.get("uri")) || !"auth".equals(said.get("qop"))) {
            return "another request";
        }
        if (!used.add(said.get("nonce") + " " + said.get("nc"))) {
            return "a count that was used before";
        }
        return expected(said, method, target).equals(said.get("response")) ? null : "a wrong response";
    }

    private String nonce() {
        return "nonce-" + nonces;
    }

    private String expected(Map<String, String> said, String method, String target) {
        String secret = hash(user + ":" + realm + ":" + password);
        if (algorithm.endsWith("-sess")) {
            secret = hash(secret + ":" + said.get("nonce") + ":" + said.get("cnonce"));
        }
        return hash(secret + ":" + said.get("nonce") + ":" + said.get("nc") + ":" + said.get("cnonce") + ":auth:"
                + hash(method + ":" + target));
    }

    private String hash(String text) {
        String name = algorithm.toUpperCase(Locale.ROOT).startsWith("SHA-256") ? "SHA-256" : "MD5";
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(name).digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no " + name, e);
        }
    }

    private static Map<String, String> parameters(String answer) {
        Map<String, String> parameters = new HashMap<>();
        Matcher matcher = PARAMETER.matcher(answer);
        while (matcher.find()) {
            String quoted = matcher.group(2);
            String value = quoted == null ? matcher.group(3) : quoted.replaceAll("\\\\(.)", "$1");
            parameters.put(matcher.group(1).toLowerCase(Locale.ROOT), value);
        }
        return parameters;
    }

    private static @Nullable String utf8(@Nullable String bytes) {
        return bytes == null ? null : new String(bytes.getBytes(ISO_8859_1), UTF_8);
    }
}
