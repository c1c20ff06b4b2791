package io.github.socketaction.internal.engine;

import io.github.socketaction.internal.conn.PoolLimits;
import io.github.socketaction.socket.Backend;
import io.github.socketaction.socket.Resolver;
import io.github.socketaction.transfer.TransferListener;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What an engine needs to know of its multi.
 *
 * @param clock nanoseconds from any origin, or null for the system's
 * @param random where the values come from that nobody may guess, or null for the system
 * @param resolver who looks names up, or null for the system
 * @param watchIdle whether the application watches idle connections
 * @param tlsExecutor who does the long computations of TLS handshakes, or null for the engine's thread
 * @param listener who hears of every completed transfer, or null
 * @param messageListener who hears that messages wait to be read, or null
 */
public record EngineSettings(
        Backend backend,
        @Nullable LongSupplier clock,
        @Nullable RandomGenerator random,
        @Nullable Resolver resolver,
        int lookupThreads,
        PoolLimits limits,
        boolean watchIdle,
        @Nullable Executor tlsExecutor,
        @Nullable TransferListener listener,
        @Nullable Runnable messageListener) {}
