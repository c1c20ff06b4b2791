package io.github.socketaction.testkit.planted;

import java.util.List;

/** Defects in what is announced of sockets. */
final class AnnouncementDefects {

    static final List<PlantedDefect> ALL = List.of(
            new PlantedDefect(
                    "it announces what the application knows already",
                    "internal/watch/SocketTable",
                    "if (action == before) {",
                    "if (action == before && !socket.isReleased) {",
                    "S5",
                    "INV3"),
            new PlantedDefect(
                    "it closes a socket before its REMOVE",
                    "internal/watch/SocketTable",
                    "tell(socket);",
                    "if (socket.isReleased) { drop(socket); } tell(socket);",
                    "S6",
                    "INV2"),
            new PlantedDefect(
                    "it announces NONE instead of REMOVE",
                    "internal/watch/SocketTable",
                    "socket.wanted = PollAction.REMOVE;",
                    "socket.wanted = PollAction.NONE;",
                    "S7",
                    "INV2"),
            new PlantedDefect(
                    "it never closes what it has removed",
                    "internal/watch/SocketTable",
                    "socket.owner().onReleased();",
                    "",
                    "S7",
                    "INV6"),
            new PlantedDefect(
                    "it acts upon the socket of another multi",
                    "internal/watch/SocketTable",
                    "socket.table == this",
                    "true",
                    "A11",
                    "INV4"),
            new PlantedDefect(
                    "it runs the event of a removed socket",
                    "internal/watch/SocketTable",
                    "? socket\n",
                    "? socket : handle instanceof WatchedSocket stale && stale.table == this ? stale\n",
                    "A1",
                    "idle connections"),
            new PlantedDefect(
                    "it forgets the assigned object",
                    "internal/watch/SocketTable",
                    "Object assigned = socket.assigned;",
                    "Object assigned = null;",
                    "S13",
                    "came with the object"),
            new PlantedDefect(
                    "it does not close a socket after a failed attempt",
                    "internal/pipe/RacingConnector",
                    "reason);\n        attempt.link.release();",
                    "reason);",
                    "S16",
                    "open sockets"),
            new PlantedDefect(
                    "it leaves an idle connection announced that is not to be watched",
                    "internal/conn/Connection",
                    "link().want(idleAction);",
                    "",
                    "S9",
                    "socket callbacks"),
            new PlantedDefect(
                    "it leaves the wakeup announced after the last look-up",
                    "internal/watch/Mailbox",
                    "sockets.release(socket);",
                    "",
                    "W1",
                    "announced afterwards"),
            new PlantedDefect(
                    "it does not watch idle connections",
                    "internal/conn/Connection",
                    "link().want(idleAction);",
                    "link().want(PollAction.NONE);",
                    "S8",
                    "what is announced"));

    private AnnouncementDefects() {}
}
