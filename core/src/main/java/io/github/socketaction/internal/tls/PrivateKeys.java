package io.github.socketaction.internal.tls;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/** Private keys in the forms that people keep them in: PKCS#8, plain or encrypted (RFC 5958), PKCS#1 and SEC 1, also encrypted. */
final class PrivateKeys {

    private static final String[] ALGORITHMS = {"RSA", "EC", "EdDSA", "DSA", "RSASSA-PSS"};

    private static final byte[] RSA_IDENTIFIER = {
        0x30, 0x0d, 0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00
    };
    private static final byte[] EC_OID = {0x06, 0x07, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x02, 0x01};
    private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};

    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final int PARAMETERS = 0xa0;

    private PrivateKeys() {}

    /** The key of a PEM block. */
    static PrivateKey ofPem(Pem.Block block, @Nullable String password) throws GeneralSecurityException, IOException {
        String fields = block.fields();
        if (fields == null) {
            return ofForm(block.label(), block.der(), password);
        }
        byte[] der = OldEncryption.of(fields).decrypted(block.der(), password);
        try {
            return ofForm(block.label(), der, password);
        } catch (GeneralSecurityException | IOException e) {
            // One wrong password in 256 gives something that ends like a key.
            throw new InvalidKeySpecException("what was decrypted is no key, perhaps the password is wrong: " + e, e);
        } finally {
            Arrays.fill(der, (byte) 0);
        }
    }

    private static PrivateKey ofForm(String label, byte[] der, @Nullable String password)
            throws GeneralSecurityException, IOException {
        return switch (label) {
            case "PRIVATE KEY" -> plain(der);
            case "ENCRYPTED PRIVATE KEY" -> decrypted(der, password);
            case "RSA PRIVATE KEY" -> plain(pkcs8(RSA_IDENTIFIER, der));
            case "EC PRIVATE KEY" -> plain(pkcs8(curveOf(der), der));
            default ->
                throw new IOException("keys of the form " + CertificateStory.text(label)
                        + " are not supported; convert it with: openssl pkcs8 -topk8 -in OLD -out NEW");
        };
    }

    /** The key in a DER file, encrypted if there is a password for it. */
    static PrivateKey ofDer(byte[] der, @Nullable String password) throws GeneralSecurityException, IOException {
        return password == null ? plain(der) : decrypted(der, password);
    }

    private static PrivateKey plain(byte[] pkcs8) throws GeneralSecurityException {
        PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(pkcs8);
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException anotherAlgorithm) {
                // The next one may know it; if none does, that is said below.
            }
        }
        throw new InvalidKeySpecException("no key of a known kind (RSA, EC, EdDSA, DSA) in PKCS#8");
    }

    private static PrivateKey decrypted(byte[] der, @Nullable String password)
            throws GeneralSecurityException, IOException {
        if (password == null) {
            throw new InvalidKeySpecException("it is encrypted, and there is no password for it");
        }
        EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(der);
        // For PBES2 the scheme's name says nothing; how it is composed is what its parameters print.
        String name = info.getAlgName();
        String algorithm = name.equals("PBES2") || name.startsWith("1.2.840.113549.1.5.13")
                ? info.getAlgParameters().toString()
                : name;
        PBEKeySpec keySpec = new PBEKeySpec(password.toCharArray());
        try {
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    SecretKeyFactory.getInstance(algorithm).generateSecret(keySpec),
                    info.getAlgParameters());
            return plain(info.getKeySpec(cipher).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new InvalidKeySpecException("it cannot be decrypted, perhaps the password is wrong: " + e, e);
        } finally {
            keySpec.clearPassword();
        }
    }

    /** A key in the older form with the envelope of the newer one. */
    private static byte[] pkcs8(byte[] identifier, byte[] key) {
        return element(SEQUENCE, joined(VERSION_0, identifier, element(OCTETS, key)));
    }

    /** The algorithm identifier of a SEC 1 key (RFC 5915): its curve is in its field [0]. */
    private static byte[] curveOf(byte[] der) throws IOException {
        int at = contentStart(der, 0);
        while (at < der.length) {
            int start = contentStart(der, at);
            int end = start + contentLength(der, at);
            if (end > der.length) {
                break;
            }
            if ((der[at] & 0xff) == PARAMETERS) {
                byte[] curve = Arrays.copyOfRange(der, start, end);
                return element(SEQUENCE, joined(EC_OID, curve));
            }
            at = end;
        }
        throw new IOException("the EC key does not name its curve");
    }

    private static int contentStart(byte[] der, int at) throws IOException {
        if (at + 1 >= der.length) {
            throw new IOException("the key ends too early");
        }
        int first = der[at + 1] & 0xff;
        return at + 2 + (first > 0x80 ? first - 0x80 : 0);
    }

    private static int contentLength(byte[] der, int at) throws IOException {
        int first = der[at + 1] & 0xff;
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        int end = contentStart(der, at);
        if (end - at > 5 || end > der.length) {
            throw new IOException("the key has a field of impossible length");
        }
        for (int i = at + 2; i < end; i++) {
            length = length << 8 | (der[i] & 0xff);
        }
        return length;
    }

    private static byte[] element(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else {
            int bytes = content.length < 1 << 8 ? 1 : content.length < 1 << 16 ? 2 : 3;
            out.write(0x80 | bytes);
            for (int i = bytes - 1; i >= 0; i--) {
                out.write(content.length >> (8 * i));
            }
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
