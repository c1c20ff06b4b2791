package io.github.socketaction.testkit.planted;

import java.util.List;

/** Defects in how transfers and multis end, and in what is refused. */
final class EndDefects {

    static final List<PlantedDefect> ALL = List.of(
            new PlantedDefect(
                    "it tells an end twice",
                    "internal/engine/Engine",
                    "tell(transfer.options().listener(), transfer);",
                    "tell(transfer.options().listener(), transfer); tell(transfer.options().listener(), transfer);",
                    "C1",
                    "own listener"),
            new PlantedDefect(
                    "it does not tell the multi's listener",
                    "internal/engine/Engine",
                    "tell(settings.listener(), transfer);",
                    "",
                    "C1",
                    "multi's listener"),
            new PlantedDefect(
                    "it gives the last message first",
                    "internal/engine/MessageQueue",
                    "TransferTask transfer = first;",
                    "TransferTask transfer = last;",
                    "C2",
                    "messages"),
            new PlantedDefect(
                    "it keeps the message of who was removed",
                    "internal/engine/Engine",
                    "messages.withdraw(task);",
                    "",
                    "C2",
                    "INV5"),
            new PlantedDefect(
                    "it keeps the connection of who was removed",
                    "internal/engine/Engine",
                    "task.dispose();",
                    "",
                    "L1",
                    "INV5"),
            new PlantedDefect(
                    "it does not cancel the look-up of who was removed",
                    "internal/conn/Connection",
                    "lookup.cancel();",
                    "",
                    "L1",
                    "what is announced"),
            new PlantedDefect(
                    "it leaves all transfers running when a callback failed, as libcurl does",
                    "internal/engine/Engine",
                    "transfer.complete(outcome, now);",
                    "",
                    "E1",
                    "INV8"),
            new PlantedDefect(
                    "it completes again, in an abort, what had ended",
                    "internal/engine/TransferTask",
                    "state == State.COMPLETED || ",
                    "",
                    "E1",
                    "cannot go from COMPLETED"),
            new PlantedDefect(
                    "it allows an action inside a callback",
                    "CallGuard",
                    "if (depth > 0) {",
                    "if (false) {",
                    "R1",
                    "refusals"),
            new PlantedDefect(
                    "it allows calls from other threads",
                    "CallGuard",
                    "} else if (owner != caller) {",
                    "} else if (false) {",
                    "L9",
                    "refusals"),
            new PlantedDefect(
                    "it does not count the bytes of header lines",
                    "internal/engine/Delivery",
                    "transfer.figures().addHeaderBytes(line.remaining());",
                    "",
                    "C6",
                    "header bytes"),
            new PlantedDefect(
                    "it leaves the timer set when it is closed",
                    "internal/engine/Engine",
                    "timer.announce(TimerQueue.NEVER, clock.now());",
                    "",
                    "L6",
                    "INV4"));

    private EndDefects() {}
}
