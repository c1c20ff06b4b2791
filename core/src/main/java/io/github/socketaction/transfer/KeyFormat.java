package io.github.socketaction.transfer;

/** How the file of a client certificate or of its key is written; curl's {@code --cert-type} and {@code --key-type}. */
public enum KeyFormat {
    /** Text between BEGIN and END lines (RFC 7468). */
    PEM,
    /** The binary form of one certificate or one PKCS#8 key. */
    DER,
    /** Certificate and key together in one file with a password (RFC 7292). */
    PKCS12
}
