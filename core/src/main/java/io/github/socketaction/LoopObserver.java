package io.github.socketaction;

import io.github.socketaction.socket.SocketCallback;
import io.github.socketaction.socket.SocketHandle;
import io.github.socketaction.socket.TimerCallback;
import org.jspecify.annotations.Nullable;

/**
 * Sees everything that passes between a multi and the loop of its application: what the loop is told, and what it does
 * about it. For finding out why a loop does not work, and for the testkit's conformance test of loops.
 */
public interface LoopObserver {

    /** Looks at nothing. */
    LoopObserver NONE = new LoopObserver() {};

    /**
     * Puts something around the socket callback; called once, by the constructor of the multi.
     *
     * @return what the multi is to call instead; the callback itself to leave it alone
     */
    default SocketCallback around(SocketCallback callback) {
        return callback;
    }

    /**
     * Puts something around the timer callback; called once, by the constructor of the multi.
     *
     * @return what the multi is to call instead; the callback itself to leave it alone
     */
    default TimerCallback around(TimerCallback callback) {
        return callback;
    }

    /**
     * Hears of an action before anything of it is done, also of one that will be refused: on the thread of the caller,
     * inside a callback or not. If it throws, the call does nothing and throws the same.
     *
     * @param socket the socket of {@code socketAction}, or null for {@code timeoutAction} and {@code allAction}
     * @param events the bits that came with it; 0 without a socket
     */
    default void onAction(@Nullable SocketHandle socket, int events) {}
}
