/**
 * What it takes to test a backend, an application's loop or the engine itself without luck: conformance rules for each
 * of them, scripted peers, and a network in memory that runs on a virtual clock.
 *
 * <p>It uses nothing but the public interfaces of the core, and JUnit and AssertJ. It knows no other backend than its own.
 *
 * <p>To test a backend, read {@code BackendConformance} first; a loop, {@code LoopConformance}; the engine, {@code
 * EngineConformance}. To test anything that drives a multi, read {@link
 * io.github.socketaction.testkit.Simulation}, which puts {@link io.github.socketaction.testkit.MemoryBackend}, {@link
 * io.github.socketaction.testkit.VirtualClock}, {@link io.github.socketaction.testkit.SocketLog} and {@link
 * io.github.socketaction.testkit.CheckedMulti} together.
 */
@NullMarked
package io.github.socketaction.testkit;

import org.jspecify.annotations.NullMarked;
