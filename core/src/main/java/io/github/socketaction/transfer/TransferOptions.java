package io.github.socketaction.transfer;

import io.github.socketaction.transfer.ReuseRule.Effect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a transfer is asked to do: an immutable value, made with a {@link Builder}. One value may be added any number of
 * times, to any number of multis, also at the same time; its callbacks then serve all those transfers.
 */
public final class TransferOptions {

    private final String url;
    private final String method;
    private final List<Header> headers;
    private final @Nullable RequestBody requestBody;
    private final Timeouts timeouts;
    private final TlsOptions tls;
    private final ProxyOptions proxy;
    private final NameOptions names;
    private final SocketOptions sockets;
    private final BodyCallback bodyCallback;
    private final @Nullable HeaderCallback headerCallback;
    private final @Nullable ProgressCallback progressCallback;
    private final @Nullable TraceCallback traceCallback;
    private final @Nullable TransferListener listener;

    /** A plain write is enough: every value that two threads may compute here is equal and immutable. */
    private @Nullable Object derived;

    private TransferOptions(Builder builder) {
        url = builder.url;
        method = builder.method;
        headers = List.copyOf(builder.headers);
        requestBody = builder.requestBody;
        timeouts = builder.timeouts;
        tls = builder.tls;
        proxy = builder.proxy;
        names = builder.names;
        sockets = builder.sockets;
        bodyCallback = builder.bodyCallback;
        headerCallback = builder.headerCallback;
        progressCallback = builder.progressCallback;
        traceCallback = builder.traceCallback;
        listener = builder.listener;
    }

    /**
     * Starts options for a URL.
     *
     * @param url the URL as text; one that cannot be used fails the transfer, not this call, as in libcurl
     */
    public static Builder builder(String url) {
        return new Builder(url);
    }

    /** Options for a GET of a URL with everything at its default. */
    public static TransferOptions get(String url) {
        return builder(url).build();
    }

    /** The URL as it was given. */
    @ReuseRule(
            value = Effect.IRRELEVANT,
            why = "a connection belongs to an origin, and to more of a URL than that never")
    public String url() {
        return url;
    }

    /** The request method, {@code GET} unless said otherwise. */
    @ReuseRule(value = Effect.IRRELEVANT, why = "it is said with each request")
    public String method() {
        return method;
    }

    /** The application's own header fields, in the order they were given. */
    @ReuseRule(value = Effect.IRRELEVANT, why = "they are said with each request")
    public List<Header> headers() {
        return headers;
    }

    /** The body of the request, or null for none. */
    @ReuseRule(value = Effect.IRRELEVANT, why = "it is sent with each request")
    public @Nullable RequestBody requestBody() {
        return requestBody;
    }

    /** The time limits. */
    @ReuseRule(value = Effect.IRRELEVANT, why = "they bound the transfer, not the connection")
    public Timeouts timeouts() {
        return timeouts;
    }

    /** How TLS is spoken with the server, where the URL asks for it. */
    @ReuseRule(value = Effect.BY_COMPONENT, why = "see its components")
    public TlsOptions tls() {
        return tls;
    }

    /** Through whom the server is reached. */
    @ReuseRule(value = Effect.BY_COMPONENT, why = "see its components")
    public ProxyOptions proxy() {
        return proxy;
    }

    /** How the names of hosts become addresses. */
    @ReuseRule(value = Effect.BY_COMPONENT, why = "see its components")
    public NameOptions names() {
        return names;
    }

    /** What holds for the sockets. */
    @ReuseRule(value = Effect.BY_COMPONENT, why = "see its components")
    public SocketOptions sockets() {
        return sockets;
    }

    /** Who takes the body; {@link BodyCallback#DISCARD} unless said otherwise. */
    @ReuseRule(value = Effect.IRRELEVANT, why = "it concerns the transfer alone")
    public BodyCallback bodyCallback() {
        return bodyCallback;
    }

    /** Who takes the header lines, or null for nobody. */
    @ReuseRule(value = Effect.IRRELEVANT, why = "it concerns the transfer alone")
    public @Nullable HeaderCallback headerCallback() {
        return headerCallback;
    }

    /** Who follows the progress, or null for nobody. */
    @ReuseRule(value = Effect.IRRELEVANT, why = "it concerns the transfer alone")
    public @Nullable ProgressCallback progressCallback() {
        return progressCallback;
    }

    /** Who sees the trace, or null for nobody. */
    @ReuseRule(value = Effect.IRRELEVANT, why = "it concerns the transfer alone")
    public @Nullable TraceCallback traceCallback() {
        return traceCallback;
    }

    /** Who hears of the end, or null for nobody. */
    @ReuseRule(value = Effect.IRRELEVANT, why = "it concerns the transfer alone")
    public @Nullable TransferListener listener() {
        return listener;
    }

    /** A builder that starts from these options. */
    public Builder toBuilder() {
        Builder copy = new Builder(url);
        copy.method = method;
        copy.headers.addAll(headers);
        copy.requestBody = requestBody;
        copy.timeouts = timeouts;
        copy.tls = tls;
        copy.proxy = proxy;
        copy.names = names;
        copy.sockets = sockets;
        copy.bodyCallback = bodyCallback;
        copy.headerCallback = headerCallback;
        copy.progressCallback = progressCallback;
        copy.traceCallback = traceCallback;
        copy.listener = listener;
        return copy;
    }

