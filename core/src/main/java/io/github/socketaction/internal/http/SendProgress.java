package io.github.socketaction.internal.http;

/** How far one {@link Exchange#send} came. */
public enum SendProgress {
    /** Nothing more is taken now; the socket will say when. */
    BLOCKED,
    /** The source has nothing for now. */
    PAUSED,
    /** The budget of this run is spent and more may be to send. */
    YIELDED,
    /** The source said abort. */
    ABORTED,
    /** The whole request is sent. */
    SENT
}
