package io.github.socketaction.epoll;

import io.github.socketaction.socket.SocketEvents;

/** Numbers of epoll(7) and eventfd(2). */
final class Epoll {

    static final int CTL_ADD = 1;
    static final int CTL_DEL = 2;
    static final int CTL_MOD = 3;

    static final int IN = 0x1;
    static final int OUT = 0x4;
    static final int ERR = 0x8;
    static final int HUP = 0x10;

    /** EPOLL_CLOEXEC and EFD_CLOEXEC: O_CLOEXEC, which is this on every system that Java runs on. */
    static final int CLOEXEC = 0x80000;
    /** EFD_NONBLOCK. */
    static final int NONBLOCK = 0x800;

    private Epoll() {}

    /** The epoll events for {@link SocketEvents} bits. */
    static int ofInterest(int interest) {
        return ((interest & SocketEvents.IN) != 0 ? IN : 0) | ((interest & SocketEvents.OUT) != 0 ? OUT : 0);
    }

    /** The {@link SocketEvents} bits for epoll events; a hang-up is an error: whoever waits must look. */
    static int toEvents(int epollEvents) {
        return ((epollEvents & IN) != 0 ? SocketEvents.IN : 0)
                | ((epollEvents & OUT) != 0 ? SocketEvents.OUT : 0)
                | ((epollEvents & (ERR | HUP)) != 0 ? SocketEvents.ERR : 0);
    }
}
