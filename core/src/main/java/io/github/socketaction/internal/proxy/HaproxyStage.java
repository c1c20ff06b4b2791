package io.github.socketaction.internal.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.socketaction.internal.TransferFailure;
import io.github.socketaction.internal.pipe.Connector;
import io.github.socketaction.internal.pipe.Endpoints;
import io.github.socketaction.internal.pipe.Link;
import io.github.socketaction.internal.pipe.LinkHost;
import io.github.socketaction.internal.pipe.Stage;
import io.github.socketaction.transfer.ProxyOptions.HaproxyHeader;
import java.io.ByteArrayOutputStream;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Tells the far end whose connection this is, before anything else (The PROXY protocol, versions 1 and 2, as HAProxy
 * specifies it). The addresses are those of the socket, as in curl.
 */
public final class HaproxyStage implements Stage {

    private static final byte[] SIGNATURE = {'\r', '\n', '\r', '\n', 0, '\r', '\n', 'Q', 'U', 'I', 'T', '\n'};
    private static final int VERSION_2_PROXY = 0x21;
    private static final int STREAM_IPV4 = 0x11;
    private static final int STREAM_IPV6 = 0x21;
    private static final int UNSPECIFIED = 0x00;
    private static final int PORTS_BYTES = 4;

    private final HaproxyHeader version;

    /** A stage that sends a header, which is not {@link HaproxyHeader#NONE}. */
    public HaproxyStage(HaproxyHeader version) {
        this.version = version;
    }

    @Override
    public Connector over(Link below, LinkHost host) {
        byte[] header = header(version, below.endpoints());
        return new DialogConnector(below, new Header(header));
    }

    /** The bytes of the header. */
    static byte[] header(HaproxyHeader version, Endpoints endpoints) {
        if (endpoints.local() instanceof InetSocketAddress local
                && endpoints.remote() instanceof InetSocketAddress remote
                && local.getAddress() != null
                && remote.getAddress() != null
                && local.getAddress().getClass() == remote.getAddress().getClass()) {
            return version == HaproxyHeader.V1 ? text(local, remote) : binary(local, remote);
        }
        return version == HaproxyHeader.V1 ? "PROXY UNKNOWN\r\n".getBytes(US_ASCII) : binary(null, null);
    }

    private static byte[] text(InetSocketAddress local, InetSocketAddress remote) {
        String family = local.getAddress() instanceof Inet4Address ? "TCP4" : "TCP6";
        String line = "PROXY " + family + " " + address(local) + " " + address(remote) + " " + local.getPort() + " "
                + remote.getPort() + "\r\n";
        return line.getBytes(US_ASCII);
    }

    private static byte[] binary(@Nullable InetSocketAddress local, @Nullable InetSocketAddress remote) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(SIGNATURE);
        bytes.write(VERSION_2_PROXY);
        if (local == null || remote == null) {
            bytes.writeBytes(new byte[] {UNSPECIFIED, 0, 0});
            return bytes.toByteArray();
        }
        byte[] from = local.getAddress().getAddress();
        byte[] to = remote.getAddress().getAddress();
        bytes.write(local.getAddress() instanceof Inet4Address ? STREAM_IPV4 : STREAM_IPV6);
        bytes.write(0);
        bytes.write(from.length + to.length + PORTS_BYTES);
        bytes.writeBytes(from);
        bytes.writeBytes(to);
        bytes.write(local.getPort() >> 8);
        bytes.write(local.getPort());
        bytes.write(remote.getPort() >> 8);
        bytes.write(remote.getPort());
        return bytes.toByteArray();
    }

    /** Without its zone, which is ours alone. */
    private static String address(InetSocketAddress socket) {
        String text = socket.getAddress().getHostAddress();
        int percent = text.indexOf('%');
        return percent < 0 ? text : text.substring(0, percent);
    }

    /** Something said, and nothing answered. */
    private static final class Header implements Dialog {

        private final byte[] bytes;

        private Header(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public DialogTurn opening() {
            return new DialogTurn(bytes, 0, "sending the PROXY header");
        }

        @Override
        public @Nullable DialogTurn answered(byte[] answer) {
            return null;
        }

        @Override
        public TransferFailure broken(TransferFailure failure) {
            return new TransferFailure(
                    failure.code(), "sending the PROXY header: " + failure.getMessage(), failure.getCause());
        }
    }
}
