/**
 * TLS (RFC 8446, RFC 5246) as a stage over any link, spoken by an {@code SSLEngine}. It knows no HTTP, no proxy and no
 * transfer. Read {@link io.github.socketaction.internal.tls.TlsStage} first, then {@code TlsConnector} for the handshake
 * and {@code TlsLink} for what comes after it; {@code PeerVerifier} decides whom to trust.
 */
@NullMarked
package io.github.socketaction.internal.tls;

import org.jspecify.annotations.NullMarked;
