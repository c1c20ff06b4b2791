package io.github.socketaction.internal.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Answers one challenge of Digest authentication (RFC 7616), as often as it may be used: MD5, SHA-256 and SHA-512-256, each
 * also in its session form, with {@code qop=auth} or, for old peers, without.
 *
 * <p>Text is kept a char for each byte, as it is on the wire; names and passwords are UTF-8.
 */
public final class Digest {

    /** The longest value of a challenge that is sent back, in bytes; curl's limit. */
    public static final int MAX_VALUE = 1024;

    private static final int CNONCE_BYTES = 16;

    private final String realm;
    private final String nonce;
    private final @Nullable String opaque;
    private final @Nullable String algorithm;
    private final String hash;
    private final boolean isSession;
    private final boolean hasQop;
    private final boolean hashesUser;
    private final RandomGenerator random;
    private int uses;

    private Digest(AuthChallenge challenge, String realm, String nonce, String hash, RandomGenerator random) {
        this.realm = realm;
        this.nonce = nonce;
        this.hash = hash;
        this.random = random;
        opaque = challenge.parameter("opaque");
        algorithm = challenge.parameter("algorithm");
        isSession = algorithm != null && algorithm.toLowerCase(Locale.ROOT).endsWith("-sess");
        hasQop = challenge.parameter("qop") != null;
        hashesUser = "true".equalsIgnoreCase(challenge.parameter("userhash"));
    }

    /**
     * What answers a challenge.
     *
     * @param random for the client's nonces
     * @return null if it is no Digest challenge, or none that can be answered
     */
    public static @Nullable Digest of(AuthChallenge challenge, RandomGenerator random) {
        String realm = challenge.parameter("realm");
        String nonce = challenge.parameter("nonce");
        String hash = hash(challenge.parameter("algorithm"));
        if (!challenge.scheme().equals("digest")
                || realm == null
                || nonce == null
                || hash == null
                || !offersAuth(challenge.parameter("qop"))
                || !isSendable(realm)
                || !isSendable(nonce)
                || !isSendable(challenge.parameter("opaque"))) {
            return null;
        }
        return new Digest(challenge, realm, nonce, hash, random);
    }

    /** Whether a challenge says that the answer was right but for its age. */
    public static boolean isStale(AuthChallenge challenge) {
        return "true".equalsIgnoreCase(challenge.parameter("stale"));
    }

    /**
     * The value of {@code Authorization} or {@code Proxy-Authorization} for one request; each call counts as a use.
     *
     * @param uri what stands in the request line between the method and the version
     */
    public String answer(String user, String password, String method, String uri) {
        return answer(user, password, method, uri, newClientNonce());
    }

    String answer(String user, String password, String method, String uri, String clientNonce) {
        String name = bytesOf(user);
        String count = String.format(Locale.ROOT, "%08x", ++uses);
        String secret = hashed(name + ":" + realm + ":" + bytesOf(password));
        if (isSession) {
            secret = hashed(secret + ":" + nonce + ":" + clientNonce);
        }
        String request = hashed(method + ":" + bytesOf(uri));
        String middle = hasQop ? nonce + ":" + count + ":" + clientNonce + ":auth" : nonce;
        StringBuilder value = new StringBuilder("Digest ");
        quoted(value, "username", hashesUser ? hashed(name + ":" + realm) : name);
        quoted(value.append(", "), "realm", realm);
        quoted(value.append(", "), "nonce", nonce);
        quoted(value.append(", "), "uri", bytesOf(uri));
        if (hasQop) {
            quoted(value.append(", "), "cnonce", clientNonce);
            value.append(", nc=").append(count).append(", qop=auth");
        }
        quoted(value.append(", "), "response", hashed(secret + ":" + middle + ":" + request));
        if (opaque != null) {
            quoted(value.append(", "), "opaque", opaque);
        }
        if (algorithm != null) {
            value.append(", algorithm=").append(algorithm);
        }
        return value.append(hashesUser ? ", userhash=true" : "").toString();
    }

    /** The Java name of the hash, or null for an algorithm that is not known. */
    private static @Nullable String hash(@Nullable String algorithm) {
        String name = algorithm == null ? "md5" : algorithm.toLowerCase(Locale.ROOT);
        return switch (name) {
            case "md5", "md5-sess" -> "MD5";
            case "sha-256", "sha-256-sess" -> "SHA-256";
            case "sha-512-256", "sha-512-256-sess" -> "SHA-512/256";
            default -> null;
        };
    }

    private static boolean offersAuth(@Nullable String qop) {
        return qop == null
                || Arrays.stream(qop.split(",")).anyMatch(each -> each.strip().equalsIgnoreCase("auth"));
    }

    /** Whether a value of the peer's may go into a field of ours: what it says must not become a line of its own. */
    private static boolean isSendable(@Nullable String value) {
        return value == null
                || (value.length() <= MAX_VALUE && value.chars().allMatch(c -> c >= ' ' && c <= 0xff && c != 0x7f));
    }

    private String newClientNonce() {
        byte[] bytes = new byte[CNONCE_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private String hashed(String text) {
        try {
            byte[] bytes = MessageDigest.getInstance(hash).digest(text.getBytes(ISO_8859_1));
            return HexFormat.of().formatHex(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no " + hash, e);
        }
    }

    private static String bytesOf(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }

    private static void quoted(StringBuilder value, String name, String text) {
        value.append(name).append("=\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                value.append('\\');
            }
            value.append(c);
        }
        value.append('"');
    }
}
