/**
 * The way to a server: what it consists of, when two transfers may share it, and how it is made stage by stage. It knows
 * the options of a transfer, but neither the transfer nor the pool. Read {@link
 * io.github.socketaction.internal.route.Route} first.
 */
@NullMarked
package io.github.socketaction.internal.route;

import org.jspecify.annotations.NullMarked;
