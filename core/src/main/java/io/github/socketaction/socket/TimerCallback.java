package io.github.socketaction.socket;

/**
 * Hears when to call {@code timeoutAction} at the latest; libcurl's {@code CURLMOPT_TIMERFUNCTION}.
 *
 * <p>There is one timer, it fires once, and each call replaces it. A callback that throws aborts every transfer of the
 * multi; to stop without naming an error, throw {@link CallbackStop}.
 */
@FunctionalInterface
public interface TimerCallback {

    /**
     * Sets the timer.
     *
     * @param millis milliseconds from now, at most 2^31 - 1; 0 for as soon as possible, but not from within this call;
     *     -1 to delete the timer
     */
    void onTimer(long millis);
}
