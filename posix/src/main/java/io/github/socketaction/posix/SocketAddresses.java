package io.github.socketaction.posix;

import io.github.socketaction.socket.AbstractUnixAddress;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import jnr.constants.platform.AddressFamily;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads socket addresses as system calls have them: sockaddr_in, sockaddr_in6, sockaddr_un.
 *
 * @param unix AF_UNIX
 * @param inet AF_INET
 * @param inet6 AF_INET6
 * @param hasLength whether the first byte is the length and only the second one the family, as on BSD
 * @param pathRoom bytes of sun_path
 * @param hasAbstract whether there is an abstract namespace, as on Linux
 */
public record SocketAddresses(int unix, int inet, int inet6, boolean hasLength, int pathRoom, boolean hasAbstract) {

    /** Bytes that hold every address. */
    public static final int MAX_BYTES = 128;

    private static final int INET_BYTES = 16;
    private static final int INET6_BYTES = 28;
    /** Where sun_path begins. */
    private static final int PATH = 2;

    private static final int LINUX_PATH_ROOM = 108;
    private static final int BSD_PATH_ROOM = 104;

    static SocketAddresses current(boolean linux) {
        return new SocketAddresses(
                AddressFamily.AF_UNIX.intValue(),
                AddressFamily.AF_INET.intValue(),
                AddressFamily.AF_INET6.intValue(),
                !linux,
                linux ? LINUX_PATH_ROOM : BSD_PATH_ROOM,
                linux);
    }

    /**
     * The protocol family that a socket for an address has to have.
     *
     * @throws IOException when the address is unresolved or of a kind that a stream socket cannot connect to
     */
    public int family(SocketAddress address) throws IOException {
        if (address instanceof UnixDomainSocketAddress || address instanceof AbstractUnixAddress) {
            return unix;
        }
        if (address instanceof InetSocketAddress internet) {
            if (internet.isUnresolved()) {
                throw new UnknownHostException("cannot connect to " + internet.getHostString()
                        + ": the name has not been resolved to an address");
            }
            return internet.getAddress() instanceof Inet6Address ? inet6 : inet;
        }
        throw new SocketException("cannot connect to an address such as " + address + " of "
                + address.getClass().getName() + ": give an internet or a Unix-domain address");
    }

    /**
     * Writes an address at the beginning of memory.
     *
     * @param target at least {@link #MAX_BYTES}, in the byte order of the machine
     * @return how many bytes the address has
     * @throws IOException when it cannot be written, see {@link #family}; or the path is too long
     */
    public int encode(SocketAddress address, ByteBuffer target) throws IOException {
        int family = family(address);
        for (int i = 0; i < MAX_BYTES; i += Long.BYTES) {
            target.putLong(i, 0);
        }
        int length = family == unix ? encodeUnix(address, target) : encodeInternet((InetSocketAddress) address, target);
        if (hasLength) {
            target.put(0, (byte) length);
            target.put(1, (byte) family);
        } else {
            target.putShort(0, (short) family);
        }
        return length;
    }

    private static int encodeInternet(InetSocketAddress address, ByteBuffer target) {
        target.put(2, (byte) (address.getPort() >> 8));
        target.put(3, (byte) address.getPort());
        byte[] bytes = address.getAddress().getAddress();
        if (address.getAddress() instanceof Inet6Address six) {
            target.put(8, bytes);
            target.putInt(24, six.getScopeId());
            return INET6_BYTES;
        }
        target.put(4, bytes);
        return INET_BYTES;
    }

    private int encodeUnix(SocketAddress address, ByteBuffer target) throws IOException {
        boolean isAbstract = address instanceof AbstractUnixAddress;
        if (isAbstract && !hasAbstract) {
            throw new SocketException(
                    "cannot connect to " + address + ": only Linux has abstract Unix-domain addresses");
        }
        byte[] bytes = isAbstract
                ? ((AbstractUnixAddress) address).name().getBytes(StandardCharsets.UTF_8)
                : address.toString().getBytes(fileNames());
        // A path is followed by a NUL byte, an abstract name comes after one.
        if (bytes.length + 1 > pathRoom) {
            throw new SocketException("cannot connect to " + address + ": its " + bytes.length
                    + " bytes are too long for a Unix-domain address, which takes " + (pathRoom - 1));
        }
        target.put(isAbstract ? PATH + 1 : PATH, bytes);
        return PATH + bytes.length + 1;
    }

    /**
     * Reads an address at the beginning of memory.
     *
     * @param length how many bytes the system says it has
     * @return the address, or null when it is of no kind that is known here
     */
    public @Nullable SocketAddress decode(ByteBuffer source, int length) {
        if (length < PATH) {
            return null;
        }
        int family = hasLength ? source.get(1) & 0xff : source.getShort(0) & 0xffff;
        int port = (source.get(2) & 0xff) << 8 | (source.get(3) & 0xff);
        if (family == inet && length >= INET_BYTES) {
            byte[] bytes = new byte[4];
            source.get(4, bytes);
            return new InetSocketAddress(address(bytes, 0), port);
        }
        if (family == inet6 && length >= INET6_BYTES) {
            byte[] bytes = new byte[16];
            source.get(8, bytes);
            return new InetSocketAddress(address(bytes, source.getInt(24)), port);
        }
        return family == unix ? decodeUnix(source, Math.min(length, PATH + pathRoom)) : null;
    }

    private static SocketAddress decodeUnix(ByteBuffer source, int length) {
        boolean isAbstract = length > PATH && source.get(PATH) == 0;
        int begin = isAbstract ? PATH + 1 : PATH;
        int end = begin;
        while (end < length && (isAbstract || source.get(end) != 0)) {
            end++;
        }
        byte[] bytes = new byte[end - begin];
        source.get(begin, bytes);
        return isAbstract && bytes.length > 0
                ? new AbstractUnixAddress(new String(bytes, StandardCharsets.UTF_8))
                : UnixDomainSocketAddress.of(isAbstract ? "" : new String(bytes, fileNames()));
    }

    private static InetAddress address(byte[] bytes, int scope) {
        try {
            InetAddress plain = InetAddress.getByAddress(bytes);
            return scope == 0 || plain instanceof Inet4Address ? plain : Inet6Address.getByAddress(null, bytes, scope);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes, not " + bytes.length, e);
        }
    }

    /** The encoding of file names, which is the JDK's own business and has no other name. */
    private static Charset fileNames() {
        String name = System.getProperty("sun.jnu.encoding");
        return name == null || !Charset.isSupported(name) ? StandardCharsets.UTF_8 : Charset.forName(name);
    }
}
