package io.github.socketaction.internal.tls;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.spec.InvalidKeySpecException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * How OpenSSL encrypted the PEM block of a key before there was PKCS#8 (RFC 1421, section 4.6): the cipher in a field of the
 * block, the key from one round of MD5 over password and salt ({@code EVP_BytesToKey(3)}). It is read because people have such
 * files; nothing is protected anew by it.
 */
final class OldEncryption {

    private static final String CIPHER_FIELD = "dek-info:";
    private static final int SALT_BYTES = 8;

    private final String transformation;
    private final int keyBytes;
    private final byte[] start;

    private OldEncryption(String transformation, int keyBytes, byte[] start) {
        this.transformation = transformation;
        this.keyBytes = keyBytes;
        this.start = start;
    }

    /**
     * What the fields of a block say.
     *
     * @throws IOException when they name no cipher that is known, or not where it starts
     */
    static OldEncryption of(String fields) throws IOException {
        for (String line : fields.split("\r?\n", -1)) {
            if (line.toLowerCase(Locale.ROOT).startsWith(CIPHER_FIELD)) {
                String[] parts = line.substring(CIPHER_FIELD.length()).strip().split(",", 2);
                return of(parts[0].strip(), parts.length < 2 ? "" : parts[1].strip());
            }
        }
        throw new IOException("it is encrypted, but has no field DEK-Info that says how");
    }

    /**
     * The bytes that were encrypted.
     *
     * @throws InvalidKeySpecException when there is no password, or not the right one
     */
    byte[] decrypted(byte[] encrypted, @Nullable String password) throws GeneralSecurityException {
        if (password == null) {
            throw new InvalidKeySpecException("it is encrypted, and there is no password for it");
        }
        byte[] key = key(password);
        try {
            Cipher cipher = Cipher.getInstance(transformation);
            String algorithm = transformation.substring(0, transformation.indexOf('/'));
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, algorithm), new IvParameterSpec(start));
            return cipher.doFinal(encrypted);
        } catch (GeneralSecurityException e) {
            throw new InvalidKeySpecException("it cannot be decrypted, perhaps the password is wrong: " + e, e);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private static OldEncryption of(String name, String start) throws IOException {
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "AES-128-CBC" -> aes(16, start);
            case "AES-192-CBC" -> aes(24, start);
            case "AES-256-CBC" -> aes(32, start);
            case "DES-EDE3-CBC" -> new OldEncryption("DESede/CBC/PKCS5Padding", 24, bytes(start, 8));
            default ->
                throw new IOException("its cipher " + CertificateStory.text(name)
                        + " is not supported; convert it with: openssl pkcs8 -topk8 -in OLD -out NEW");
        };
    }

    private static OldEncryption aes(int keyBytes, String start) throws IOException {
        return new OldEncryption("AES/CBC/PKCS5Padding", keyBytes, bytes(start, 16));
    }

    private static byte[] bytes(String hexadecimal, int count) throws IOException {
        if (hexadecimal.length() == 2 * count && hexadecimal.chars().allMatch(HexFormat::isHexDigit)) {
            return HexFormat.of().parseHex(hexadecimal);
        }
        throw new IOException(
                "its field DEK-Info does not end with " + 2 * count + " hexadecimal digits, where its cipher starts");
    }

    private byte[] key(String password) throws GeneralSecurityException {
        MessageDigest md5 = MessageDigest.getInstance("MD5");
        byte[] secret = password.getBytes(UTF_8);
        byte[] key = new byte[keyBytes];
        byte[] round = {};
        for (int made = 0; made < keyBytes; made += round.length) {
            md5.update(round);
            md5.update(secret);
            md5.update(start, 0, SALT_BYTES);
            round = md5.digest();
            System.arraycopy(round, 0, key, made, Math.min(round.length, keyBytes - made));
        }
        Arrays.fill(round, (byte) 0);
        Arrays.fill(secret, (byte) 0);
        return key;
    }
}
