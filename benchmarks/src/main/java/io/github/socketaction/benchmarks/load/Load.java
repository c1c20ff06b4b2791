package io.github.socketaction.benchmarks.load;

import java.io.IOException;

/** One client under load: it keeps requests under way and counts them in its {@link Tally}. Driven by one thread. */
interface Load extends AutoCloseable {

    /** Makes the client afresh, without connections. */
    void open() throws Exception;

    /**
     * Sends so many requests to the idle URLs at the same time, waits for the answers, and keeps the connections. Where
     * some are idle already they may be used.
     */
    void prime(int connections) throws Exception;

    /**
     * Sends the first request of some of the busy connections.
     *
     * @param from the first of them
     * @param to the one after the last of them
     * @param refill whether each request that ended is followed by the next one
     */
    void start(int from, int to, boolean refill) throws Exception;

    /** Lets the client work for a time; requests are under way before and after. */
    void runFor(long nanos) throws Exception;

    /** Lets the client work until nothing is under way; only after a start without refill. */
    void finish() throws Exception;

    /** Closes the client and all its connections. */
    @Override
    void close() throws IOException;
}
