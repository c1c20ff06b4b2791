/**
 * Small programs to copy from, each with one idea. They know only what is public. Read {@link
 * io.github.socketaction.examples.WithEventLoop} first, then {@link io.github.socketaction.examples.SelectorLoop}.
 */
@NullMarked
package io.github.socketaction.examples;

import org.jspecify.annotations.NullMarked;
