package io.github.socketaction.cli;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What {@code -w} tells of the last response head: how many fields it has, and the type of the content. */
final class HeadDigest {

    private static final String CONTENT_TYPE = "content-type:";

    private int fields;
    private @Nullable String contentType;

    /** Takes the next line, of which nothing is consumed. */
    void add(ByteBuffer line) {
        String text =
                StandardCharsets.ISO_8859_1.decode(line.duplicate()).toString().strip();
        if (text.startsWith("HTTP/")) {
            fields = 0;
            contentType = null;
        } else if (!text.isEmpty()) {
            fields++;
            if (text.toLowerCase(Locale.ROOT).startsWith(CONTENT_TYPE)) {
                contentType = text.substring(CONTENT_TYPE.length()).strip();
            }
        }
    }

    int fields() {
        return fields;
    }

    /** The type as the server wrote it, or null when it said none. */
    @Nullable String contentType() {
        return contentType;
    }
}
