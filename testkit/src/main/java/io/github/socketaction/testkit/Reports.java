package io.github.socketaction.testkit;

import io.github.socketaction.socket.ReadinessSink;
import io.github.socketaction.socket.SocketHandle;
import java.util.ArrayList;
import java.util.List;

/** What a poller reported, in its order. */
final class Reports implements ReadinessSink {

    /** One call of the sink. */
    record Report(SocketHandle socket, int events) {}

    private final List<Report> list = new ArrayList<>();
    private int returns;

    @Override
    public void onReady(SocketHandle socket, int events) {
        list.add(new Report(socket, events));
    }

    void countReturn() {
        returns++;
    }

    /** How often poll returned. */
    int returns() {
        return returns;
    }

    List<Report> list() {
        return list;
    }

    /** The sockets, once for each report. */
    List<SocketHandle> sockets() {
        return list.stream().map(Report::socket).toList();
    }

    /** All bits that were reported for a socket. */
    int eventsOf(SocketHandle socket) {
        int events = 0;
        for (Report report : list) {
            events |= report.socket == socket ? report.events : 0;
        }
        return events;
    }
}
