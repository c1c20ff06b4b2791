package io.github.socketaction.cli;

import io.github.socketaction.transfer.TraceCallback;
import io.github.socketaction.transfer.Transfer;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Shows on stderr what {@code -v} shows in curl: {@code *} what happens, {@code >} headers sent, {@code <} received. */
final class VerboseTrace implements TraceCallback {

    private final Terminal terminal;
    private byte[] text = new byte[512];
    private int length;

    /** The mark of the line that is unfinished, so that its rest gets none of its own; 0 when none is. */
    private char unfinished;

    VerboseTrace(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void onTrace(Transfer transfer, Kind kind, ByteBuffer data) {
        show(kind, data);
    }

    void show(Kind kind, ByteBuffer data) {
        length = 0;
        switch (kind) {
            case TEXT -> {
                append('*', data);
                put((byte) '\n');
                unfinished = 0;
            }
            case HEADER_OUT -> append('>', data);
            case HEADER_IN -> append('<', data);
            case DATA_IN, DATA_OUT -> {
                return;
            }
        }
        terminal.sayRaw(text, length);
    }

    private void append(char mark, ByteBuffer data) {
        if (unfinished != 0 && unfinished != mark) {
            put((byte) '\n');
            unfinished = 0;
        }
        boolean lineStart = unfinished != mark;
        for (int i = data.position(); i < data.limit(); i++) {
            if (lineStart) {
                put((byte) mark);
                put((byte) ' ');
            }
            byte next = data.get(i);
            put(next);
            lineStart = next == '\n';
        }
        unfinished = lineStart ? 0 : mark;
    }

    private void put(byte next) {
        if (length == text.length) {
            text = Arrays.copyOf(text, length * 2);
        }
        text[length++] = next;
    }
}
