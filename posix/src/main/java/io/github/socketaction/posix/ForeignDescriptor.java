package io.github.socketaction.posix;

/** A descriptor of the application's own, which the application closes. */
public final class ForeignDescriptor extends FdPollable {

    private final int fd;

    private ForeignDescriptor(int fd) {
        this.fd = fd;
    }

    /**
     * Wraps a descriptor of this system.
     *
     * @throws IllegalArgumentException when it is not open
     */
    public static ForeignDescriptor of(int fd) {
        return of(NativeSyscalls.get(), SystemNumbers.current(), fd);
    }

    static ForeignDescriptor of(Syscalls calls, SystemNumbers numbers, int fd) {
        Descriptors.requireOpen(calls, numbers, fd);
        return new ForeignDescriptor(fd);
    }

    @Override
    public int fd() {
        return fd;
    }
}
