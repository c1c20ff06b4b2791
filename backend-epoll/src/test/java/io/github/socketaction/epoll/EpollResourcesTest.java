package io.github.socketaction.epoll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.posix.Errno;
import io.github.socketaction.posix.NativeMemory;
import io.github.socketaction.posix.NativeSyscalls;
import io.github.socketaction.posix.Syscalls;
import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.Poller;
import io.github.socketaction.socket.ReadinessSink;
import io.github.socketaction.socket.Transport;
import io.github.socketaction.socket.Wakeup;
import io.github.socketaction.testkit.Verifies;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What descriptors and memory the backend uses. */
@Timeout(120)
class EpollResourcesTest {

    private static final int O_CLOEXEC = 02000000;

    private final EpollBackend backend = new EpollBackend();

    private static int openFiles() {
        String[] names = new File("/proc/self/fd").list();
        return names == null ? 0 : names.length;
    }

    private static ServerSocket listen() throws IOException {
        return new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
    }

    private Transport connect(ServerSocket server) {
        Transport transport = backend.openTransport();
        transport.connect(server.getLocalSocketAddress());
        return transport;
    }

    @Test
    @Verifies("X23")
    void ten_thousand_connections_one_after_another_leave_the_number_of_descriptors_flat() throws IOException {
        try (ServerSocket server = listen();
                EpollPoller poller = backend.openPoller()) {
            int before = openFiles();
            int most = 0;
            for (int i = 0; i < 10_000; i++) {
                Transport transport = connect(server);
                Handle socket = new Handle(i, transport);
                poller.onSocket(socket, PollAction.OUT, null);
                poller.poll(Poller.FOREVER, (ready, events) -> {});
                assertThat(transport.finishConnect()).isEqualTo(Transport.CONNECTED);
                server.accept().close();
                poller.onSocket(socket, PollAction.REMOVE, null);
                transport.close();
                if (i % 50 == 0) {
                    most = Math.max(most, openFiles());
                }
            }
            assertThat(most).isLessThanOrEqualTo(before + 3);
        }
    }

    @Test
    @Verifies("X28")
    void a_number_that_comes_again_a_thousand_times_is_always_the_new_socket() throws IOException {
        try (ServerSocket server = listen();
                EpollPoller poller = backend.openPoller()) {
            int reused = 0;
            int last = -1;
            for (int i = 0; i < 1_000; i++) {
                Transport transport = connect(server);
                Handle socket = new Handle(i, transport);
                int fd = EpollBackend.fd(socket);
                reused += fd == last ? 1 : 0;
                last = fd;
                poller.onSocket(socket, PollAction.IN, null);
                try (Socket peer = server.accept()) {
                    peer.getOutputStream().write(1);
                    AtomicInteger seen = new AtomicInteger();
                    poller.poll(Poller.FOREVER, (ready, events) -> {
                        assertThat(ready).isSameAs(socket);
                        seen.incrementAndGet();
                    });
                    assertThat(seen).hasValue(1);
                }
                if (i % 2 == 0) {
                    poller.onSocket(socket, PollAction.REMOVE, null);
                    transport.close();
                } else {
                    transport.close();
                    poller.onSocket(socket, PollAction.REMOVE, null);
                }
            }
            assertThat(reused).isGreaterThan(400);
        }
    }

    @Test
    @Verifies("X24")
    void no_descriptor_is_inherited_by_a_child() throws IOException {
        try (ServerSocket server = listen()) {
            Set<String> before = ours();
            EpollPoller poller = backend.openPoller();
            Transport transport = connect(server);
            Wakeup wakeup = backend.openWakeup();
            Set<String> opened = ours();
            opened.removeAll(before);
            assertThat(opened).as("an epoll, two eventfds, a socket").hasSizeGreaterThanOrEqualTo(4);
            for (String fd : opened) {
                assertThat(flags(Integer.parseInt(fd)) & O_CLOEXEC)
                        .as("descriptor %s", fd)
                        .isEqualTo(O_CLOEXEC);
            }
            wakeup.close();
            transport.close();
            poller.close();
        }
    }

    /** The descriptors that are no files: sockets, epolls, eventfds. */
    private static Set<String> ours() throws IOException {
        Set<String> found = new HashSet<>();
        String[] all = new File("/proc/self/fd").list();
        for (String fd : all == null ? new String[0] : all) {
            Path link = Path.of("/proc/self/fd", fd);
            if (Files.isSymbolicLink(link) && !Files.readSymbolicLink(link).isAbsolute()) {
                found.add(fd);
            }
        }
        return found;
    }

    private static int flags(int fd) throws IOException {
        String text = Files.readString(Path.of("/proc/self/fdinfo/" + fd));
        int begin = text.indexOf("flags:") + "flags:".length();
        return Integer.parseInt(text.substring(begin, text.indexOf('\n', begin)).trim(), 8);
    }

