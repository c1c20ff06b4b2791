package io.github.socketaction.testkit.selftest;

import io.github.socketaction.socket.Pollable;
import io.github.socketaction.socket.Wakeup;

/** A wakeup that is as good as the real one; a defective one overrides one method. */
class DelegatingWakeup implements Wakeup, Wrapped {

    private final Wakeup real;

    DelegatingWakeup(Wakeup real) {
        this.real = real;
    }

    @Override
    public Pollable real() {
        return real;
    }

    @Override
    public void wakeup() {
        real.wakeup();
    }

    @Override
    public void drain() {
        real.drain();
    }

    @Override
    public void close() {
        real.close();
    }
}
