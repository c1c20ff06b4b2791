package io.github.socketaction.internal.proxy;

import io.github.socketaction.internal.TransferFailure;
import io.github.socketaction.internal.pipe.Connector;
import io.github.socketaction.internal.pipe.Link;
import io.github.socketaction.internal.pipe.LinkHost;
import io.github.socketaction.internal.pipe.Stage;
import io.github.socketaction.transfer.Proxy;
import io.github.socketaction.transfer.ResultCode;
import java.io.ByteArrayOutputStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks a SOCKS 4 proxy, or one of SOCKS 4a, to lead on (the protocol descriptions of NEC). */
public final class Socks4Stage implements Stage {

    private static final int VERSION = 4;
    private static final int CONNECT = 1;
    private static final int ANSWER_LENGTH = 8;
    private static final int GRANTED = 90;

    /** An address that cannot be: the name behind the user counts. */
    private static final byte[] BY_NAME = {0, 0, 0, 1};

    private final Proxy proxy;
    private final SocksTarget target;
    private final byte[] request;

    /**
     * A stage.
     *
     * @param host where to lead, a name or an address
     * @param addresses the host's, for SOCKS 4; null for SOCKS 4a, which is given the name unless it is an IPv4 address
     *     (curl sends that as a name too, which Dante refuses)
     * @throws TransferFailure with {@code PROXY} if the protocol cannot carry that
     */
    public Socks4Stage(Proxy proxy, String host, int port, @Nullable List<InetAddress> addresses) {
        this.proxy = proxy;
        target = new SocksTarget(host, port);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(VERSION);
        bytes.write(CONNECT);
        bytes.write(port >> 8);
        bytes.write(port);
        byte[] address = addresses == null ? target.address() : firstIpv4(addresses);
        boolean isByName = address == null || address.length != BY_NAME.length;
        bytes.writeBytes(isByName ? BY_NAME : address);
        bytes.writeBytes(SocksTarget.login("user", proxy.user() == null ? "" : proxy.user(), proxy));
        bytes.write(0);
        if (isByName) {
            bytes.writeBytes(target.name());
            bytes.write(0);
        }
        request = bytes.toByteArray();
    }

    @Override
    public Connector over(Link below, LinkHost host) {
        return new DialogConnector(below, new Request());
    }

    private byte[] firstIpv4(List<InetAddress> addresses) {
        for (InetAddress address : addresses) {
            if (address instanceof Inet4Address) {
                return address.getAddress();
            }
        }
        throw new TransferFailure(
                ResultCode.PROXY,
                "SOCKS4 cannot lead to " + target + ", which has no IPv4 address; use socks4a, socks5 or socks5h");
    }

    /** One request and its answer. */
    private final class Request implements Dialog {

        @Override
        public DialogTurn opening() {
            return new DialogTurn(request, ANSWER_LENGTH, attempt());
        }

        @Override
        public @Nullable DialogTurn answered(byte[] answer) {
            if (answer[0] != 0) {
                throw new TransferFailure(
                        ResultCode.PROXY,
                        attempt() + ": it has version " + Byte.toUnsignedInt(answer[0])
                                + ", not 0; perhaps the proxy does not speak SOCKS4");
            }
            int code = Byte.toUnsignedInt(answer[1]);
            if (code != GRANTED) {
                throw new TransferFailure(
                        ResultCode.PROXY,
                        "Can't complete SOCKS4 connection to " + target + " through proxy " + proxy.place() + ": "
                                + meaning(code) + " (" + code + ")");
            }
            return null;
        }

        @Override
        public TransferFailure broken(TransferFailure failure) {
            return SocksTarget.broken(attempt(), failure);
        }

        private String attempt() {
            return "waiting for the SOCKS4 reply of proxy " + proxy.place();
        }

        private static String meaning(int code) {
            return switch (code) {
                case 91 -> "request rejected or failed";
                case 92 -> "request rejected because the proxy cannot connect to identd on the client";
                case 93 -> "request rejected because the client program and identd report different user-ids";
                default -> "unknown reply";
            };
        }
    }
}
