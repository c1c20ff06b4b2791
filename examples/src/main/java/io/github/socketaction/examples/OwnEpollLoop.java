package io.github.socketaction.examples;

import io.github.socketaction.Multi;
import io.github.socketaction.MultiOptions;
import io.github.socketaction.epoll.EpollBackend;
import io.github.socketaction.epoll.EpollLibC;
import io.github.socketaction.posix.Errno;
import io.github.socketaction.posix.NativeMemory;
import io.github.socketaction.posix.NativeSyscalls;
import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.SocketHandle;
import io.github.socketaction.transfer.TransferOptions;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jnr.ffi.LibraryLoader;
import org.jspecify.annotations.Nullable;

/** An application's own epoll, which only borrows the descriptors of a multi's sockets. */
public final class OwnEpollLoop implements AutoCloseable {
    private static final int SIZE = System.getProperty("os.arch").equals("amd64") ? 12 : 16; // packed on x86-64
    private static final int EVENTS = 64, ADD = 1, DEL = 2, MOD = 3, CLOEXEC = 0x80000;
    private final EpollLibC libc = LibraryLoader.create(EpollLibC.class).load("c");
    private final ByteBuffer change = NativeMemory.allocate(SIZE), events = NativeMemory.allocate(EVENTS * SIZE);
    private final Map<Long, SocketHandle> watched = new HashMap<>();
    final Multi multi;
    private final int epoll;
    private long deadline;

    OwnEpollLoop(MultiOptions options) {
        multi = new Multi(new EpollBackend(), this::onSocket, this::onTimer, options); // an unused one has nothing open
        epoll = check(libc.epoll_create1(CLOEXEC)); // last, so that no failure here leaves it open
    }

    private void onSocket(SocketHandle socket, PollAction action, @Nullable Object assigned) {
        int interest = action.interest(); // with 0 it leaves the set, because epoll tells of errors even then
        boolean isIn = interest == 0 ? watched.remove(socket.id()) != null : watched.put(socket.id(), socket) != null;
        if (isIn || interest != 0) {
            change.putInt(0, (interest & 1) | ((interest & 2) << 1)).putLong(SIZE - 8, socket.id());
            int operation = interest == 0 ? DEL : isIn ? MOD : ADD;
            check(libc.epoll_ctl(epoll, operation, EpollBackend.fd(socket), NativeMemory.address(change)));
        }
    }

    private void onTimer(long millis) { // -1 is no timer; coming back once in 24 days does no harm
        deadline = System.nanoTime() + Math.min(Integer.MAX_VALUE, millis < 0 ? Long.MAX_VALUE : millis) * 1_000_000L;
    }

    void run() {
        while (multi.running() > 0) {
            int millis = (int) Math.max(0, (deadline - System.nanoTime() + 999_999) / 1_000_000); // no busy waiting
            for (int i = check(libc.epoll_wait(epoll, NativeMemory.address(events), EVENTS, millis)) - 1; i >= 0; i--) {
                Optional.ofNullable(watched.get(events.getLong((i + 1) * SIZE - 8))) // unless an earlier one removed it
                        .ifPresent(socket -> multi.socketAction(socket, 0));
            }
            if (deadline - System.nanoTime() <= 0) {
                onTimer(-1); // it fires once
                multi.timeoutAction();
            }
        }
    }

    private static int check(int returned) {
        int answer = NativeSyscalls.answer(returned); // looks at errno
        if (answer < 0 && answer != -Errno.EINTR) {
            throw new IllegalStateException("epoll failed: " + Errno.text(-answer));
        }
        return answer;
    }

    @Override
    public void close() {
        multi.close();
        NativeSyscalls.get().close(epoll);
    }

    /** Fetches URLs, all at once, and prints how each ended. */
    public static void main(String... urls) {
        MultiOptions.Builder options = MultiOptions.builder();
        options.onDone(done -> System.out.println(done.options().url() + " " + done.result()));
        try (OwnEpollLoop loop = new OwnEpollLoop(options.build())) {
            List.of(urls).forEach(url -> loop.multi.add(TransferOptions.get(url)));
            loop.run();
        }
    }
}
