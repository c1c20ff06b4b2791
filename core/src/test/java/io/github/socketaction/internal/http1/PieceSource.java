package io.github.socketaction.internal.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.socketaction.internal.http.RequestSource;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/** Gives a request body in the pieces it was told, with a pause wherever one is asked for. */
final class PieceSource implements RequestSource {

    /** For a request without a body: must never be asked. */
    static final RequestSource NONE = target -> {
        throw new AssertionError("the source of a request without a body was asked");
    };

    private static final String PAUSE = "";

    private final ArrayDeque<String> pieces = new ArrayDeque<>();
    int asked;

    PieceSource then(String piece) {
        pieces.add(piece);
        return this;
    }

    PieceSource thenPause() {
        pieces.add(PAUSE);
        return this;
    }

    @Override
    public Supply supply(ByteBuffer target) {
        asked++;
        String piece = pieces.poll();
        if (piece == null) {
            return Supply.END;
        }
        if (piece.equals(PAUSE)) {
            return Supply.PAUSED;
        }
        int count = Math.min(piece.length(), target.remaining());
        target.put(piece.substring(0, count).getBytes(ISO_8859_1));
        if (count < piece.length()) {
            pieces.addFirst(piece.substring(count));
        }
        return Supply.MORE;
    }
}
