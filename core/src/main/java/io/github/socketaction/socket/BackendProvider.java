package io.github.socketaction.socket;

import org.jspecify.annotations.Nullable;

/** How {@link Backends} finds a backend: the service that a backend's module provides. */
public interface BackendProvider {

    /** The backend's short name, such as {@code epoll}. */
    String name();

    /** The higher one of two available backends is the better one; java.nio, which runs everywhere, has 0. */
    int priority();

    /**
     * Why the backend cannot be used here, as the end of the sentence "unavailable, because ...".
     *
     * @return the reason, or null when it can be used
     */
    @Nullable String unavailableReason();

    /** A backend; only called when {@link #unavailableReason()} is null. */
    Backend create();
}
