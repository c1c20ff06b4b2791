package io.github.socketaction;

import io.github.socketaction.socket.Resolver;
import io.github.socketaction.transfer.TransferListener;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What holds for all transfers of a multi: an immutable value, made with a {@link Builder}. */
public final class MultiOptions {

    /** Everything at its default. */
    public static final MultiOptions DEFAULT = builder().build();

    private final int maxTotalConnections;
    private final int maxHostConnections;
    private final int maxIdleConnections;
    private final Duration maxIdleAge;
    private final Duration maxLifetime;
    private final boolean watchIdle;
    private final int lookupThreads;
    private final @Nullable Resolver resolver;
    private final @Nullable Executor tlsExecutor;
    private final @Nullable LongSupplier clock;
    private final @Nullable RandomGenerator random;
    private final @Nullable TransferListener listener;
    private final LoopObserver observer;
    private final @Nullable Runnable messageListener;

    private MultiOptions(Builder builder) {
        maxTotalConnections = builder.maxTotalConnections;
        maxHostConnections = builder.maxHostConnections;
        maxIdleConnections = builder.maxIdleConnections;
        maxIdleAge = builder.maxIdleAge;
        maxLifetime = builder.maxLifetime;
        watchIdle = builder.watchIdle;
        lookupThreads = builder.lookupThreads;
        resolver = builder.resolver;
        tlsExecutor = builder.tlsExecutor;
        clock = builder.clock;
        random = builder.random;
        listener = builder.listener;
        observer = builder.observer;
        messageListener = builder.messageListener;
    }

    /** Starts options with everything at its default. */
    public static Builder builder() {
        return new Builder();
    }

    /** Most connections open at a time, or 0 for no limit. */
    public int maxTotalConnections() {
        return maxTotalConnections;
    }

    /** Most connections open at a time to one origin, or 0 for no limit. */
    public int maxHostConnections() {
        return maxHostConnections;
    }

    /** Most idle connections kept for reuse. */
    public int maxIdleConnections() {
        return maxIdleConnections;
    }

    /** How long a connection may have been idle to be used again, or {@link Duration#ZERO} for no limit. */
    public Duration maxIdleAge() {
        return maxIdleAge;
    }

    /** How long a connection may have been open to be used again, or {@link Duration#ZERO} for no limit. */
    public Duration maxLifetime() {
        return maxLifetime;
    }

    /** Whether idle connections stay announced, so that a server's close is seen at once. */
    public boolean watchIdle() {
        return watchIdle;
    }

    /** Most threads that look up names. */
    public int lookupThreads() {
        return lookupThreads;
    }

    /** The resolver, or null for the system's. */
    public @Nullable Resolver resolver() {
        return resolver;
    }

    /** Who does the long computations of TLS handshakes, or null for the thread of the multi. */
    public @Nullable Executor tlsExecutor() {
        return tlsExecutor;
    }

    /** The clock, in nanoseconds from any origin, or null for the system's monotonic one. */
    public @Nullable LongSupplier clock() {
        return clock;
    }

    /** Where the values come from that nobody may guess, or null for a {@link java.security.SecureRandom}. */
    public @Nullable RandomGenerator random() {
        return random;
    }

    /** Who hears of the end of every transfer, or null for nobody. */
    public @Nullable TransferListener listener() {
        return listener;
    }

    /** Who hears that messages wait to be read, or null for nobody. */
    public @Nullable Runnable messageListener() {
        return messageListener;
    }

    /** Who sees what passes between the multi and its loop; {@link LoopObserver#NONE} for nobody. */
    public LoopObserver observer() {
        return observer;
    }

    /** Collects options. Not thread-safe; may be used again after {@link #build()}. */
    public static final class Builder {

        private int maxTotalConnections;
        private int maxHostConnections;
        private int maxIdleConnections = 10_000;
        private Duration maxIdleAge = Duration.ofSeconds(118);
        private Duration maxLifetime = Duration.ZERO;
        private boolean watchIdle = true;
        private int lookupThreads = 8;
        private @Nullable Resolver resolver;
        private @Nullable Executor tlsExecutor;
        private @Nullable LongSupplier clock;
        private @Nullable RandomGenerator random;
        private @Nullable TransferListener listener;
        private LoopObserver observer = LoopObserver.NONE;
        private @Nullable Runnable messageListener;

        private Builder() {}

        /**
         * Limits the connections open at a time; further transfers wait. libcurl's {@code
         * CURLMOPT_MAX_TOTAL_CONNECTIONS}.
         *
         * @param limit at least 1, or 0 for no limit, which is the default
         */
        public Builder maxTotalConnections(int limit) {
            maxTotalConnections = atLeast(0, limit, "maxTotalConnections");
            return this;
        }

