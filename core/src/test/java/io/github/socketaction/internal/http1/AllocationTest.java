package io.github.socketaction.internal.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.socketaction.internal.buffer.BufferPool;
import io.github.socketaction.internal.http.Progress;
import io.github.socketaction.internal.http.ResponseHead;
import io.github.socketaction.internal.http.ResponseSink;
import io.github.socketaction.internal.http.SendProgress;
import io.github.socketaction.internal.pipe.Pipe;
import io.github.socketaction.transfer.Flow;
import io.github.socketaction.transfer.TransferOptions;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** What an exchange costs in memory when it begins again: nothing, for a request, a line, a field or a chunk. */
class AllocationTest {

    private static final int RESPONSES = 10_000;

    private static final String SMALL = "HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nServer: x\r\n"
            + "Content-Type: text/plain\r\nContent-Length: 5\r\nConnection: keep-alive\r\n\r\nhello";

    private static final String LARGE = "HTTP/1.1 103 Hints\r\nA: b\r\n\r\nHTTP/1.1 200 OK\r\n"
            + "X-Field: some value\r\n".repeat(50) + "Transfer-Encoding: chunked\r\n\r\n"
            + "5;x=y\r\nhello\r\n".repeat(100) + "0\r\nA: b\r\nC: d\r\n\r\n";

    @Test
    void small_responses_cost_nothing() {
        assertThat(bytesPerResponse(SMALL)).isZero();
    }

    @Test
    void large_responses_cost_nothing() {
        assertThat(bytesPerResponse(LARGE)).isZero();
    }

    private static long bytesPerResponse(String response) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        assertThat(threads.isThreadAllocatedMemorySupported()).isTrue();
        threads.setThreadAllocatedMemoryEnabled(true);
        RepeatingPipe pipe = new RepeatingPipe(response);
        BufferPool pool = new BufferPool();
        Http1Request request = Http1Request.of(TransferOptions.get("http://h/"));
        run(pipe, pool, request);
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);
        run(pipe, pool, request);
        return (threads.getThreadAllocatedBytes(thread) - before) / RESPONSES;
    }

    private static void run(RepeatingPipe pipe, BufferPool pool, Http1Request request) {
        CountingSink sink = new CountingSink();
        Http1Exchange exchange = new Http1Exchange(pool);
        for (int i = 0; i < RESPONSES; i++) {
            pipe.rewind();
            exchange.begin(pipe, request);
            boolean good = exchange.send(PieceSource.NONE, 1) == SendProgress.SENT
                    && exchange.receive(sink, 8) == Progress.COMPLETE
                    && exchange.connectionReusable();
            exchange.close();
            if (!good) {
                throw new AssertionError("response " + i + " did not end well");
            }
        }
        assertThat(sink.heads).isGreaterThanOrEqualTo(RESPONSES);
    }

    private static final class RepeatingPipe implements Pipe {

        private final ByteBuffer response;

        RepeatingPipe(String response) {
            byte[] bytes = response.getBytes(ISO_8859_1);
            this.response = ByteBuffer.allocateDirect(bytes.length).put(bytes);
        }

        void rewind() {
            response.rewind();
        }

        @Override
        public int read(ByteBuffer target) {
            int count = response.remaining();
            target.put(response);
            return count;
        }

        @Override
        public int write(ByteBuffer source) {
            int count = source.remaining();
            source.position(source.limit());
            return count;
        }
    }

    private static final class CountingSink implements ResponseSink {

        private int heads;

        @Override
        public void started() {}

        @Override
        public Flow headerLine(ByteBuffer line) {
            return Flow.CONTINUE;
        }

        @Override
        public void head(ResponseHead head) {
            heads++;
        }

        @Override
        public Flow body(ByteBuffer piece) {
            piece.position(piece.limit());
            return Flow.CONTINUE;
        }
    }
}
