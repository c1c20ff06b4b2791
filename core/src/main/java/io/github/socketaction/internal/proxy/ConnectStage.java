package io.github.socketaction.internal.proxy;

import io.github.socketaction.internal.buffer.BufferPool;
import io.github.socketaction.internal.http.Login;
import io.github.socketaction.internal.pipe.Connector;
import io.github.socketaction.internal.pipe.Link;
import io.github.socketaction.internal.pipe.LinkHost;
import io.github.socketaction.internal.pipe.Stage;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Asks an HTTP proxy for a tunnel (RFC 9110, section 9.3.6). What the proxy has said about authentication is remembered, so
 * that the stage may begin again on another connection; one stage serves one connector.
 */
public final class ConnectStage implements Stage {

    private final Tunnel tunnel;
    private final Login login;
    private final BufferPool buffers;
    private final TunnelListener listener;

    /**
     * A stage.
     *
     * @param random for what must not be guessed; asked only when needed
     * @param listener hears what is said
     */
    public ConnectStage(Tunnel tunnel, BufferPool buffers, Supplier<RandomGenerator> random, TunnelListener listener) {
        this.tunnel = tunnel;
        this.buffers = buffers;
        this.listener = listener;
        login = new Login(tunnel.account(), random);
    }

    @Override
    public Connector over(Link below, LinkHost host) {
        return new ConnectConnector(below, host, tunnel, login, buffers, listener);
    }
}
