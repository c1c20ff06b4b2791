package io.github.socketaction.internal.http1;

import io.github.socketaction.internal.TransferFailure;
import io.github.socketaction.internal.buffer.BufferPool;
import io.github.socketaction.internal.http.Progress;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.TransferOptions;
import java.util.List;
import java.util.Random;

/** All that can be observed of one response, so that two ways to receive it can be compared. */
record Outcome(ResultCode code, List<Integer> heads, List<String> lines, String body) {

    /** Receives to the end, and checks that no buffer is kept. */
    static Outcome of(ScriptedPipe pipe, String method) {
        return of(pipe, method, new RecordingSink());
    }

    static Outcome of(ScriptedPipe pipe, String method, RecordingSink sink) {
        BufferPool pool = new BufferPool();
        Http1Exchange exchange = new Http1Exchange(pool)
                .begin(
                        pipe,
                        Http1Request.of(TransferOptions.builder("http://h/")
                                .method(method)
                                .build()));
        ResultCode code = ResultCode.OK;
        try {
            receive(exchange, sink, pipe);
        } catch (TransferFailure failure) {
            code = failure.code();
        }
        exchange.close();
        if (pool.lent() != 0) {
            throw new AssertionError(pool.lent() + " chunks were not given back");
        }
        return new Outcome(code, List.copyOf(sink.heads), List.copyOf(sink.lines), sink.body.toString());
    }

    private static void receive(Http1Exchange exchange, RecordingSink sink, ScriptedPipe pipe) {
        for (int runs = 0; runs < 1_000_000; runs++) {
            Progress progress = exchange.receive(sink, 3);
            if (progress == Progress.COMPLETE) {
                return;
            }
            if (progress == Progress.ABORTED) {
                throw new AssertionError("nobody said abort");
            }
            if (progress == Progress.BLOCKED && pipe.drained()) {
                // What a silent peer leaves a transfer in; distinguishable from all results that it can have.
                throw new TransferFailure(ResultCode.OPERATION_TIMEDOUT, "no more was sent");
            }
        }
        throw new AssertionError("the exchange goes on for ever");
    }

    static Outcome whole(byte[] response, boolean ends) {
        return of(ended(new ScriptedPipe().then(response), ends), "GET");
    }

    static Outcome bytewise(byte[] response, boolean ends) {
        return of(ended(new ScriptedPipe().inPieces(response, 1), ends), "GET");
    }

    static Outcome cutRandomly(byte[] response, boolean ends, Random random) {
        return of(ended(new ScriptedPipe().atRandom(response, random), ends), "GET");
    }

    private static ScriptedPipe ended(ScriptedPipe pipe, boolean ends) {
        return ends ? pipe.thenEnd() : pipe;
    }
}