        /**
         * Limits the connections open at a time to one origin (scheme, host, port); further transfers wait. libcurl's
         * {@code CURLMOPT_MAX_HOST_CONNECTIONS}.
         *
         * @param limit at least 1, or 0 for no limit, which is the default
         */
        public Builder maxHostConnections(int limit) {
            maxHostConnections = atLeast(0, limit, "maxHostConnections");
            return this;
        }

        /**
         * Limits the idle connections kept; the one idle for longest is closed first. libcurl's {@code
         * CURLMOPT_MAXCONNECTS}, but a fixed number, and for idle ones only.
         *
         * @param limit at least 0; 0 means that no connection is used twice; the default is 10,000
         */
        public Builder maxIdleConnections(int limit) {
            maxIdleConnections = atLeast(0, limit, "maxIdleConnections");
            return this;
        }

        /**
         * Limits how long a connection may have been idle to be used again; an older one is closed instead. libcurl's
         * {@code CURLOPT_MAXAGE_CONN}.
         *
         * @param limit not negative; {@link Duration#ZERO} for no limit; 118 seconds unless said otherwise
         */
        public Builder maxIdleAge(Duration limit) {
            maxIdleAge = notNegative(limit, "maxIdleAge");
            return this;
        }

        /**
         * Limits how long a connection may have been open to be used again; an older one is closed instead, but never
         * during a transfer. libcurl's {@code CURLOPT_MAXLIFETIME_CONN}.
         *
         * @param limit not negative; {@link Duration#ZERO}, the default, for no limit
         */
        public Builder maxLifetime(Duration limit) {
            maxLifetime = notNegative(limit, "maxLifetime");
            return this;
        }

        /**
         * Says whether idle connections stay announced for {@code IN}, the default. If not, they are announced as
         * {@code REMOVE} when they become idle, and a server's close is only noticed at the next use.
         */
        public Builder watchIdle(boolean watch) {
            watchIdle = watch;
            return this;
        }

        /**
         * Limits the threads that look up names.
         *
         * @param threads at least 1; the default is 8
         */
        public Builder lookupThreads(int threads) {
            lookupThreads = atLeast(1, threads, "lookupThreads");
            return this;
        }

        /** Sets who looks up names; null for the system's resolver on a pool of daemon threads. */
        public Builder resolver(@Nullable Resolver newResolver) {
            resolver = newResolver;
            return this;
        }

        /**
         * Sets who does the long computations of TLS handshakes, a millisecond each; their end wakes the loop up. Null, the
         * default, for the thread of the multi itself.
         */
        public Builder tlsExecutor(@Nullable Executor executor) {
            tlsExecutor = executor;
            return this;
        }

        /** Sets the clock: nanoseconds from any origin, never going back; null for the system's monotonic clock. */
        public Builder clock(@Nullable LongSupplier nanoClock) {
            clock = nanoClock;
            return this;
        }

        /**
         * Sets where the values come from that nobody may guess, such as the client nonces of Digest; it is asked on the thread
         * of the multi. What TLS needs is no part of that: the JDK takes it from its own source. Null, the default, for a
         * {@link java.security.SecureRandom} that is made when it is first needed. Anything else is for tests that are to
         * send the same bytes every time.
         */
        public Builder random(@Nullable RandomGenerator source) {
            random = source;
            return this;
        }

        /** Sets who hears of the end of every transfer, after the transfer's own listener; null for nobody. */
        public Builder onDone(@Nullable TransferListener newListener) {
            listener = newListener;
            return this;
        }

        /**
         * Sets who hears that there is something new for {@link Multi#infoRead}; libcurl's {@code
         * CURLMNOTIFY_INFO_READ}. Called at most once in a call of the application, after transfers completed in it and
         * before the sockets are announced, so transfers may be read, removed and added there. Null for nobody.
         */
        public Builder onMessages(@Nullable Runnable newListener) {
            messageListener = newListener;
            return this;
        }

        /** Sets who sees what passes between the multi and its loop; {@link LoopObserver#NONE}, the default, for nobody. */
        public Builder observer(LoopObserver newObserver) {
            observer = newObserver;
            return this;
        }

        /** The options as collected so far. */
        public MultiOptions build() {
            return new MultiOptions(this);
        }

        private static Duration notNegative(Duration limit, String name) {
            if (limit.isNegative()) {
                throw new IllegalArgumentException(name + " is negative: " + limit + "; use Duration.ZERO for none");
            }
            return limit;
        }

        private static int atLeast(int least, int value, String name) {
            if (value < least) {
                throw new IllegalArgumentException(
                        Objects.requireNonNull(name) + " must be at least " + least + ", but is " + value);
            }
            return value;
        }
    }
}
