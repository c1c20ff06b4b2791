package io.github.socketaction.socket;

/**
 * Something of a backend that its pollers can wait for: a {@link Transport}, a {@link Wakeup}, or a foreign channel that
 * the backend has wrapped.
 */
public interface Pollable {}
