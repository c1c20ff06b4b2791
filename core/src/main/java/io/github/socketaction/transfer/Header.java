package io.github.socketaction.transfer;

import java.util.Objects;

/**
 * One request header field (RFC 9110, section 5).
 *
 * @param name a token; compared without regard to case
 * @param value the field's value, sent in ISO-8859-1 (a character above 255 is sent as UTF-8); without CR, LF and NUL
 */
public record Header(String name, String value) {

    public Header {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
        WireText.requireToken("header name", name);
        WireText.requireFieldValue("value of header " + name, value);
    }
}
