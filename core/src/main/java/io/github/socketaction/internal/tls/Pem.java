package io.github.socketaction.internal.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The blocks of a PEM file (RFC 7468); text between them is passed over. */
final class Pem {

    private static final String BEGIN = "-----BEGIN ";
    private static final String DASHES = "-----";
    private static final String ENCRYPTION_FIELD = "Proc-Type:";

    private Pem() {}

    /** Whether a file looks like PEM at all, and not like DER. */
    static boolean isText(byte[] file) {
        return new String(file, ISO_8859_1).contains(BEGIN);
    }

    /**
     * All blocks of a file, in order.
     *
     * @throws IOException when a block is not closed, or is no base64, or is encrypted though it is no private key
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
            blocks.add(block(label, text.substring(labelEnd + DASHES.length(), end)));
            at = text.indexOf(BEGIN, end + closing.length());
        }
        return blocks;
    }

    /** The fields of a block end with an empty line; nobody but old OpenSSL writes any. */
    private static Block block(String label, String body) throws IOException {
        if (!body.contains(ENCRYPTION_FIELD)) {
            return new Block(label, null, decoded(label, body));
        }
        String[] parts = body.strip().split("\r?\n[ \t]*\r?\n", 2);
        if (!label.endsWith("PRIVATE KEY") || parts.length < 2) {
            throw new IOException("the block " + CertificateStory.text(label)
                    + " is encrypted, but is no private key or has no empty line behind its fields");
        }
        return new Block(label, parts[0], decoded(label, parts[1]));
    }

    private static byte[] decoded(String label, String body) throws IOException {
        try {
            return Base64.getMimeDecoder().decode(body);
        } catch (IllegalArgumentException e) {
            throw new IOException("the block " + label + " is not base64: " + e.getMessage(), e);
        }
    }

    /** One block. */
    static final class Block {

        private final String label;
        private final @Nullable String fields;
        private final byte[] der;

        private Block(String label, @Nullable String fields, byte[] der) {
            this.label = label;
            this.fields = fields;
            this.der = der;
        }

        /** What stands after BEGIN. */
        String label() {
            return label;
        }

        /** The fields that say how the block is encrypted, or null if it is not. */
        @Nullable String fields() {
            return fields;
        }

        /** The bytes, as they are in the file. */
        byte[] der() {
            return der;
        }
    }
}
