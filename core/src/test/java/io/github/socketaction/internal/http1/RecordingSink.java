package io.github.socketaction.internal.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.socketaction.internal.http.ResponseHead;
import io.github.socketaction.internal.http.ResponseSink;
import io.github.socketaction.transfer.Flow;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A sink that notes what it is given; subclasses say what it answers. */
class RecordingSink implements ResponseSink {

    final List<String> lines = new ArrayList<>();
    final List<Integer> heads = new ArrayList<>();
    final StringBuilder body = new StringBuilder();
    int pieces;
    int starts;

    @Override
    public void started() {
        starts++;
    }

    @Override
    public Flow headerLine(ByteBuffer line) {
        lines.add(ISO_8859_1.decode(line).toString());
        return afterLine();
    }

    @Override
    public void head(ResponseHead head) {
        heads.add(head.status());
    }

    @Override
    public Flow body(ByteBuffer piece) {
        pieces++;
        return take(piece);
    }

    /** What is answered to a header line. */
    Flow afterLine() {
        return Flow.CONTINUE;
    }

    /** Takes a piece and answers. */
    Flow take(ByteBuffer piece) {
        body.append(ISO_8859_1.decode(piece));
        return Flow.CONTINUE;
    }

    final int status() {
        return heads.isEmpty() ? 0 : heads.get(heads.size() - 1);
    }
}
