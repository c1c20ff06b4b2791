package io.github.socketaction.posix;

import java.util.Locale;
import jnr.constants.platform.IPProto;
import jnr.constants.platform.Shutdown;
import jnr.constants.platform.Sock;
import jnr.constants.platform.SocketLevel;
import jnr.constants.platform.SocketOption;
import jnr.constants.platform.TCP;

/**
 * The numbers of sockets that differ between systems and are not error numbers.
 *
 * @param addresses how this system lays out addresses
 * @param stream SOCK_STREAM
 * @param typeFlags SOCK_NONBLOCK and SOCK_CLOEXEC, or 0 where both are set by fcntl
 * @param socketLevel SOL_SOCKET
 * @param error SO_ERROR
 * @param type SO_TYPE
 * @param noSigPipe SO_NOSIGPIPE, or 0 where there is none
 * @param tcpLevel IPPROTO_TCP
 * @param noDelay TCP_NODELAY
 * @param keepAlive SO_KEEPALIVE
 * @param keepIdle TCP_KEEPIDLE, which macOS calls TCP_KEEPALIVE
 * @param keepInterval TCP_KEEPINTVL
 * @param noSignal MSG_NOSIGNAL, or 0 where there is none
 * @param shutWrite SHUT_WR
 */
public record SystemNumbers(
        SocketAddresses addresses,
        int stream,
        int typeFlags,
        int socketLevel,
        int error,
        int type,
        int noSigPipe,
        int tcpLevel,
        int noDelay,
        int keepAlive,
        int keepIdle,
        int keepInterval,
        int noSignal,
        int shutWrite) {

    private static final int MAC_SO_NOSIGPIPE = 0x1022;
    private static final int MAC_TCP_KEEPALIVE = 0x10;
    private static final int MAC_TCP_KEEPINTVL = 0x101;

    /** Those of the system that this process runs on. */
    public static SystemNumbers current() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        boolean linux = os.equals("linux");
        boolean mac = os.startsWith("mac");
        return new SystemNumbers(
                SocketAddresses.current(linux),
                Sock.SOCK_STREAM.intValue(),
                linux ? Sock.SOCK_NONBLOCK.intValue() | Sock.SOCK_CLOEXEC.intValue() : 0,
                SocketLevel.SOL_SOCKET.intValue(),
                SocketOption.SO_ERROR.intValue(),
                SocketOption.SO_TYPE.intValue(),
                mac ? MAC_SO_NOSIGPIPE : 0,
                IPProto.IPPROTO_TCP.intValue(),
                TCP.TCP_NODELAY.intValue(),
                SocketOption.SO_KEEPALIVE.intValue(),
                mac ? MAC_TCP_KEEPALIVE : TCP.TCP_KEEPIDLE.intValue(),
                mac ? MAC_TCP_KEEPINTVL : TCP.TCP_KEEPINTVL.intValue(),
                noSignal(os),
                Shutdown.SHUT_WR.intValue());
    }

    /** jnr-constants has it for Linux only. The JVM ignores SIGPIPE, so 0 for an unknown system is harmless. */
    private static int noSignal(String os) {
        return switch (os) {
            case "linux" -> 0x4000;
            case "freebsd", "dragonfly", "dragonflybsd" -> 0x20000;
            case "openbsd", "netbsd" -> 0x400;
            default -> 0;
        };
    }
}
