package io.github.socketaction.internal.engine;

/** The way into the engine for the methods of a transfer, which pass the same checks as those of the multi. */
public interface ApiCalls {

    /**
     * Makes a change as a call of the application: checked before, announced after.
     *
     * @param name the name of the method
     * @param change what the call does
     */
    void call(String name, Runnable change);
}