    @Test
    @Verifies("X22")
    void an_idle_registered_connection_takes_at_most_64_bytes_transport_included() throws IOException {
        int count = 20_000;
        AtomicInteger fds = new AtomicInteger(10);
        EpollBackend scripted = new EpollBackend(fake(Syscalls.class, fds), fake(EpollSyscalls.class, fds));
        InetSocketAddress remote = new InetSocketAddress(InetAddress.getLoopbackAddress(), 80);
        Transport[] transports = new Transport[count];
        Handle[] handles = new Handle[count];
        Handle blank = new Handle(0, backend.openWakeup());
        Arrays.fill(handles, blank);
        long handleBytes = usedBytes();
        for (int i = 0; i < count; i++) {
            handles[i] = new Handle(i, blank.pollable());
        }
        handleBytes = usedBytes() - handleBytes;
        Arrays.fill(handles, blank);
        EpollPoller poller = scripted.openPoller();
        long before = usedBytes();
        for (int i = 0; i < count; i++) {
            transports[i] = scripted.openTransport();
            transports[i].connect(remote);
            handles[i] = new Handle(i, transports[i]);
            poller.onSocket(handles[i], PollAction.IN, null);
        }
        poller.poll(0, (socket, events) -> {});
        long bytes = (usedBytes() - before - handleBytes) / count;
        System.out.println("epoll, an idle registered connection: " + bytes + " bytes");
        assertThat(bytes).isBetween(30L, 64L);
        assertThat(poller.epollFd()).isPositive();
        ((Wakeup) blank.pollable()).close();
        assertThat(handles[count - 1].pollable()).isSameAs(transports[count - 1]);
    }

    private static <T> T fake(Class<T> type, AtomicInteger fds) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    int answer =
                            switch (method.getName()) {
                                case "socket", "epollCreate", "eventfd" -> fds.incrementAndGet();
                                default -> 0;
                            };
                    return method.getReturnType() == long.class ? (Object) (long) answer : (Object) answer;
                }));
    }

    private static long usedBytes() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            LockSupport.parkNanos(10_000_000);
            least = Math.min(
                    least,
                    Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        }
        return least;
    }

    @Test
    @Verifies("X26")
    void reading_writing_and_waiting_allocate_nothing_in_the_steady_state() throws IOException {
        try (ServerSocket server = listen();
                EpollPoller poller = backend.openPoller()) {
            Transport transport = connect(server);
            Handle socket = new Handle(1, transport);
            try (Socket peer = server.accept()) {
                transport.finishConnect();
                poller.onSocket(socket, PollAction.INOUT, null);
                byte[] one = new byte[4];
                ByteBuffer[] buffers = {ByteBuffer.allocateDirect(1), ByteBuffer.allocate(1)};
                ReadinessSink sink = (ready, events) -> {};
                long least = Long.MAX_VALUE;
                int rounds = 2_000;
                for (int attempt = 0; attempt < 10 && least > 0; attempt++) {
                    long before = allocated();
                    for (int i = 0; i < rounds; i++) {
                        transport.write(buffers[0].clear());
                        transport.write(buffers[1].clear());
                        buffers[0].clear();
                        buffers[1].clear();
                        transport.write(buffers, 0, 2);
                        transport.read(buffers[0].clear());
                        transport.read(buffers[1].clear());
                        poller.onSocket(socket, i % 2 == 0 ? PollAction.OUT : PollAction.INOUT, null);
                        poller.poll(0, sink);
                    }
                    least = Math.min(least, (allocated() - before) / rounds);
                    for (int left = 4 * rounds; left > 0; ) {
                        left -= peer.getInputStream().read(one);
                    }
                }
                assertThat(least).as("bytes a round").isZero();
            }
            transport.close();
        }
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    @Test
    @Verifies({"X25", "SEC38"})
    void a_wakeup_that_races_with_a_close_never_writes_to_the_next_owner_of_the_number() throws Exception {
        EpollBackend hesitant = new EpollBackend(hesitantWrites(), NativeEpollSyscalls.get());
        AtomicReferenceArray<Wakeup> current = new AtomicReferenceArray<>(new Wakeup[] {hesitant.openWakeup()});
        AtomicReference<Throwable> failure = new AtomicReference<>();
        AtomicBoolean stop = new AtomicBoolean();
        Thread caller = new Thread(() -> {
            try {
                while (!stop.get()) {
                    current.get(0).wakeup();
                }
            } catch (RuntimeException e) {
                failure.set(e);
            }
        });
        caller.start();
        ByteBuffer memory = NativeMemory.allocate(8);
        int same = 0;
        for (int i = 0; i < 3_000; i++) {
            Wakeup closing = current.get(0);
            int fd = EpollBackend.fd(new Handle(1, closing));
            Wakeup next = hesitant.openWakeup();
            spin(i % 40);
            closing.close();
            int canary = NativeEpollSyscalls.get().eventfd(0, Epoll.CLOEXEC | Epoll.NONBLOCK);
            same += canary == fd ? 1 : 0;
            spin(40);
            long answer = NativeSyscalls.get().read(canary, NativeMemory.address(memory), 8);
            NativeSyscalls.get().close(canary);
            current.set(0, next);
            assertThat(answer)
                    .as("what was written to the canary in round %d", i)
                    .isEqualTo(-Errno.EAGAIN);
        }
        stop.set(true);
        caller.join();
        current.get(0).close();
        assertThat(failure.get()).isNull();
        assertThat(same).as("canaries at the same number").isPositive();
    }

    /** Calls that wait a little before each write, so that much can happen to the descriptor meanwhile. */
    private static Syscalls hesitantWrites() {
        Syscalls real = NativeSyscalls.get();
        return (Syscalls) Proxy.newProxyInstance(
                Syscalls.class.getClassLoader(), new Class<?>[] {Syscalls.class}, (self, method, arguments) -> {
                    if (method.getName().equals("write")) {
                        spin(30);
                    }
                    return method.invoke(real, arguments);
                });
    }

    private static void spin(int micros) {
        long end = System.nanoTime() + micros * 1_000L;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }
}
