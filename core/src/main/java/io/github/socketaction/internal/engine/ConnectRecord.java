package io.github.socketaction.internal.engine;

import io.github.socketaction.internal.pipe.Milestone;

/** The figures of the connections that one transfer opened; times in nanoseconds of the engine's clock. */
final class ConnectRecord {

    static final long NOT_YET = -1;

    private int connections;
    private int tunnelAnswer;
    private long nameLookup = NOT_YET;
    private long connected = NOT_YET;
    private long secured = NOT_YET;

    void markNameLookup(long now) {
        nameLookup = now;
    }

    void mark(Milestone milestone, long now) {
        switch (milestone) {
            case CONNECTED -> {
                connections++;
                connected = now;
            }
            case PROXIED -> {}
            case SECURED -> secured = now;
        }
    }

    void markTunnelAnswer(int status) {
        tunnelAnswer = status;
    }

    /** The status code of the last answer to a request for a tunnel, or 0. */
    int tunnelAnswer() {
        return tunnelAnswer;
    }

    /** How many sockets were connected. */
    int connections() {
        return connections;
    }

    long nameLookup() {
        return nameLookup;
    }

    long connected() {
        return connected;
    }

    /** When TLS was there with the last peer that speaks it. */
    long secured() {
        return secured;
    }
}
