package io.github.socketaction.backends;

import io.github.socketaction.epoll.EpollLibC;
import io.github.socketaction.posix.Errno;
import io.github.socketaction.posix.FdPollable;
import io.github.socketaction.posix.NativeMemory;
import io.github.socketaction.posix.NativeSyscalls;
import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.Poller;
import io.github.socketaction.socket.ReadinessSink;
import io.github.socketaction.socket.SocketEvents;
import io.github.socketaction.socket.SocketHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import jnr.ffi.LibraryLoader;
import org.jspecify.annotations.Nullable;

/**
 * An application's own epoll that waits for edges. Each socket is registered once, for everything, and never changed: what
 * is announced later makes no edge come again. Only for backends with descriptors, on Linux.
 */
final class EdgePoller implements Poller {

    private static final int SIZE = System.getProperty("os.arch").equals("amd64") ? 12 : 16; // packed on x86-64
    private static final int EVENTS = 64;
    private static final int ADD = 1;
    private static final int DEL = 2;
    private static final int CLOEXEC = 0x80000;
    private static final int EPOLLIN = 1;
    private static final int EPOLLOUT = 4;
    private static final int EPOLLET = 1 << 31;

    private final EpollLibC libc = LibraryLoader.create(EpollLibC.class).load("c");
    private final ByteBuffer change = NativeMemory.allocate(SIZE);
    private final ByteBuffer events = NativeMemory.allocate(EVENTS * SIZE);
    private final Map<Long, SocketHandle> watched = new HashMap<>();
    private final int epoll;

    EdgePoller() throws IOException {
        epoll = check(libc.epoll_create1(CLOEXEC), "epoll_create1");
    }

    @Override
    public void onSocket(SocketHandle socket, PollAction action, @Nullable Object assigned) {
        boolean isIn = watched.containsKey(socket.id());
        try {
            if (action == PollAction.REMOVE && isIn) {
                watched.remove(socket.id());
                control(DEL, socket);
            } else if (action != PollAction.REMOVE && !isIn) {
                watched.put(socket.id(), socket);
                control(ADD, socket);
            }
        } catch (IOException e) {
            throw new IllegalStateException("cannot wait for socket " + socket.id(), e);
        }
    }

    private void control(int operation, SocketHandle socket) throws IOException {
        change.putInt(0, EPOLLIN | EPOLLOUT | EPOLLET).putLong(SIZE - 8, socket.id());
        int fd = FdPollable.of(socket).fd();
        check(libc.epoll_ctl(epoll, operation, fd, NativeMemory.address(change)), "epoll_ctl");
    }

    @Override
    public int poll(long timeoutNanos, ReadinessSink sink) throws IOException {
        int millis = timeoutNanos < 0 ? -1 : (int) Math.min(Integer.MAX_VALUE, (timeoutNanos + 999_999) / 1_000_000);
        int count = check(libc.epoll_wait(epoll, NativeMemory.address(events), EVENTS, millis), "epoll_wait");
        int reported = 0;
        for (int i = 0; i < count; i++) {
            SocketHandle socket = watched.get(events.getLong((i + 1) * SIZE - 8));
            if (socket != null) {
                reported++;
                sink.onReady(socket, bits(events.getInt(i * SIZE)));
            }
        }
        return reported;
    }

    private static int bits(int ready) {
        int bits = (ready & EPOLLIN) != 0 ? SocketEvents.IN : 0;
        bits |= (ready & EPOLLOUT) != 0 ? SocketEvents.OUT : 0;
        return (ready & ~(EPOLLIN | EPOLLOUT)) != 0 ? bits | SocketEvents.ERR : bits;
    }

    private static int check(int returned, String call) throws IOException {
        int answer = NativeSyscalls.answer(returned); // looks at errno
        if (answer < 0 && answer != -Errno.EINTR) {
            throw new IOException(call + " failed: " + Errno.text(-answer));
        }
        return Math.max(0, answer);
    }

    @Override
    public void wakeup() {
        throw new UnsupportedOperationException("one thread uses it");
    }

    @Override
    public void close() {
        NativeSyscalls.get().close(epoll);
    }
}
