package io.github.socketaction.posix;

import java.nio.ByteBuffer;

/**
 * The memory in which one thread puts together its system calls: an address, an option, a message with its parts, and
 * room to copy heap buffers through. All of one piece, whose address is looked up once.
 */
final class Workspace {

    /** Bytes of heap buffers that go through one system call. */
    static final int COPY_BYTES = 64 * 1024;
    /** Parts of one gathering write; far below any system's IOV_MAX. */
    static final int MAX_PARTS = 64;

    private static final int OPTION = SocketAddresses.MAX_BYTES;
    private static final int LENGTH = OPTION + 8;
    /** struct msghdr of LP64: msg_iov at 16, msg_iovlen at 24; everything else is 0. */
    private static final int MESSAGE = LENGTH + 8;

    private static final int MESSAGE_BYTES = 64;
    private static final int PARTS = MESSAGE + MESSAGE_BYTES;
    private static final int COPY = PARTS + MAX_PARTS * 16;

    private final ByteBuffer memory;
    private final long address;
    private final GatheringWrite gathering = new GatheringWrite(this);

    /** The direct buffer that was used last, and where it is; pooled buffers come again and again. */
    private ByteBuffer known;

    private long knownAddress;

    Workspace(int copyBytes) {
        memory = NativeMemory.allocate(COPY + copyBytes);
        address = NativeMemory.address(memory);
        known = memory;
        knownAddress = address;
        memory.putLong(MESSAGE + 16, address + PARTS);
    }

    /** The room for an address. */
    ByteBuffer socketAddress() {
        return memory;
    }

    long socketAddressPointer() {
        return address;
    }

    /** Puts the room for an address into the length that getsockname and getpeername are given, and gives its address. */
    long lengthPointer() {
        memory.putInt(LENGTH, SocketAddresses.MAX_BYTES);
        return address + LENGTH;
    }

    /** The length that getsockname or getpeername has answered. */
    int length() {
        return memory.getInt(LENGTH);
    }

    /** Reads an int option: its value, or a negative errno. */
    int getOption(Syscalls calls, int fd, int level, int name) {
        memory.putInt(OPTION, 0);
        memory.putInt(LENGTH, Integer.BYTES);
        int answer = calls.getsockopt(fd, level, name, address + OPTION, address + LENGTH);
        int value = memory.getInt(OPTION);
        return answer < 0 ? answer : value;
    }

    /** Sets an int option: 0 or a negative errno. */
    int setOption(Syscalls calls, int fd, int level, int name, int value) {
        memory.putInt(OPTION, value);
        return calls.setsockopt(fd, level, name, address + OPTION, Integer.BYTES);
    }

    /** The address of a direct buffer's first byte: looking it up is a call into native code, so it is remembered. */
    long address(ByteBuffer direct) {
        if (!isKnown(direct)) {
            knownAddress = NativeMemory.address(direct);
            known = direct;
        }
        return knownAddress;
    }

    @SuppressWarnings("ReferenceEquality") // equal buffers may be in different places
    private boolean isKnown(ByteBuffer direct) {
        return direct == known;
    }

    GatheringWrite gathering() {
        return gathering;
    }

    /** Names one part of a gathering write. */
    void part(int index, long begin, int length) {
        memory.putLong(PARTS + index * 16, begin);
        memory.putLong(PARTS + index * 16 + 8, length);
    }

    /** The address of a message of so many parts. */
    long messagePointer(int parts) {
        memory.putLong(MESSAGE + 24, parts);
        return address + MESSAGE;
    }

    long copyPointer() {
        return address + COPY;
    }

    /** Copies from the beginning of the room to where a buffer is at. */
    void copyTo(ByteBuffer target, int length) {
        int position = target.position();
        target.put(position, memory, COPY, length);
        target.position(position + length);
    }

    /** Copies to the room without moving the source's position. */
    void copyFrom(ByteBuffer source, int begin, int at, int length) {
        memory.put(COPY + at, source, begin, length);
    }
}
