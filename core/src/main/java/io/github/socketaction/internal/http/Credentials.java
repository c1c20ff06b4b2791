package io.github.socketaction.internal.http;

import io.github.socketaction.internal.TransferFailure;
import io.github.socketaction.transfer.ResultCode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** User and password as a value of {@code Authorization} or {@code Proxy-Authorization} (RFC 7617). */
public final class Credentials {

    private Credentials() {}

    /** The value for Basic authentication, or null if the URL names neither user nor password. */
    public static @Nullable String basic(Url url) {
        if (url.user() == null) {
            return null;
        }
        ByteArrayOutputStream login = new ByteArrayOutputStream();
        login.writeBytes(decoded("user name", url.user()));
        login.write(':');
        if (url.password() != null) {
            login.writeBytes(decoded("password", url.password()));
        }
        return basic(login.toByteArray());
    }

    /** The value for Basic authentication with a user and a password, in UTF-8. */
    public static String basic(String user, String password) {
        return basic((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private static String basic(byte[] login) {
        return "Basic " + Base64.getEncoder().encodeToString(login);
    }

    private static byte[] decoded(String what, String encoded) {
        byte[] bytes = PercentCoding.decode(encoded);
        for (byte b : bytes) {
            if ((b >= 0 && b < ' ') || b == 0x7f) {
                throw new TransferFailure(
                        ResultCode.URL_MALFORMAT,
                        "the " + what + " in the URL has the control character " + Integer.toHexString(b)
                                + " (hexadecimal), which is not allowed there");
            }
        }
        return bytes;
    }
}
