package io.github.socketaction.internal.proxy;

import io.github.socketaction.internal.TransferFailure;
import io.github.socketaction.transfer.Proxy;
import io.github.socketaction.transfer.ResultCode;
import org.jspecify.annotations.Nullable;

/** The conversation with a SOCKS 5 proxy. */
final class Socks5Dialog implements Dialog {

    private static final int NO_METHOD = 0xff;

    /** The reply up to the first byte of its address, which may be the length of a name. */
    private static final int REPLY_START = 5;

    private static final int PORT_BYTES = 2;
    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;

    private enum Phase {
        GREETING("greeting"),
        LOGIN("answer to the login"),
        REPLY("reply"),
        REST("reply");

        final String text;

        Phase(String text) {
            this.text = text;
        }
    }

    private final Proxy proxy;
    private final SocksTarget target;
    private final byte[] greeting;
    private final byte @Nullable [] login;
    private final byte[] request;
    private Phase phase = Phase.GREETING;

    Socks5Dialog(Proxy proxy, SocksTarget target, byte[] greeting, byte @Nullable [] login, byte[] request) {
        this.proxy = proxy;
        this.target = target;
        this.greeting = greeting;
        this.login = login;
        this.request = request;
    }

    @Override
    public DialogTurn opening() {
        return turn(Phase.GREETING, greeting, 2);
    }

    @Override
    public @Nullable DialogTurn answered(byte[] answer) {
        return switch (phase) {
            case GREETING -> afterGreeting(Byte.toUnsignedInt(answer[0]), Byte.toUnsignedInt(answer[1]));
            case LOGIN -> afterLogin(Byte.toUnsignedInt(answer[1]));
            case REPLY -> afterReply(answer);
            case REST -> null;
        };
    }

    @Override
    public TransferFailure broken(TransferFailure failure) {
        return SocksTarget.broken(attempt(), failure);
    }

    private DialogTurn afterGreeting(int version, int method) {
        requireVersion(version);
        byte[] ourLogin = login;
        if (method == Socks5Stage.LOGIN && ourLogin != null) {
            return turn(Phase.LOGIN, ourLogin, 2);
        }
        return switch (method) {
            case Socks5Stage.NO_LOGIN -> request();
            case Socks5Stage.LOGIN -> throw refused("it wants a user and a password, but none are given");
            case NO_METHOD ->
                throw refused("no authentication method was acceptable to it; "
                        + (ourLogin == null ? "perhaps it wants a user and a password" : "perhaps it wants GSSAPI"));
            default -> throw refused("it chose the authentication method " + method + ", which was not offered");
        };
    }

    /** The version of the answer varies among servers, as curl has found; only the status says something. */
    private DialogTurn afterLogin(int status) {
        if (status != 0) {
            throw refused("user and password were rejected (" + status + ")");
        }
        return request();
    }

    private DialogTurn request() {
        return turn(Phase.REPLY, request, REPLY_START);
    }

    private DialogTurn afterReply(byte[] answer) {
        requireVersion(Byte.toUnsignedInt(answer[0]));
        int code = Byte.toUnsignedInt(answer[1]);
        if (code != 0) {
            throw new TransferFailure(
                    ResultCode.PROXY,
                    "Can't complete SOCKS5 connection to " + target + " through proxy " + proxy.place() + ": "
                            + meaning(code) + " (" + code + ")");
        }
        // One byte of the address is here already: the length of a name, otherwise the first of the address.
        int left =
                switch (Byte.toUnsignedInt(answer[3])) {
                    case Socks5Stage.IPV4 -> IPV4_BYTES - 1;
                    case Socks5Stage.IPV6 -> IPV6_BYTES - 1;
                    case Socks5Stage.NAME -> Byte.toUnsignedInt(answer[4]);
                    default -> throw refused("it has the address type " + answer[3] + ", which there is not");
                };
        return turn(Phase.REST, new byte[0], left + PORT_BYTES);
    }

    private void requireVersion(int version) {
        if (version != Socks5Stage.VERSION) {
            throw refused("it has version " + version + ", not 5; perhaps the proxy does not speak SOCKS5");
        }
    }

    private DialogTurn turn(Phase next, byte[] bytes, int answerLength) {
        phase = next;
        return new DialogTurn(bytes, answerLength, attempt());
    }

    private String attempt() {
        return "waiting for the SOCKS5 " + phase.text + " of proxy " + proxy.place();
    }

    private TransferFailure refused(String why) {
        return new TransferFailure(ResultCode.PROXY, attempt() + ": " + why);
    }

    /** RFC 1928, section 6. */
    private static String meaning(int code) {
        return switch (code) {
            case 1 -> "general SOCKS server failure";
            case 2 -> "connection not allowed by its rules";
            case 3 -> "network unreachable";
            case 4 -> "host unreachable";
            case 5 -> "connection refused";
            case 6 -> "time to live expired";
            case 7 -> "command not supported";
            case 8 -> "address type not supported";
            default -> "unknown reply";
        };
    }
}
