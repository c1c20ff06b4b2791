package io.github.socketaction.socket;

import java.net.SocketAddress;

/** The address of a Unix-domain socket in Linux's abstract namespace, which has no file; see unix(7). For epoll alone. */
public final class AbstractUnixAddress extends SocketAddress {

    private static final long serialVersionUID = 1L;

    private final String name;

    /**
     * An address.
     *
     * @param name the name without the NUL byte in front of it; it is sent as UTF-8
     */
    public AbstractUnixAddress(String name) {
        this.name = name;
    }

    /** The name without the NUL byte in front of it. */
    public String name() {
        return name;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AbstractUnixAddress address && address.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /** The name with an {@code @} in front of it, as ss(8) and netstat(8) write it. */
    @Override
    public String toString() {
        return "@" + name;
    }
}
