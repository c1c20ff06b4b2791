package io.github.socketaction.posix;

import java.nio.channels.Channel;
import java.nio.channels.SelectableChannel;
import jnr.enxio.channels.NativeSelectableChannel;
import jnr.enxio.channels.NativeSocketChannel;

/** The way from descriptors to channels and back, for applications that use jnr-enxio. */
public final class Descriptors {

    private Descriptors() {}

    /**
     * Wraps a descriptor as a channel that can be registered with a selector of jnr-enxio.
     *
     * @param fd an open descriptor; it has one owner, and closing the channel closes it
     * @throws IllegalArgumentException when it is not open
     */
    public static SelectableChannel channel(int fd) {
        requireOpen(NativeSyscalls.get(), SystemNumbers.current(), fd);
        return new NativeSocketChannel(fd);
    }

    /**
     * The descriptor of a channel of jnr-enxio or jnr-unixsocket.
     *
     * @throws IllegalArgumentException when it is a channel of another kind, such as one of java.nio, which keep theirs to
     *     themselves; or when it is closed
     */
    public static int fd(Channel channel) {
        if (!(channel instanceof NativeSelectableChannel descriptorChannel)) {
            throw new IllegalArgumentException(
                    channel + " does not tell its descriptor: only channels of jnr-enxio do");
        }
        if (!channel.isOpen()) {
            throw new IllegalArgumentException(channel + " is closed");
        }
        return descriptorChannel.getFD();
    }

    /** Asks for the type of a socket, which any other open descriptor answers with ENOTSOCK. */
    static void requireOpen(Syscalls calls, SystemNumbers numbers, int fd) {
        Workspace memory = new Workspace(0);
        int answer = memory.getOption(calls, fd, numbers.socketLevel(), numbers.type());
        if (answer < 0 && answer != -Errno.ENOTSOCK) {
            throw new IllegalArgumentException("descriptor " + fd + " cannot be used: " + Errno.text(-answer));
        }
    }
}
