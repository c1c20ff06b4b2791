package io.github.socketaction.internal.tls;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAKey;

/** Whether a private key belongs to a public one: found by signing. */
final class KeyPairs {

    private static final byte[] TEXT = {1, 2, 3, 4};

    private KeyPairs() {}

    static boolean belong(PrivateKey privateKey, PublicKey publicKey) {
        if (privateKey instanceof RSAKey ours && publicKey instanceof RSAKey theirs) {
            BigInteger modulus = ours.getModulus();
            return modulus.equals(theirs.getModulus());
        }
        String algorithm =
                switch (privateKey.getAlgorithm()) {
                    case "EC" -> "SHA256withECDSA";
                    case "EdDSA", "Ed25519", "Ed448" -> "EdDSA";
                    default -> "";
                };
        if (algorithm.isEmpty()) {
            return true;
        }
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(privateKey);
            signature.update(TEXT);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(TEXT);
            return signature.verify(signed);
        } catch (GeneralSecurityException notOfOneKind) {
            return false;
        }
    }
}
