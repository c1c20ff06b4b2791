/**
 * The command {@code sact}: a curl-compatible way to run transfers from a shell, and the demo that shows the event-driven
 * interface at work.
 *
 * <p>It uses the engine through its public interface alone, and names no backend: those are found at run time. Nothing in
 * here ends the process but {@link io.github.socketaction.cli.Main#main}, so that everything can be run inside a test.
 *
 * <p>Read {@code Main} first, then {@code Option} for the options and {@code TransferRunner} for what is done with them.
 */
@NullMarked
package io.github.socketaction.cli;

import org.jspecify.annotations.NullMarked;
