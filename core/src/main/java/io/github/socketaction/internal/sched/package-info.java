/**
 * What is to run, and when: a run queue of tasks and a queue of their deadlines. It knows nothing of sockets, transfers or
 * the system's clock but the one class that reads it. Read {@link io.github.socketaction.internal.sched.Task} first.
 */
@NullMarked
package io.github.socketaction.internal.sched;

import org.jspecify.annotations.NullMarked;
