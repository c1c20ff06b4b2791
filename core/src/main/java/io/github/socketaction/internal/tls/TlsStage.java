package io.github.socketaction.internal.tls;

import io.github.socketaction.internal.TransferFailure;
import io.github.socketaction.internal.pipe.Connector;
import io.github.socketaction.internal.pipe.Link;
import io.github.socketaction.internal.pipe.LinkHost;
import io.github.socketaction.internal.pipe.Stage;
import io.github.socketaction.transfer.TlsOptions;
import java.util.List;
import javax.net.ssl.SSLEngine;

/** TLS with one peer over whatever link there is: to a server, or to a proxy that is spoken to in TLS. */
public final class TlsStage implements Stage {

    private final TlsContexts contexts;
    private final TlsContext context;
    private final TlsPeer peer;
    private final List<String> protocols;

    /**
     * The stage. What the options name is read here, before anything is connected.
     *
     * @param host whom the certificate must name: a name, or an address without brackets
     * @param role who the peer is to us; sessions with the one are never resumed with the other
     * @param protocols what may be spoken over it, in the order of preference (RFC 7301); empty for leaving that open
     * @throws TransferFailure when the options cannot be met
     */
    public TlsStage(
            TlsContexts contexts, TlsOptions options, TlsRole role, String host, int port, List<String> protocols) {
        this.contexts = contexts;
        this.context = contexts.context(options, role, TlsPeer.zone(host));
        this.peer = TlsPeer.of(host, port);
        this.protocols = options.protocol().alpn() ? List.copyOf(protocols) : List.of();
    }

    @Override
    public Connector over(Link below, LinkHost host) {
        SSLEngine engine = context.engine(peer, protocols);
        return new TlsConnector(
                new Records(engine, below, contexts.buffers()), contexts.tasks(), host, peer, context.pins());
    }
}
