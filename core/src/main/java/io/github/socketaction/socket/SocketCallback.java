package io.github.socketaction.socket;

import org.jspecify.annotations.Nullable;

/**
 * Hears which sockets to wait for; libcurl's {@code CURLMOPT_SOCKETFUNCTION}.
 *
 * <p>It is told changes only. The first call for a socket registers it, calls after that change what to wait for, and
 * {@link PollAction#REMOVE} is the last. A callback that throws aborts every transfer of the multi; to stop without
 * naming an error, throw {@link CallbackStop}.
 */
@FunctionalInterface
public interface SocketCallback {

    /**
     * Takes a change.
     *
     * @param socket the socket; the same object in every call about it, and never used again for another one
     * @param action what to wait for from now on
     * @param assigned the object last assigned to this socket, or null
     */
    void onSocket(SocketHandle socket, PollAction action, @Nullable Object assigned);
}
