package io.github.socketaction.internal.proxy;

import io.github.socketaction.internal.TransferFailure;
import io.github.socketaction.internal.pipe.Connector;
import io.github.socketaction.internal.pipe.Link;
import io.github.socketaction.internal.pipe.LinkHost;
import io.github.socketaction.internal.pipe.Stage;
import io.github.socketaction.transfer.Proxy;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks a SOCKS 5 proxy (RFC 1928) to lead on, with user and password (RFC 1929) if there are any. */
public final class Socks5Stage implements Stage {

    static final int VERSION = 5;
    static final int NO_LOGIN = 0;
    static final int LOGIN = 2;
    static final int LOGIN_VERSION = 1;
    static final int IPV4 = 1;
    static final int NAME = 3;
    static final int IPV6 = 4;

    private static final int CONNECT = 1;
    private static final int IPV4_BYTES = 4;

    private final Proxy proxy;
    private final SocksTarget target;
    private final byte[] greeting;
    private final byte @Nullable [] login;
    private final byte[] request;

    /**
     * A stage.
     *
     * @param host where to lead, a name or an address
     * @param addresses the host's if it was looked up here, or null to give the proxy the name
     * @throws TransferFailure with {@code PROXY} if the protocol cannot carry that
     */
    public Socks5Stage(Proxy proxy, String host, int port, @Nullable List<InetAddress> addresses) {
        this.proxy = proxy;
        target = new SocksTarget(host, port);
        login = login(proxy);
        greeting = login == null ? new byte[] {VERSION, 1, NO_LOGIN} : new byte[] {VERSION, 2, NO_LOGIN, LOGIN};
        request = request(
                target, addresses == null ? target.address() : addresses.get(0).getAddress());
    }

    @Override
    public Connector over(Link below, LinkHost host) {
        return new DialogConnector(below, new Socks5Dialog(proxy, target, greeting, login, request));
    }

    private static byte @Nullable [] login(Proxy proxy) {
        if (proxy.user() == null || proxy.password() == null) {
            return null;
        }
        byte[] user = SocksTarget.login("user", proxy.user(), proxy);
        byte[] password = SocksTarget.login("password", proxy.password(), proxy);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(LOGIN_VERSION);
        bytes.write(user.length);
        bytes.writeBytes(user);
        bytes.write(password.length);
        bytes.writeBytes(password);
        return bytes.toByteArray();
    }

    private static byte[] request(SocksTarget target, byte @Nullable [] address) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(VERSION);
        bytes.write(CONNECT);
        bytes.write(0);
        if (address == null) {
            byte[] name = target.name();
            bytes.write(NAME);
            bytes.write(name.length);
            bytes.writeBytes(name);
        } else {
            bytes.write(address.length == IPV4_BYTES ? IPV4 : IPV6);
            bytes.writeBytes(address);
        }
        bytes.write(target.port() >> 8);
        bytes.write(target.port());
        return bytes.toByteArray();
    }
}
