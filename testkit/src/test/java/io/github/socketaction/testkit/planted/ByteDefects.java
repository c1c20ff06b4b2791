package io.github.socketaction.testkit.planted;

import java.util.List;

/** Defects in what is received and sent, and in pausing. */
final class ByteDefects {

    static final List<PlantedDefect> ALL = List.of(
            new PlantedDefect(
                    "it goes on watching for a paused transfer",
                    "internal/engine/TransferTask",
                    "if (exchange != null && !isRunning) {",
                    "if (false) {",
                    "P1",
                    "INV1"),
            new PlantedDefect(
                    "it goes on reading for a paused transfer",
                    "internal/engine/RunningExchange",
                    "return !served.isPaused(Direction.RECEIVING)",
                    "return true",
                    "P1",
                    "body while paused"),
            new PlantedDefect(
                    "it waits for an event after unpausing",
                    "internal/engine/TransferTask",
                    "exchange.resume();",
                    "",
                    "P3",
                    "after the action alone"),
            new PlantedDefect(
                    "it loses what a callback refused",
                    "internal/http1/Http1Exchange",
                    "in.consume(taken);",
                    "in.consume(available);",
                    "P2",
                    "whether it ended"),
            new PlantedDefect(
                    "it delivers twice what a pausing callback took",
                    "internal/http1/Http1Exchange",
                    "in.consume(taken);",
                    "in.consume(flow == Flow.PAUSE ? 0 : taken);",
                    "P2",
                    "a byte at a time"),
            new PlantedDefect(
                    "it counts as taken what was offered",
                    "internal/engine/Delivery",
                    "addDownloadedBytes(offered - piece.remaining())",
                    "addDownloadedBytes(offered)",
                    "P2",
                    "figures"),
            new PlantedDefect(
                    "it calls back a transfer that was removed",
                    "internal/engine/Delivery",
                    "flow == Flow.ABORT || transfer.isRemoved()",
                    "flow == Flow.ABORT",
                    "R3",
                    "up to the removal"),
            new PlantedDefect(
                    "it takes a body that was cut short for a whole one",
                    "internal/http1/BodyReader",
                    "throw cut(\"while \" + left + \" bytes of the body were outstanding\");",
                    "{}",
                    "H2",
                    "PARTIAL_FILE"),
            new PlantedDefect(
                    "it waits for the body of a response to HEAD",
                    "internal/http1/BodyFraming",
                    "if (answersHead || head.bodiless()) {",
                    "if (head.bodiless()) {",
                    "H7",
                    "over with the head"),
            new PlantedDefect(
                    "it uses a connection again on which more came than the response",
                    "internal/http1/Http1Exchange",
                    "spoilt |= !in.isEmpty();",
                    "",
                    "H3",
                    "body of the second response"),
            new PlantedDefect(
                    "it loses the rest of what a socket took in part",
                    "internal/http1/RequestWriter",
                    "if (!chunk.bytes().hasRemaining()) {",
                    "if (count > 0) {",
                    "U1",
                    "the request"),
            new PlantedDefect(
                    "it does not wait for room to send",
                    "internal/engine/RunningExchange",
                    "SocketEvents.OUT : 0;",
                    "0 : 0;",
                    "U3",
                    "what is announced"),
            new PlantedDefect(
                    "it asks for more of a body that has ended",
                    "internal/http1/RequestWriter",
                    " bodyEnded = true;",
                    "",
                    "U2",
                    "spins"),
            new PlantedDefect(
                    "it repeats the header line at which a transfer paused",
                    "internal/http1/Http1Exchange",
                    "sink.headerLine(in.view(start, start + length));",
                    "sink.headerLine(in.view(start, start + length)); if (flow == Flow.PAUSE) { return Progress.PAUSED; }",
                    "P9",
                    "header lines"),
            new PlantedDefect(
                    "it takes a chunk for whole that is not",
                    "internal/http1/ChunkedDecoder",
                    "? (int) Math.min(left, in.size())",
                    "? (int) left",
                    "H1",
                    "when cut after"),
            new PlantedDefect(
                    "it sends no more after sending was unpaused",
                    "internal/engine/TransferTask",
                    "if (!paused) {",
                    "if (!paused && direction == Direction.RECEIVING) {",
                    "U4",
                    "the request"));

    private ByteDefects() {}
}