    /**
     * A value that follows from these options alone, computed when first asked for and kept with them, so that options
     * which are added again cost no second parsing or encoding. There is one place for it, and the engine uses it.
     *
     * @param type the immutable type of the value; asking with another type replaces what was kept
     * @param derive computes the value
     */
    public <T> T derived(Class<T> type, Function<TransferOptions, T> derive) {
        Object kept = derived;
        if (type.isInstance(kept)) {
            return type.cast(kept);
        }
        T fresh = derive.apply(this);
        derived = fresh;
        return fresh;
    }

    @Override
    public String toString() {
        return method + " " + url;
    }

    /** Collects options. Not thread-safe; may be used again after {@link #build()}. */
    public static final class Builder {

        private String url;
        private String method = "GET";
        private final List<Header> headers = new ArrayList<>();
        private @Nullable RequestBody requestBody;
        private Timeouts timeouts = Timeouts.DEFAULT;
        private TlsOptions tls = TlsOptions.DEFAULT;
        private ProxyOptions proxy = ProxyOptions.DEFAULT;
        private NameOptions names = NameOptions.DEFAULT;
        private SocketOptions sockets = SocketOptions.DEFAULT;
        private BodyCallback bodyCallback = BodyCallback.DISCARD;
        private @Nullable HeaderCallback headerCallback;
        private @Nullable ProgressCallback progressCallback;
        private @Nullable TraceCallback traceCallback;
        private @Nullable TransferListener listener;

        private Builder(String url) {
            this.url = Objects.requireNonNull(url, "url");
        }

        /** Sets the URL. */
        public Builder url(String newUrl) {
            url = Objects.requireNonNull(newUrl, "url");
            return this;
        }

        /**
         * Sets the request method; libcurl's {@code CURLOPT_CUSTOMREQUEST}. {@code HEAD} implies a response without a
         * body.
         *
         * @throws IllegalArgumentException if it is not a token (RFC 9110, section 9)
         */
        public Builder method(String newMethod) {
            WireText.requireToken("method", newMethod);
            method = newMethod;
            return this;
        }

        /**
         * Adds a request header field; one of the same name that the engine would send itself ({@code Host}, {@code
         * Accept}, {@code User-Agent}) is replaced by it, and left out if the value is empty.
         *
         * @throws IllegalArgumentException if the name is not a token or the value holds CR, LF or NUL
         */
        public Builder header(String name, String value) {
            headers.add(new Header(name, value));
            return this;
        }

        /**
         * Sends a body with the request; libcurl's {@code CURLOPT_UPLOAD}. The method becomes {@code PUT} if it is still
         * {@code GET}; for another one call {@link #method(String)} afterwards.
         *
         * @param callback gives the bytes; options with a body that has a state serve one transfer at a time
         * @param length how many bytes there are, or {@link RequestBody#UNKNOWN_LENGTH}
         */
        public Builder upload(ReadCallback callback, long length) {
            requestBody = new RequestBody(callback, length);
            if (method.equals("GET")) {
                method = "PUT";
            }
            return this;
        }

        /** Sets all time limits. */
        public Builder timeouts(Timeouts newTimeouts) {
            timeouts = Objects.requireNonNull(newTimeouts, "timeouts");
            return this;
        }

        /** Limits the whole transfer; {@link Duration#ZERO} for no limit. */
        public Builder totalTimeout(Duration limit) {
            return timeouts(new Timeouts(timeouts.connect(), limit));
        }

        /** Limits name look-up and connecting; {@link Duration#ZERO} for no limit. */
        public Builder connectTimeout(Duration limit) {
            return timeouts(new Timeouts(limit, timeouts.total()));
        }

        /** Sets how TLS is spoken with the server, where the URL asks for it. */
        public Builder tls(TlsOptions newTlsOptions) {
            tls = Objects.requireNonNull(newTlsOptions, "tls");
            return this;
        }

        /** Sets through whom the server is reached. */
        public Builder proxy(ProxyOptions newProxyOptions) {
            proxy = Objects.requireNonNull(newProxyOptions, "proxy");
            return this;
        }

        /** Sets how the names of hosts become addresses. */
        public Builder names(NameOptions newNameOptions) {
            names = Objects.requireNonNull(newNameOptions, "names");
            return this;
        }

        /** Sets what holds for the sockets. */
        public Builder sockets(SocketOptions newSocketOptions) {
            sockets = Objects.requireNonNull(newSocketOptions, "sockets");
            return this;
        }

        /** Says who takes the body. */
        public Builder onBody(BodyCallback callback) {
            bodyCallback = Objects.requireNonNull(callback, "callback");
            return this;
        }

        /** Says who takes the header lines; null for nobody. */
        public Builder onHeader(@Nullable HeaderCallback callback) {
            headerCallback = callback;
            return this;
        }

        /** Says who follows the progress; null for nobody. */
        public Builder onProgress(@Nullable ProgressCallback callback) {
            progressCallback = callback;
            return this;
        }

        /** Says who sees the trace; null for nobody. */
        public Builder onTrace(@Nullable TraceCallback callback) {
            traceCallback = callback;
            return this;
        }

        /** Says who hears of the end; null for nobody. */
        public Builder onDone(@Nullable TransferListener newListener) {
            listener = newListener;
            return this;
        }

        /** The options as collected so far. */
        public TransferOptions build() {
            return new TransferOptions(this);
        }
    }
}
