package io.github.socketaction.benchmarks.pieces;

import io.github.socketaction.internal.buffer.BufferPool;
import io.github.socketaction.internal.http.Progress;
import io.github.socketaction.internal.http.ResponseHead;
import io.github.socketaction.internal.http.ResponseSink;
import io.github.socketaction.internal.http1.Http1Exchange;
import io.github.socketaction.internal.http1.Http1Request;
import io.github.socketaction.internal.pipe.Pipe;
import io.github.socketaction.transfer.Flow;
import io.github.socketaction.transfer.TransferOptions;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One small response through an exchange: nearly all of it is the parser of the head. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ResponseBenchmark {

    private final CannedResponse response = new CannedResponse();
    private final Http1Request request = Http1Request.of(TransferOptions.get("http://127.0.0.1/small"));
    private final Http1Exchange exchange = new Http1Exchange(new BufferPool());
    private final Pipe pipe = new FullPipe();
    private final ResponseSink sink = new Discarding();

    /** The response arrives in one read. */
    @Benchmark
    public Progress response() {
        exchange.begin(pipe, request);
        Progress progress = exchange.receive(sink, 1);
        exchange.close();
        if (progress != Progress.COMPLETE) {
            throw new IllegalStateException("the response is " + progress);
        }
        return progress;
    }

    private final class FullPipe implements Pipe {
        @Override
        public int read(ByteBuffer target) {
            return response.copyTo(target);
        }

        @Override
        public int write(ByteBuffer source) {
            int length = source.remaining();
            source.position(source.limit());
            return length;
        }
    }

    private static final class Discarding implements ResponseSink {
        @Override
        public void started() {
            // what counts is that it was called
        }

        @Override
        public Flow headerLine(ByteBuffer line) {
            return Flow.CONTINUE;
        }

        @Override
        public void head(ResponseHead head) {
            // what counts is that it was called
        }

        @Override
        public Flow body(ByteBuffer piece) {
            piece.position(piece.limit());
            return Flow.CONTINUE;
        }
    }
}
