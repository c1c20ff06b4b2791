package io.github.socketaction.internal.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.socketaction.internal.TransferFailure;
import io.github.socketaction.internal.pipe.Pipe;
import io.github.socketaction.transfer.ResultCode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Random;

/** A pipe that gives what it was told to, cut as it was told to, with nothing to read after each piece. */
final class ScriptedPipe implements Pipe {

    private static final byte[] GAP = {};

    private final ArrayDeque<byte[]> pieces = new ArrayDeque<>();
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private boolean ends;
    private boolean breaks;
    private int reads;
    private int writeLimit = Integer.MAX_VALUE;
    private boolean writeBlocks;

    /** Gives these bytes next; after them nothing is there once. */
    ScriptedPipe then(byte[] piece) {
        if (piece.length > 0) {
            pieces.add(piece);
            pieces.add(GAP);
        }
        return this;
    }

    ScriptedPipe then(String piece) {
        return then(piece.getBytes(ISO_8859_1));
    }

    /** Gives these bytes in pieces of one size, without gaps between them. */
    ScriptedPipe inPieces(byte[] bytes, int size) {
        for (int i = 0; i < bytes.length; i += size) {
            pieces.add(Arrays.copyOfRange(bytes, i, Math.min(bytes.length, i + size)));
        }
        return this;
    }

    /** Gives these bytes in pieces of random sizes, with random gaps. */
    ScriptedPipe atRandom(byte[] bytes, Random random) {
        int at = 0;
        while (at < bytes.length) {
            int size = Math.min(bytes.length - at, 1 + random.nextInt(random.nextInt(4) == 0 ? 40 : 5));
            pieces.add(Arrays.copyOfRange(bytes, at, at + size));
            if (random.nextBoolean()) {
                pieces.add(GAP);
            }
            at += size;
        }
        return this;
    }

    /** The peer sends no more after the last piece. */
    ScriptedPipe thenEnd() {
        ends = true;
        return this;
    }

    /** The stream breaks after the last piece. */
    ScriptedPipe thenReset() {
        breaks = true;
        return this;
    }

    /** Takes at most so many bytes in a write, and none in every second one. */
    ScriptedPipe writingAtMost(int bytes) {
        writeLimit = bytes;
        return this;
    }

    @Override
    public int read(ByteBuffer target) {
        reads++;
        if (!target.hasRemaining()) {
            throw new AssertionError("a read without room");
        }
        byte[] piece = pieces.poll();
        if (piece == null) {
            if (breaks) {
                throw new TransferFailure(ResultCode.RECV_ERROR, "the scripted stream broke");
            }
            return ends ? END : 0;
        }
        int count = Math.min(piece.length, target.remaining());
        target.put(piece, 0, count);
        if (count < piece.length) {
            pieces.addFirst(Arrays.copyOfRange(piece, count, piece.length));
        }
        return count;
    }

    @Override
    public int write(ByteBuffer source) {
        if (!source.hasRemaining()) {
            throw new AssertionError("a write without bytes");
        }
        if (writeLimit < Integer.MAX_VALUE) {
            writeBlocks = !writeBlocks;
            if (writeBlocks) {
                return 0;
            }
        }
        int count = Math.min(writeLimit, source.remaining());
        byte[] taken = new byte[count];
        source.get(taken);
        written.writeBytes(taken);
        return count;
    }

    /** How often it was read. */
    int reads() {
        return reads;
    }

    /** Whether nothing will come any more, not even an end; the gap after the last piece does not matter. */
    boolean drained() {
        return !ends && !breaks && pieces.stream().allMatch(piece -> piece.length == 0);
    }

    String written() {
        return written.toString(ISO_8859_1);
    }
}
