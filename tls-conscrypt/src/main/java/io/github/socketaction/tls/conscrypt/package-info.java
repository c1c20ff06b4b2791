/**
 * TLS by Conscrypt, for who chooses it in the options of a transfer. It knows nothing of connections. Read {@link
 * io.github.socketaction.tls.conscrypt.ConscryptTls}, which is all there is.
 */
@NullMarked
package io.github.socketaction.tls.conscrypt;

import org.jspecify.annotations.NullMarked;
