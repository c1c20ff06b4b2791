package io.github.socketaction.internal.pipe;

import io.github.socketaction.internal.TransferFailure;

/** One step on the way to a server that goes over a link which is there already: a proxy's greeting, TLS, a header. */
public interface Stage {

    /**
     * Begins the step.
     *
     * @param below the link to go over; it belongs to the connector once that is returned
     * @param host whom the connector serves
     * @throws TransferFailure when it cannot begin; the link is still the caller's then
     */
    Connector over(Link below, LinkHost host);
}
