package io.github.socketaction.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;

/** Stdout for data, and stderr for everything that a person is told, among it one line that is written over again. */
final class Terminal {

    /** Set by {@code bin/sact}, since Java 17 cannot tell which of its streams are terminals. */
    private static final String OUT_PROPERTY = "sact.stdout.terminal";

    private static final String ERR_PROPERTY = "sact.stderr.terminal";

    /** One less than the narrowest terminal has: in the last column some wrap already. */
    private static final int WIDTH = 79;

    private final WritableByteChannel out;
    private final PrintStream err;
    private final boolean outIsTerminal;
    private final boolean errIsTerminal;
    private boolean lineOpen;
    private boolean interrupted;

    Terminal(WritableByteChannel out, PrintStream err, boolean outIsTerminal, boolean errIsTerminal) {
        this.out = out;
        this.err = err;
        this.outIsTerminal = outIsTerminal;
        this.errIsTerminal = errIsTerminal;
    }

    /** The streams of this process. */
    static Terminal ofProcess() {
        // Not System.out: that one swallows failures.
        WritableByteChannel stdout = new FileOutputStream(FileDescriptor.out).getChannel();
        return new Terminal(stdout, System.err, Boolean.getBoolean(OUT_PROPERTY), Boolean.getBoolean(ERR_PROPERTY));
    }

    boolean outIsTerminal() {
        return outIsTerminal;
    }

    boolean errIsTerminal() {
        return errIsTerminal;
    }

    /** Writes all of the data to stdout. */
    void write(ByteBuffer data) throws IOException {
        while (data.hasRemaining()) {
            out.write(data);
        }
    }

    /** Writes text to stdout. */
    void write(String text) throws IOException {
        write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Says something to the person, on lines of its own. */
    synchronized void say(String line) {
        eraseLine();
        err.print(line + "\n");
        err.flush();
    }

    /** Writes bytes to stderr as they are. */
    synchronized void sayRaw(byte[] bytes, int length) {
        eraseLine();
        err.write(bytes, 0, length);
        err.flush();
    }

    /** Writes a line over the one written so before. */
    synchronized void overwriteLine(String line) {
        if (!interrupted) {
            err.print("\r" + line + " ".repeat(Math.max(WIDTH - line.length(), 0)));
            err.flush();
            lineOpen = true;
        }
    }

    /** Leaves the line that was written over as it is, and goes to the next one. */
    synchronized void endLine() {
        if (lineOpen) {
            lineOpen = false;
            err.print("\n");
            err.flush();
        }
    }

    /** Leaves a clean line for the shell's prompt, and writes over none any more. */
    synchronized void interrupt() {
        endLine();
        interrupted = true;
    }

    private void eraseLine() {
        if (lineOpen) {
            lineOpen = false;
            err.print("\r" + " ".repeat(WIDTH) + "\r");
        }
    }
}
