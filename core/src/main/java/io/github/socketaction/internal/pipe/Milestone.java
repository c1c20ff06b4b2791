package io.github.socketaction.internal.pipe;

/** What is there when a connector has done its part, for the timeline. */
public enum Milestone {
    /** The socket is connected. */
    CONNECTED,
    /** A proxy leads on to where it was asked to. */
    PROXIED,
    /** TLS is spoken. */
    SECURED
}
