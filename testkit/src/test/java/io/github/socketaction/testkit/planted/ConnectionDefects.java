package io.github.socketaction.testkit.planted;

import java.util.List;

/** Defects in who gets which connection, and in sending again. */
final class ConnectionDefects {

    static final List<PlantedDefect> ALL = List.of(
            new PlantedDefect(
                    "it opens one connection to a host too many",
                    "internal/conn/PoolLimits",
                    "open < host",
                    "open <= host",
                    "N2",
                    "most connections"),
            new PlantedDefect(
                    "it opens one connection in all too many",
                    "internal/conn/PoolLimits",
                    "open < total",
                    "open <= total",
                    "N3",
                    "most connections"),
            new PlantedDefect(
                    "it counts connections that are closed",
                    "internal/conn/ConnectionPool",
                    "        open--;",
                    "",
                    "S10",
                    "connections"),
            new PlantedDefect(
                    "it leaves the line waiting when a connection is closed",
                    "internal/conn/ConnectionPool",
                    "host.waiting.wakeFirst();\n        waiting.wakeFirst();",
                    "waiting.wakeFirst();",
                    "N4",
                    "OPERATION_TIMEDOUT"),
            new PlantedDefect(
                    "it leaves the line waiting when a connection becomes idle",
                    "internal/conn/ConnectionPool",
                    "waiting, waiting).wakeFirst();",
                    "waiting, waiting).isEmpty();",
                    "N4",
                    "OPERATION_TIMEDOUT"),
            new PlantedDefect(
                    "it leaves who was removed in the line",
                    "internal/engine/TransferTask",
                    "engine.pool().leaveLine(this, plan.origin());",
                    "",
                    "N9",
                    "in line after the removal"),
            new PlantedDefect(
                    "it closes the connection that became idle last",
                    "internal/conn/ConnectionPool",
                    "            evict(idle.oldest());",
                    "            evict(connection);",
                    "N5",
                    "the older one"),
            new PlantedDefect(
                    "it overlooks bytes that nobody asked for",
                    "internal/conn/ConnectionPool",
                    "return link.isSilent(chunk.bytes());",
                    "link.isSilent(chunk.bytes()); return true;",
                    "S11",
                    "connections"),
            new PlantedDefect(
                    "it keeps connections of before a change of the network",
                    "internal/conn/ConnectionPool",
                    "if (connection.generation != generation) {",
                    "if (false) {",
                    "O3",
                    "after their transfers"),
            new PlantedDefect(
                    "it uses a connection again that the response ends",
                    "internal/http1/Http1Exchange",
                    "&& parser.head().persistent()",
                    "",
                    "N6",
                    "connections"),
            new PlantedDefect(
                    "it repeats a lost request on another idle connection",
                    "internal/engine/TransferTask",
                    "this, wasRetried",
                    "this, false",
                    "N7",
                    "the lost request"),
            new PlantedDefect(
                    "it repeats what a fresh connection lost",
                    "internal/engine/RunningExchange",
                    "(isRepeated || connection().wasUsed())",
                    "true",
                    "N8",
                    "requests"),
            new PlantedDefect(
                    "it repeats a request whose body was begun",
                    "internal/engine/RunningExchange",
                    " && !exchange.bodyStarted()",
                    "",
                    "U8",
                    "PUT"),
            new PlantedDefect(
                    "it repeats what may do harm",
                    "internal/engine/TransferTask",
                    "prepared().idempotent()",
                    "prepared() != null",
                    "N8",
                    "POST"),
            new PlantedDefect(
                    "it uses the connection again that is idle for longest",
                    "internal/conn/ConnectionPool",
                    "if (newest != null) {",
                    "newest = idle.oldest(); if (newest != null) {",
                    "N1",
                    "used last"));

    private ConnectionDefects() {}
}
