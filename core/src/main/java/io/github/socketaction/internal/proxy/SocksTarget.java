package io.github.socketaction.internal.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.socketaction.internal.TransferFailure;
import io.github.socketaction.internal.http.HostAddress;
import io.github.socketaction.transfer.Proxy;
import io.github.socketaction.transfer.ResultCode;
import org.jspecify.annotations.Nullable;

/**
 * Where a SOCKS proxy is to lead.
 *
 * @param host a name or an address, IPv6 without brackets
 * @param port 1 to 65535
 */
record SocksTarget(String host, int port) {

    /** The longest name, user or password, in bytes: its length is sent in one byte. */
    static final int MAX_TEXT = 255;

    /**
     * The bytes of the host's name.
     *
     * @throws TransferFailure if they are too many: cutting them, or looking the name up here instead, would lead elsewhere
     *     or tell others
     */
    byte[] name() {
        byte[] name = host.getBytes(US_ASCII);
        if (name.length > MAX_TEXT) {
            throw new TransferFailure(
                    ResultCode.PROXY,
                    "the host name has " + name.length + " bytes; SOCKS can carry at most " + MAX_TEXT);
        }
        return name;
    }

    /** The bytes of the host's address, without its zone, or null if it is a name. */
    byte @Nullable [] address() {
        return HostAddress.bytes(host);
    }

    /** For messages. */
    @Override
    public String toString() {
        return HostAddress.authority(host, port);
    }

    /** The bytes of what a proxy is told about us. */
    static byte[] login(String what, String text, Proxy proxy) {
        byte[] bytes = text.getBytes(UTF_8);
        if (bytes.length > MAX_TEXT) {
            throw new TransferFailure(
                    ResultCode.PROXY,
                    "the " + what + " for proxy " + proxy.place() + " has " + bytes.length
                            + " bytes; SOCKS can carry at most " + MAX_TEXT);
        }
        return bytes;
    }

    /** What it means that the link to the proxy broke. */
    static TransferFailure broken(String attempt, TransferFailure failure) {
        return new TransferFailure(ResultCode.PROXY, attempt + ": " + failure.getMessage(), failure.getCause());
    }
}
