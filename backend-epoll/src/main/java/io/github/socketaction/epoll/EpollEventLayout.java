package io.github.socketaction.epoll;

import java.nio.ByteBuffer;

/**
 * Where the members of struct epoll_event are, which is packed on x86 and nowhere else; see {@code EPOLL_PACKED} in the
 * kernel's {@code eventpoll.h}. The events come first.
 *
 * @param size bytes of one
 * @param dataOffset where the 64 bits of the application are
 */
record EpollEventLayout(int size, int dataOffset) {

    /** 12 bytes. */
    static final EpollEventLayout PACKED = new EpollEventLayout(12, 4);
    /** 16 bytes. */
    static final EpollEventLayout ALIGNED = new EpollEventLayout(16, 8);

    /** The layout for a value of {@code os.arch}. */
    static EpollEventLayout of(String arch) {
        return switch (arch) {
            case "amd64", "x86_64" -> PACKED;
            default -> ALIGNED;
        };
    }

    /** Writes one at the beginning of a buffer. */
    void write(ByteBuffer buffer, int events, long data) {
        buffer.putInt(0, events);
        if (dataOffset > Integer.BYTES) {
            buffer.putInt(Integer.BYTES, 0);
        }
        buffer.putLong(dataOffset, data);
    }

    /** The events of one. */
    int events(ByteBuffer buffer, int index) {
        return buffer.getInt(index * size);
    }

    /** The application's 64 bits of one. */
    long data(ByteBuffer buffer, int index) {
        return buffer.getLong(index * size + dataOffset);
    }
}
