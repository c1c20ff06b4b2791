/**
 * HTTP without a version: URLs and origins, requests, what a response head means, and the {@link
 * io.github.socketaction.internal.http.Exchange} that each version implements. It knows pipes but no connection and no
 * transfer. Read {@code Exchange} first.
 */
@NullMarked
package io.github.socketaction.internal.http;

import org.jspecify.annotations.NullMarked;
