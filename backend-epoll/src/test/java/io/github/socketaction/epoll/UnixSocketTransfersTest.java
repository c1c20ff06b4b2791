package io.github.socketaction.epoll;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.EventLoop;
import io.github.socketaction.posix.NativeMemory;
import io.github.socketaction.posix.NativeSyscalls;
import io.github.socketaction.posix.SystemNumbers;
import io.github.socketaction.socket.AbstractUnixAddress;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.Flow;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.SocketOptions;
import io.github.socketaction.transfer.Transfer;
import io.github.socketaction.transfer.TransferOptions;
import io.github.socketaction.transfer.TransferResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Objects;
import jnr.ffi.LibraryLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole transfers over Unix-domain sockets, by path and by abstract name. */
@Timeout(60)
class UnixSocketTransfersTest {

    private static final String RESPONSE = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

    @Test
    @Verifies("Q11")
    void a_transfer_goes_over_a_socket_that_is_a_file(@TempDir Path directory) throws Exception {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("server.sock"));
        try (ServerSocketChannel server =
                ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address)) {
            Thread answering = new Thread(() -> answerOnce(server));
            answering.start();
            StringBuilder body = new StringBuilder();
            Transfer get = get(address, body);
            answering.join();
            assertThat(body).hasToString("hello");
            assertThat(get.info().remoteAddress()).isEqualTo(address);
        }
    }

    @Test
    @Verifies("Q11")
    void a_transfer_goes_over_a_socket_with_an_abstract_name() throws Exception {
        AbstractUnixAddress address = new AbstractUnixAddress(
                "socketaction-test-" + ProcessHandle.current().pid());
        NativeSyscalls calls = NativeSyscalls.get();
        SystemNumbers numbers = SystemNumbers.current();
        ByteBuffer memory = NativeMemory.allocate(4_096);
        int length = numbers.addresses().encode(address, memory);
        int listening = calls.socket(numbers.addresses().family(address), numbers.stream(), 0);
        assertThat(calls.bind(listening, NativeMemory.address(memory), length)).isZero();
        ListeningLibC libc = LibraryLoader.create(ListeningLibC.class).load("c");
        assertThat(libc.listen(listening, 1)).isZero();
        Thread answering = new Thread(() -> {
            int peer = libc.accept(listening, 0, 0);
            // A request this small comes in one piece over a socket of this machine.
            calls.read(peer, NativeMemory.address(memory), memory.capacity());
            memory.put(0, RESPONSE.getBytes(ISO_8859_1));
            calls.write(peer, NativeMemory.address(memory), RESPONSE.length());
            calls.close(peer);
        });
        answering.start();
        StringBuilder body = new StringBuilder();
        Transfer get = get(address, body);
        answering.join();
        calls.close(listening);
        assertThat(body).hasToString("hello");
        assertThat(get.info().remoteAddress()).isEqualTo(address);
        TransferResult nobody = Objects.requireNonNull(get(address, body).result());
        assertThat(nobody.code()).isEqualTo(ResultCode.COULDNT_CONNECT);
        assertThat(nobody.message()).contains("@socketaction-test-").contains("refused");
    }

    private static Transfer get(SocketAddress address, StringBuilder body) {
        TransferOptions options = TransferOptions.builder("http://any.example/")
                .sockets(SocketOptions.DEFAULT.withUnixSocket(address))
                .onBody((transfer, bytes) -> {
                    body.append(ISO_8859_1.decode(bytes));
                    return Flow.CONTINUE;
                })
                .build();
        try (EventLoop loop = new EventLoop(new EpollBackend())) {
            Transfer transfer = loop.multi().add(options);
            while (loop.perform() > 0) {
                loop.poll(1_000);
            }
            return transfer;
        }
    }

    private static void answerOnce(ServerSocketChannel server) {
        try (SocketChannel peer = server.accept()) {
            ByteBuffer request = ByteBuffer.allocate(4_096);
            while (!ISO_8859_1.decode(request.duplicate().flip()).toString().endsWith("\r\n\r\n")
                    && peer.read(request) >= 0) {}
            peer.write(ISO_8859_1.encode(RESPONSE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
