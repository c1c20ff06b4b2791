package io.github.socketaction.internal.http;

/** How far one {@link Exchange#receive} came. */
public enum Progress {
    /** Nothing more is there now; the socket will say when. */
    BLOCKED,
    /** The sink said pause; what it did not take is kept. */
    PAUSED,
    /** The budget of this run is spent and more may be there. */
    YIELDED,
    /** The sink said abort. */
    ABORTED,
    /** The response is complete. */
    COMPLETE
}
