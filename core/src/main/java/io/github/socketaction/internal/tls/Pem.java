package io.github.socketaction.internal.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The blocks of a PEM file (RFC 7468); text between them is passed over. */
final class Pem {

    private static final String BEGIN = "-----BEGIN ";
    private static final String DASHES = "-----";

    private Pem() {}

    /** Whether a file looks like PEM at all, and not like DER. */
    static boolean isText(byte[] file) {
        return new String(file, ISO_8859_1).contains(BEGIN);
    }

    /**
     * All blocks of a file, in order.
     *
     * @throws IOException when a block is not closed, or is no base64, or is encrypted in the way of old OpenSSL
     */
    static List<Block> blocks(byte[] file) throws IOException {
        String text = new String(file, ISO_8859_1);
        List<Block> blocks = new ArrayList<>();
        int at = text.indexOf(BEGIN);
        while (at >= 0) {
            int labelEnd = text.indexOf(DASHES, at + BEGIN.length());
            String label = labelEnd < 0 ? "?" : text.substring(at + BEGIN.length(), labelEnd);
            String closing = "-----END " + label + DASHES;
            int end = text.indexOf(closing, at);
            if (labelEnd < 0 || end < 0) {
                throw new IOException("the block BEGIN " + CertificateStory.text(label) + " has no END");
            }
            blocks.add(new Block(label, decoded(label, text.substring(labelEnd + DASHES.length(), end))));
            at = text.indexOf(BEGIN, end + closing.length());
        }
        return blocks;
    }

    private static byte[] decoded(String label, String body) throws IOException {
        if (body.contains("Proc-Type:")) {
            throw new IOException("the block " + label + " is encrypted in a way that is no longer safe"
                    + "; convert it with: openssl pkcs8 -topk8 -in OLD -out NEW");
        }
        try {
            return Base64.getMimeDecoder().decode(body);
        } catch (IllegalArgumentException e) {
            throw new IOException("the block " + label + " is not base64: " + e.getMessage(), e);
        }
    }

    /** One block. */
    static final class Block {

        private final String label;
        private final byte[] der;

        private Block(String label, byte[] der) {
            this.label = label;
            this.der = der;
        }

        /** What stands after BEGIN. */
        String label() {
            return label;
        }

        /** The bytes. */
        byte[] der() {
            return der;
        }
    }
}
