package io.github.socketaction.transfer;

/** The versions of TLS that may be spoken. Older ones are not offered: they are deprecated (RFC 8996). */
public enum TlsVersion {
    /** RFC 5246. */
    TLS_1_2("TLSv1.2"),
    /** RFC 8446. */
    TLS_1_3("TLSv1.3");

    private final String text;

    TlsVersion(String text) {
        this.text = text;
    }

    /** The name that Java and OpenSSL know it by: {@code TLSv1.3}. */
    public String text() {
        return text;
    }
}
