package io.github.socketaction.testkit.planted;

import java.util.List;

/** Defects in the timer, the time limits, and the budget of an action. */
final class TimeDefects {

    static final List<PlantedDefect> ALL = List.of(
            new PlantedDefect(
                    "it announces later deadlines before the armed timer has fired",
                    "internal/watch/TimerAnnouncer",
                    "} else if (deadline < armed) {",
                    "} else if (deadline != armed) {",
                    "T5",
                    "timer callbacks"),
            new PlantedDefect(
                    "it rounds the time down",
                    "internal/watch/TimerAnnouncer",
                    "(nanos % NANOS_PER_MILLI == 0 ? 0 : 1)",
                    "0",
                    "T10",
                    "milliseconds for 19.7"),
            new PlantedDefect(
                    "it never deletes the timer",
                    "internal/watch/TimerAnnouncer",
                    "callback.onTimer(-1);",
                    "",
                    "T3",
                    "INV4"),
            new PlantedDefect(
                    "it deletes the timer again and again",
                    "internal/watch/TimerAnnouncer",
                    "            if (isArmed()) {",
                    "            if (true) {",
                    "T3",
                    "INV4"),
            new PlantedDefect(
                    "it does not set the timer again after it has fired",
                    "internal/watch/TimerAnnouncer",
                    "public void fired() {",
                    "public void fired() { } private void unused() {",
                    "T4",
                    "INV4"),
            new PlantedDefect(
                    "it sets the timer later than the nearest deadline",
                    "internal/sched/TimerQueue",
                    "if (parent.nearest <=",
                    "if (true || parent.nearest <=",
                    "T8",
                    "when GET"),
            new PlantedDefect(
                    "it takes a deadline that is exactly reached for one that is not",
                    "internal/sched/TimerQueue",
                    "while (nearest() <= now) {",
                    "while (nearest() < now) {",
                    "T7",
                    "over in time"),
            new PlantedDefect(
                    "it keeps the deadlines of what has ended",
                    "internal/sched/TimerQueue",
                    "task.deadlines.clear();",
                    "",
                    "T3",
                    "timer callbacks"),
            new PlantedDefect(
                    "it runs each task only once",
                    "internal/sched/RunQueue",
                    "task.isQueued = false;",
                    "",
                    "S1",
                    "do not end"),
            new PlantedDefect(
                    "it meets a limit a millisecond early",
                    "internal/engine/TimeLimits",
                    "from + limit.toNanos()",
                    "from + limit.toNanos() - 1_000_000",
                    "D7",
                    "over before its time"),
            new PlantedDefect(
                    "it does not heed the total limit of who waits in line, as libcurl did not",
                    "internal/engine/TimeLimits",
                    "if (Deadline.TOTAL.isIn(due)) {",
                    "if (Deadline.TOTAL.isIn(due) && transfer.state() != State.WAITING) {",
                    "D1",
                    "at the limit"),
            new PlantedDefect(
                    "it does not heed the total limit of who is paused",
                    "internal/engine/TimeLimits",
                    "if (Deadline.TOTAL.isIn(due)) {",
                    "if (Deadline.TOTAL.isIn(due) && !transfer.isPaused()) {",
                    "P8",
                    "never end"),
            new PlantedDefect(
                    "it holds the connect limit against who is connected",
                    "internal/engine/TransferTask",
                    "engine.timers().clear(this, Deadline.CONNECT);",
                    "",
                    "D3",
                    "connected in time"),
            new PlantedDefect(
                    "it asks for no action when its budget is spent",
                    "internal/engine/Engine",
                    "runQueue.append(nextTime);",
                    "",
                    "A8",
                    "never end"),
            new PlantedDefect(
                    "it reads without a bound",
                    "internal/engine/RunningExchange",
                    "READS_A_RUN = 16",
                    "READS_A_RUN = 1_000_000",
                    "A7",
                    "bytes in one turn"),
            new PlantedDefect(
                    "it asks for no action when a transfer is added",
                    "internal/engine/Engine",
                    "transfer.wake();",
                    "",
                    "T1",
                    "INV8"));

    private TimeDefects() {}
}
