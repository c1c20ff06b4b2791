package io.github.socketaction.kqueue;

import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.SocketHandle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A poller over a {@link ScriptedKqueue}, with sockets that are numbers and what it has reported of them. */
final class ScriptedPoller {

    /** A report. */
    record Report(SocketHandle socket, int events) {}

    final ScriptedKqueue script;
    final KqueuePoller poller;
    final List<Report> reports = new ArrayList<>();

    ScriptedPoller(KeventLayout layout) throws IOException {
        script = new ScriptedKqueue(layout);
        poller = KqueuePoller.open(script.syscalls(), script, layout);
        script.clear();
    }

    /** A socket that has nothing but a descriptor. */
    static Handle socket(int fd) {
        return new Handle(fd, new FakePollable(fd, true));
    }

    static FakePollable pollable(Handle socket) {
        return (FakePollable) socket.pollable();
    }

    void announce(Handle socket, PollAction action) {
        poller.onSocket(socket, action, null);
    }

    /** Announces a socket, lets a poll register it, and gives its key. */
    long register(Handle socket, PollAction action) throws IOException {
        announce(socket, action);
        poll(0);
        List<ScriptedKqueue.Change> changes =
                script.calls().get(script.calls().size() - 1).changes();
        script.clear();
        return changes.get(changes.size() - 1).key();
    }

    int poll(long nanos) throws IOException {
        reports.clear();
        return poller.poll(nanos, (socket, events) -> reports.add(new Report(socket, events)));
    }

    /** All changes since the last clear, of all calls. */
    List<ScriptedKqueue.Change> changes() {
        return script.calls().stream().flatMap(call -> call.changes().stream()).toList();
    }
}
