package io.github.socketaction.benchmarks;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A client that takes part. */
enum ClientKind {
    SACT_EPOLL("sact-epoll", Family.JVM),
    SACT_NIO("sact-nio", Family.JVM),
    SACT_CONSCRYPT("conscrypt", Family.JVM),
    SACT_GROUP_1("sact-group1", Family.JVM),
    SACT_GROUP_2("sact-group2", Family.JVM),
    LIBCURL("libcurl", Family.C),
    EPOLL_LOOP("epoll-loop", Family.C),
    WRK("wrk", Family.WRK),
    NETTY_EPOLL("netty-epoll", Family.JVM),
    HC5("hc5", Family.JVM),
    JDK("jdk", Family.JVM);

    /** How a client is run. */
    enum Family {
        /** By our own program on the JVM. */
        JVM,
        /** By our own program in C. */
        C,
        /** By the program wrk, which does one thing and measures itself. */
        WRK
    }

    private static final Set<Workload> OF_WRK = Set.of(Workload.W1, Workload.W2, Workload.W3, Workload.W5);

    private static final Set<Workload> OF_LOOP = Set.of(Workload.W1, Workload.W2, Workload.W3);

    private static final Set<Workload> OF_GROUPS =
            Set.of(Workload.W1, Workload.W2, Workload.W5, Workload.W7_KEEP_ALIVE, Workload.W7_HANDSHAKE);

    private final String id;
    private final Family family;

    ClientKind(String id, Family family) {
        this.id = id;
        this.family = family;
    }

    /** Its name in options and results. */
    String id() {
        return id;
    }

    Family family() {
        return family;
    }

    /** Whether it is a group of multis, which may use every processor. */
    boolean isGroup() {
        return this == SACT_GROUP_1 || this == SACT_GROUP_2;
    }

    private boolean isSact() {
        return this == SACT_EPOLL || this == SACT_NIO;
    }

    /** Whether it can do a workload at all. */
    boolean does(Workload workload) {
        if (family == Family.WRK) {
            return OF_WRK.contains(workload);
        }
        if (this == EPOLL_LOOP) {
            return OF_LOOP.contains(workload);
        }
        if (this == SACT_CONSCRYPT) {
            return workload.isTls();
        }
        if (isGroup()) {
            return OF_GROUPS.contains(workload);
        }
        return workload != Workload.W11 || isSact() || this == LIBCURL;
    }

    /** The one of a name, or null. */
    static @Nullable ClientKind of(String id) {
        for (ClientKind kind : values()) {
            if (kind.id.equals(id)) {
                return kind;
            }
        }
        return null;
    }
}
