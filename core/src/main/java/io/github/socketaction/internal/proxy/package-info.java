/**
 * Ways through proxies: whether one is used, and the stages that lead through it: SOCKS, CONNECT, the header that HAProxy
 * reads. It knows links and the options of proxies, but no pool, no transfer and no TLS. Read {@link
 * io.github.socketaction.internal.proxy.ProxyPath} first, then {@link io.github.socketaction.internal.proxy.DialogConnector}.
 */
@NullMarked
package io.github.socketaction.internal.proxy;

import org.jspecify.annotations.NullMarked;
