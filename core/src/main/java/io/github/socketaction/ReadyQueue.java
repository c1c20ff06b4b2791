package io.github.socketaction;

import io.github.socketaction.socket.ReadinessSink;
import io.github.socketaction.socket.SocketHandle;
import java.util.Arrays;

/** What a poll found, until it is acted upon. Extra pollables are told at once. */
final class ReadyQueue implements ReadinessSink {

    private SocketHandle[] sockets = new SocketHandle[64];
    private int[] events = new int[64];
    private int head;
    private int tail;

    @Override
    public void onReady(SocketHandle socket, int socketEvents) {
        if (socket instanceof EventLoop.Registration extra) {
            extra.fire(socketEvents);
            return;
        }
        if (tail == sockets.length) {
            sockets = Arrays.copyOf(sockets, tail * 2);
            events = Arrays.copyOf(events, tail * 2);
        }
        sockets[tail] = socket;
        events[tail++] = socketEvents;
    }

    boolean isEmpty() {
        return head == tail;
    }

    /** Acts upon everything; what an action that throws left over stays for the next time. */
    void drainTo(Multi multi) {
        while (head < tail) {
            multi.socketAction(sockets[head], events[head++]);
        }
        Arrays.fill(sockets, 0, tail, null);
        head = 0;
        tail = 0;
    }
}
