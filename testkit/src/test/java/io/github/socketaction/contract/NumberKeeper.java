package io.github.socketaction.contract;

import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.SocketHandle;
import io.github.socketaction.testkit.MemoryBackend;
import io.github.socketaction.testkit.SocketLog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** An application that knows its sockets by their descriptor numbers alone, as one written in C does. */
final class NumberKeeper implements Consumer<SocketLog.Entry> {

    private final Map<Integer, SocketHandle> owners = new HashMap<>();
    private final Set<Integer> left = new HashSet<>();
    private final List<String> complaints = new ArrayList<>();
    private int handedOn;

    @Override
    public void accept(SocketLog.Entry entry) {
        if (entry.action() == null) {
            return;
        }
        SocketHandle socket = entry.handle();
        int number = MemoryBackend.fd(socket);
        SocketHandle owner = owners.get(number);
        if (owner != null && owner != socket) {
            complaints.add(entry + " has the number " + number + ", which is still that of " + owner);
        }
        if (entry.action() == PollAction.REMOVE) {
            owners.remove(number);
            left.add(number);
        } else if (owner == null) {
            handedOn += left.contains(number) ? 1 : 0;
            owners.put(number, socket);
        }
    }

    /** What such an application would have confused. */
    List<String> complaints() {
        return complaints;
    }

    /** How many sockets came with a number that another one had before. */
    int handedOn() {
        return handedOn;
    }
}
