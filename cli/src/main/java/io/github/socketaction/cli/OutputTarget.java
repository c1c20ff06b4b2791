package io.github.socketaction.cli;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * Where the data of one transfer goes: stdout, or a file that is made when the first byte comes, or at a good end without
 * any. It keeps its first failure as text, and refuses everything after it.
 */
final class OutputTarget {

    /** How far into the data it is checked for bytes that would upset a terminal; curl's number. */
    private static final int BINARY_CHECK = 2_000;

    private final Terminal terminal;
    private final @Nullable String file;
    private final boolean refusesBinary;
    private @Nullable FileChannel channel;
    private @Nullable String failure;
    private long written;

    private OutputTarget(Terminal terminal, @Nullable String file, boolean refusesBinary) {
        this.terminal = terminal;
        this.file = file;
        this.refusesBinary = refusesBinary;
    }

    static OutputTarget file(Terminal terminal, String file) {
        return new OutputTarget(terminal, file, false);
    }

    /**
     * Stdout.
     *
     * @param asked whether the user said so; otherwise bytes that no text has are kept from a terminal
     */
    static OutputTarget stdout(Terminal terminal, boolean asked) {
        return new OutputTarget(terminal, null, terminal.outIsTerminal() && !asked);
    }

    boolean isStdout() {
        return file == null;
    }

    /** The file, or null for stdout. */
    @Nullable String file() {
        return file;
    }

    /** Why something could not be written, or null. */
    @Nullable String failure() {
        return failure;
    }

    /** Writes all of the data; false when that failed, now or before. */
    boolean write(ByteBuffer data) {
        if (failure != null) {
            return false;
        }
        if (refusesBinary && written < BINARY_CHECK && hasZero(data)) {
            failure = "Binary output can mess up your terminal. Use \"--output -\" to write it to your terminal anyway,"
                    + " or consider \"--output <FILE>\" to save to a file.";
            return false;
        }
        written += data.remaining();
        return file == null ? writeToStdout(data) : writeToFile(data, file);
    }

    /** Ends the output: makes the file of a transfer that succeeded without data. False when something failed. */
    boolean finish(boolean succeeded) {
        if (file != null) {
            if (succeeded && channel == null && failure == null) {
                open(file);
            }
            close(file);
        }
        return failure == null;
    }

    private boolean writeToStdout(ByteBuffer data) {
        try {
            terminal.write(data);
            return true;
        } catch (IOException e) {
            failure = "Failure writing output to stdout: " + e.getMessage();
            return false;
        }
    }

    private boolean writeToFile(ByteBuffer data, String name) {
        FileChannel target = channel == null ? open(name) : channel;
        if (target == null) {
            return false;
        }
        try {
            while (data.hasRemaining()) {
                target.write(data);
            }
            return true;
        } catch (IOException e) {
            failure = "Failure writing output to the file " + name + ": " + e.getMessage();
            return false;
        }
    }

    private @Nullable FileChannel open(String name) {
        try {
            // The message of this class's exception has the name and the system's reason; that of FileChannel.open has
            // not.
            @SuppressWarnings("resource") // closed with its channel
            FileOutputStream stream = new FileOutputStream(name);
            channel = stream.getChannel();
        } catch (IOException e) {
            failure = "Failed to open the file " + e.getMessage();
        }
        return channel;
    }

    private void close(String name) {
        if (channel == null) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            if (failure == null) {
                failure = "Failure closing the file " + name + ": " + e.getMessage();
            }
        }
        channel = null;
    }

    private static boolean hasZero(ByteBuffer data) {
        for (int i = data.position(); i < data.limit(); i++) {
            if (data.get(i) == 0) {
                return true;
            }
        }
        return false;
    }
}
