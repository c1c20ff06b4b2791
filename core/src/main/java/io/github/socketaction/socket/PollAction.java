package io.github.socketaction.socket;

/**
 * What the application is to wait for on a socket; libcurl's {@code CURL_POLL_*} with the same numbers. Each announcement
 * says the whole wish, and replaces the one before.
 */
public enum PollAction {
    /** Nothing for now; the registration and the assigned object stay. */
    NONE(0),
    /** Wait until it can be read. */
    IN(SocketEvents.IN),
    /** Wait until it can be written, or until its connect has ended. */
    OUT(SocketEvents.OUT),
    /** Wait for either. */
    INOUT(SocketEvents.IN | SocketEvents.OUT),
    /** Forget the socket. It is still open during this call and may be closed at any time after it. */
    REMOVE(4);

    private static final PollAction[] BY_INTEREST = {NONE, IN, OUT, INOUT};

    private final int number;

    PollAction(int number) {
        this.number = number;
    }

    /** The action for a set of {@link SocketEvents} bits; all bits but {@code IN} and {@code OUT} are ignored. */
    public static PollAction ofInterest(int interest) {
        return BY_INTEREST[interest & (SocketEvents.IN | SocketEvents.OUT)];
    }

    /** libcurl's number for this action. */
    public int number() {
        return number;
    }

    /** The {@link SocketEvents} bits to wait for: 0 for {@code NONE} and {@code REMOVE}. */
    public int interest() {
        return this == REMOVE ? 0 : number;
    }
}
