package io.github.socketaction.cli;

import io.github.socketaction.socket.AbstractUnixAddress;
import io.github.socketaction.transfer.KeepAlive;
import io.github.socketaction.transfer.LocalEnd;
import io.github.socketaction.transfer.PortRange;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.SocketOptions;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What holds for sockets, by the command line. */
final class SocketArguments {

    /** What {@link KeepAlive} takes at most; curl cuts longer times, too. */
    private static final int MAX_KEEP_ALIVE_SECONDS = 32_767;

    private SocketArguments() {}

    /**
     * Reads them. As in curl, idle connections are probed unless that is taken back.
     *
     * @throws ValueException when a value cannot be used
     * @throws UsageException when a value cannot be understood
     */
    static SocketOptions of(CommandLine line) {
        SocketOptions options = SocketOptions.DEFAULT
                .withNoDelay(line.has(Option.TCP_NODELAY))
                .withKeepAlive(keepAlive(line))
                .withLocal(local(line.text(Option.INTERFACE)))
                .withLocalPorts(localPorts(line.text(Option.LOCAL_PORT)));
        return withUnixSocket(options, line);
    }

    private static @Nullable KeepAlive keepAlive(CommandLine line) {
        if (!line.has(Option.KEEPALIVE)) {
            return null;
        }
        int seconds = (int) Math.min(line.number(Option.KEEPALIVE_TIME, 0), MAX_KEEP_ALIVE_SECONDS);
        return seconds == 0 ? KeepAlive.DEFAULT : new KeepAlive(seconds, seconds);
    }

    private static @Nullable LocalEnd local(@Nullable String text) {
        try {
            return text == null ? null : LocalEnd.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ValueException(ResultCode.INTERFACE_FAILED, Option.INTERFACE, e);
        }
    }

    private static @Nullable PortRange localPorts(@Nullable String text) {
        try {
            return text == null ? null : PortRange.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException("option --local-port: " + e.getMessage());
        }
    }

    private static SocketOptions withUnixSocket(SocketOptions options, CommandLine line) {
        Option last = line.last(Option.UNIX_SOCKET, Option.ABSTRACT_UNIX_SOCKET);
        String path = last == null ? null : line.text(last);
        if (last == null || path == null || path.isEmpty()) {
            return options;
        }
        if (last == Option.ABSTRACT_UNIX_SOCKET) {
            return options.withUnixSocket(new AbstractUnixAddress(path));
        }
        try {
            return options.withUnixSocket(Path.of(path));
        } catch (InvalidPathException e) {
            throw new UsageException("option --unix-socket: '" + path + "' is no path: " + e.getReason());
        }
    }
}
