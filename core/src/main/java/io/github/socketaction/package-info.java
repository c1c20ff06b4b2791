/**
 * The engine as an application holds it: {@link io.github.socketaction.Multi}, which is driven by an event loop of the
 * application's own, and {@link io.github.socketaction.EventLoop} for those who have none.
 *
 * <p>Read {@code Multi} first. Nothing else is public but the vocabulary in {@code io.github.socketaction.transfer} and
 * {@code io.github.socketaction.socket}.
 */
@NullMarked
package io.github.socketaction;

import org.jspecify.annotations.NullMarked;
