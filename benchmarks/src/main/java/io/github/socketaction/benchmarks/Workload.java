package io.github.socketaction.benchmarks;

import io.github.socketaction.benchmarks.load.LoadKind;
import org.jspecify.annotations.Nullable;

/** What all clients are asked to do in turn. */
enum Workload {
    W1("W1", "64 busy connections, 100-byte bodies", LoadKind.BUSY, 64, 0, "small", 250_000),
    W2("W2", "1,000 busy connections, 100-byte bodies", LoadKind.BUSY, 1_000, 0, "small", 250_000),
    W3("W3", "10,000 busy connections, 100-byte bodies", LoadKind.BUSY, 10_000, 0, "small", 250_000),
    W4("W4", "64 busy connections among 10,000 idle ones", LoadKind.BUSY, 64, 10_000, "small", 250_000),
    W5("W5", "a new connection for each request, 64 at a time", LoadKind.BUSY, 64, 0, "close/small", 250_000),
    W6_MEGABYTE("W6-1MB", "bodies of 1 MB, 16 at a time", LoadKind.BUSY, 16, 0, "megabyte", 5_000),
    W6_GIGABYTE("W6-1GB", "bodies of 1 GB, one at a time", LoadKind.BUSY, 1, 0, "gigabyte", 5),
    W7_KEEP_ALIVE("W7-keep-alive", "W1 over TLS", LoadKind.BUSY, 64, 0, "small", 250_000),
    W7_HANDSHAKE("W7-handshake", "W5 over TLS, full handshakes", LoadKind.BUSY, 64, 0, "close/small", 20_000),
    W8("W8", "HTTP/2", LoadKind.BUSY, 64, 0, "small", 250_000),
    W9("W9", "memory of 10,000 idle connections", LoadKind.MEMORY, 0, 10_000, "small", 0),
    W10("W10", "10,000 transfers that end at their limit of 1 s", LoadKind.TIMEOUTS, 10_000, 0, "", 30_000),
    W11("W11", "64 transfers added and removed, no I/O", LoadKind.CHURN, 64, 0, "small", 2_000_000),
    W12("W12", "uploads of 1 MB, 16 at a time", LoadKind.BUSY, 16, 0, "upload", 5_000);

    static final int MEGABYTE = 1_000_000;
    static final long GIGABYTE = 1_000_000_000;

    private final String id;
    private final String title;
    private final LoadKind kind;
    private final int connections;
    private final int idle;
    private final String path;
    private final int warmRequests;

    Workload(String id, String title, LoadKind kind, int connections, int idle, String path, int warmRequests) {
        this.id = id;
        this.title = title;
        this.kind = kind;
        this.connections = connections;
        this.idle = idle;
        this.path = path;
        this.warmRequests = warmRequests;
    }

    /** Its name in results. */
    String id() {
        return id;
    }

    /** Its name without the variant, as it may be named in options, too. */
    String group() {
        int hyphen = id.indexOf('-');
        return hyphen < 0 ? id : id.substring(0, hyphen);
    }

    /** What it is, in a few words. */
    String title() {
        return title;
    }

    LoadKind kind() {
        return kind;
    }

    /** Requests under way at a time. */
    int connections() {
        return connections;
    }

    /** Idle connections beside them. */
    int idle() {
        return idle;
    }

    /** What is requested, below the root of the server. */
    String path() {
        return path;
    }

    /** How many requests a client on the JVM must have done before it counts as warm. */
    int warmRequests() {
        return warmRequests;
    }

    boolean isTls() {
        return this == W7_KEEP_ALIVE || this == W7_HANDSHAKE;
    }

    /** Whether every request has a connection of its own. */
    boolean isFreshConnections() {
        return this == W5 || this == W7_HANDSHAKE;
    }

    /** Bytes that each request sends. */
    int upload() {
        return this == W12 ? MEGABYTE : 0;
    }

    /** Body bytes that each request moves where these are the point, or 0. */
    long bulkBytes() {
        return switch (this) {
            case W6_MEGABYTE, W12 -> MEGABYTE;
            case W6_GIGABYTE -> GIGABYTE;
            default -> 0;
        };
    }

    /** Why nobody can do this yet, or null. */
    @Nullable String missing() {
        return this == W8 ? "not there yet: no client here speaks HTTP/2 so far" : null;
    }
}
