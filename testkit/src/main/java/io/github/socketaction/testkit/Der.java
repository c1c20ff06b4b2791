package io.github.socketaction.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The few forms of DER (X.690) that certificates are made of. */
final class Der {

    static final int SEQUENCE = 0x30;
    static final int INTEGER = 0x02;
    static final int BITS = 0x03;
    static final int OCTETS = 0x04;
    static final int OID = 0x06;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final Instant FIRST_GENERALIZED = Instant.parse("2050-01-01T00:00:00Z");

    private Der() {}

    /** An element of parts that are DER, or its content, already. */
    static byte[] element(int tag, byte[]... parts) {
        byte[] content = joined(parts);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else {
            byte[] length = new BigInteger(1, BigInteger.valueOf(content.length).toByteArray()).toByteArray();
            int skip = length[0] == 0 ? 1 : 0;
            out.write(0x80 | (length.length - skip));
            out.write(length, skip, length.length - skip);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    static byte[] sequence(byte[]... parts) {
        return element(SEQUENCE, parts);
    }

    static byte[] integer(BigInteger value) {
        return element(INTEGER, value.toByteArray());
    }

    /** A string of whole bytes. */
    static byte[] bits(byte[] bytes) {
        return element(BITS, new byte[] {0}, bytes);
    }

    /** An object identifier whose content is given in hexadecimal digits. */
    static byte[] oid(String hex) {
        return element(OID, new BigInteger(hex, 16).toByteArray());
    }

    static byte[] time(Instant instant) {
        String text = TIME.format(instant);
        return instant.isBefore(FIRST_GENERALIZED)
                ? element(0x17, text.substring(2).getBytes(US_ASCII))
                : element(0x18, text.getBytes(US_ASCII));
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
