package io.github.socketaction.kqueue;

/** Numbers of kqueue(2) that are the same on every system; the others are in {@link KeventLayout}. */
final class Kqueue {

    static final int EV_ADD = 0x1;
    static final int EV_DELETE = 0x2;
    static final int EV_CLEAR = 0x20;
    /** Asks for a record of the change itself, which also keeps the call from taking events. */
    static final int EV_RECEIPT = 0x40;
    /** In a record: its data is the errno of a change, or 0. */
    static final int EV_ERROR = 0x4000;
    /** In a record: the other side will take or send no more. */
    static final int EV_EOF = 0x8000;

    static final int NOTE_TRIGGER = 0x0100_0000;

    private Kqueue() {}
}
