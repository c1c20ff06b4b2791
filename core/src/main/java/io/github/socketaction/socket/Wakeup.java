package io.github.socketaction.socket;

/**
 * Something to wait for that becomes readable when any thread says so: an eventfd, a pipe. The engine announces it like a
 * socket while answers from other threads are due.
 */
public interface Wakeup extends Pollable {

    /**
     * Makes it readable. May be called from any thread, at any time and any number of times; never waits. Many calls
     * before a {@link #drain()} are one. After {@link #close()} it does nothing.
     */
    void wakeup();

    /** Makes it unreadable again. Belongs to the thread of the engine. */
    void drain();

    /** Frees it. Harmless to repeat, and while other threads call {@link #wakeup()}. */
    void close();
}
