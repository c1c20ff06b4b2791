package io.github.socketaction.kqueue;

import io.github.socketaction.socket.SocketEvents;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where the members of struct kevent are on a 64-bit system, and what its filters are numbered; see each system's
 * {@code sys/event.h}. The identifier, 64 bits, comes first everywhere.
 */
enum KeventLayout {
    /** Packed to four bytes, which changes nothing for its 32. */
    MACOS(32, false, -1, -2, -10),
    /** FreeBSD up to 11. */
    FREEBSD_11(32, false, -1, -2, -11),
    /** FreeBSD from 12 on: four further words at the end. */
    FREEBSD_12(64, false, -1, -2, -11),
    /** OpenBSD from 5.5 on, which is when its clock got 64 bits. Older ones have no EVFILT_USER and say so. */
    OPENBSD(32, false, -1, -2, -10),
    DRAGONFLY(32, false, -1, -2, -9),
    /** NetBSD 5 to 10: the filter and the flags are 32 bits wide. Those before 10 have no EVFILT_USER and say so. */
    NETBSD_10(40, true, 0, 1, 8),
    /** NetBSD from 11 on: four further words at the end. */
    NETBSD_11(72, true, 0, 1, 8),
    /** The library that puts kqueue on top of epoll. */
    LIBKQUEUE(32, false, -1, -2, -11);

    /** Bytes of the largest of these. */
    static final int LARGEST = 72;

    private static final int FILTER = 8;

    private final int size;
    /** Whether filter and flags have 32 bits each, and the members behind them come later. */
    private final boolean wide;

    private final int readFilter;
    private final int writeFilter;
    private final int userFilter;

    KeventLayout(int size, boolean wide, int readFilter, int writeFilter, int userFilter) {
        this.size = size;
        this.wide = wide;
        this.readFilter = readFilter;
        this.writeFilter = writeFilter;
        this.userFilter = userFilter;
    }

    /**
     * The layout of a system.
     *
     * @param system a value of {@code os.name}
     * @param version a value of {@code os.version}
     * @return null when it is not known
     */
    static @Nullable KeventLayout of(String system, String version) {
        int major = number(version, 0);
        int minor = number(version, 1);
        String name = system.toLowerCase(Locale.ROOT);
        if (major < 0) {
            return null;
        }
        if (name.startsWith("mac os") || name.equals("darwin")) {
            return MACOS;
        }
        return switch (name) {
            case "freebsd" -> major >= 12 ? FREEBSD_12 : major >= 9 ? FREEBSD_11 : null;
            case "openbsd" -> major > 5 || (major == 5 && minor >= 5) ? OPENBSD : null;
            case "dragonfly", "dragonflybsd" -> major >= 4 ? DRAGONFLY : null;
            case "netbsd" -> ofNetBsd(major, minor);
            default -> null;
        };
    }

    /** The minor number 99 is the development towards the next major one, with a layout of any day in between. */
    private static @Nullable KeventLayout ofNetBsd(int major, int minor) {
        if (major >= 11) {
            return NETBSD_11;
        }
        return major >= 6 && !(major == 10 && minor == 99) ? NETBSD_10 : null;
    }

    /** A number of a version such as {@code 14.1-RELEASE-p5}, or -1. */
    private static int number(String version, int index) {
        String[] parts = version.split("[.\\-_]", index + 2);
        try {
            return index < parts.length ? Integer.parseInt(parts[index]) : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** Bytes of one. */
    int size() {
        return size;
    }

    /** EVFILT_USER, where the system has it. */
    int userFilter() {
        return userFilter;
    }

    /** The filter for one of the {@link SocketEvents} bits IN and OUT. */
    int filter(int eventBit) {
        return eventBit == SocketEvents.IN ? readFilter : writeFilter;
    }

    /** The {@link SocketEvents} bit for a filter; 0 for one that is not for sockets. */
    int eventBit(int filter) {
        if (filter == readFilter) {
            return SocketEvents.IN;
        }
        return filter == writeFilter ? SocketEvents.OUT : 0;
    }

    /** Writes one of an array, whole: what a former one has left would be taken for something. */
    void write(ByteBuffer array, int index, long ident, int filter, int flags, int fflags, long key) {
        int begin = index * size;
        for (int i = 0; i < size; i += Long.BYTES) {
            array.putLong(begin + i, 0);
        }
        array.putLong(begin, ident);
        if (wide) {
            array.putInt(begin + FILTER, filter);
            array.putInt(begin + FILTER + 4, flags);
        } else {
            array.putShort(begin + FILTER, (short) filter);
            array.putShort(begin + FILTER + 2, (short) flags);
        }
        array.putInt(begin + fflagsOffset(), fflags);
        array.putLong(begin + keyOffset(), key);
    }

    long ident(ByteBuffer array, int index) {
        return array.getLong(index * size);
    }

    int filter(ByteBuffer array, int index) {
        int at = index * size + FILTER;
        return wide ? array.getInt(at) : array.getShort(at);
    }

    int flags(ByteBuffer array, int index) {
        int at = index * size + FILTER;
        return wide ? array.getInt(at + 4) : array.getShort(at + 2) & 0xffff;
    }

    int fflags(ByteBuffer array, int index) {
        return array.getInt(index * size + fflagsOffset());
    }

    long data(ByteBuffer array, int index) {
        return array.getLong(index * size + dataOffset());
    }

    /** The application's 64 bits, udata. */
    long key(ByteBuffer array, int index) {
        return array.getLong(index * size + keyOffset());
    }

    int fflagsOffset() {
        return wide ? 16 : 12;
    }

    int dataOffset() {
        return wide ? 24 : 16;
    }

    int keyOffset() {
        return wide ? 32 : 24;
    }
}
