package io.github.socketaction.backends;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.socket.Backend;
import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.SocketEvents;
import io.github.socketaction.socket.Transport;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;

/** One connection with both its ends, and the model of it: what has to be reported. */
final class ScriptedLink {

    private static final int BOTH = SocketEvents.IN | SocketEvents.OUT;
    private static final long PAUSE_NANOS = 100_000;
    /** Writes in a row that find no room, after which the system has stopped to enlarge its buffers. */
    private static final int FULL = 20;

    final Watched socket;
    final Transport transport;
    private final Socket peer;
    private final ByteBuffer chunk = ByteBuffer.allocateDirect(65_536);
    private PollAction announced = PollAction.REMOVE;
    private boolean isConnecting = true; // at first, whatever the system says: so the script is the same everywhere
    private boolean isFull;
    private boolean isEnded;
    private boolean isReset;
    private long unread;
    private long unreadByPeer;

    private ScriptedLink(long id, Transport transport, Socket peer) {
        this.socket = new Watched(id, transport);
        this.transport = transport;
        this.peer = peer;
    }

    /** Connects, and leaves it to the script to ask for the end of the connect where that is not at once. */
    static ScriptedLink open(long id, Backend backend, ServerSocket server) throws IOException {
        Transport transport = backend.openTransport();
        int answer = transport.connect(server.getLocalSocketAddress());
        assertThat(answer).as("connect").isIn(Transport.WOULD_BLOCK, Transport.CONNECTED);
        return new ScriptedLink(id, transport, server.accept());
    }

    PollAction announced() {
        return announced;
    }

    boolean isConnecting() {
        return isConnecting;
    }

    /** Nobody asks for input before the connect has ended. */
    PollAction announce(PollAction action) {
        announced = isConnecting && action.interest() != 0 ? PollAction.OUT : action;
        return announced;
    }

    /** What every poll has to report from now on. */
    int expected() {
        int ready = isReset ? BOTH : 0;
        if (isConnecting || !isFull) {
            ready |= SocketEvents.OUT;
        }
        if (!isConnecting && (unread > 0 || isEnded)) {
            ready |= SocketEvents.IN;
        }
        return ready & announced.interest();
    }

    boolean mayReportError() {
        return isReset;
    }

    void finishConnect() {
        int answer = transport.finishConnect();
        while (answer == Transport.WOULD_BLOCK) {
            LockSupport.parkNanos(PAUSE_NANOS);
            answer = transport.finishConnect();
        }
        assertThat(answer).as("finishConnect").isEqualTo(Transport.CONNECTED);
        isConnecting = false;
    }

    /** Reads so many bytes or all there are. */
    void read(int count) {
        long due = Math.min(count, unread);
        while (!isReset && due > 0) {
            int answer = transport.read(chunk.clear().limit((int) due));
            assertThat(answer).as("bytes read").isNotNegative();
            due -= answer;
            unread -= answer;
        }
        if (!isReset && unread == 0) {
            assertThat(transport.read(chunk.clear())).isEqualTo(isEnded ? Transport.END : Transport.WOULD_BLOCK);
        }
    }

    void write(int count) {
        if (isFull || isReset) {
            return;
        }
        assertThat(transport.write(chunk.clear().limit(count)))
                .as("bytes written")
                .isEqualTo(count);
        unreadByPeer += count;
    }

    /** Writes until the system takes no more. */
    void fill() {
        for (int refused = 0; !isReset && refused < FULL; refused++) {
            int answer = transport.write(chunk.clear());
            assertThat(answer).as("bytes written").isNotNegative();
            unreadByPeer += answer;
            if (answer > 0) {
                refused = 0;
            } else {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        isFull = true;
    }

    /** Lets the peer read everything. */
    void drain() throws IOException {
        if (!isReset) {
            peer.getInputStream().skipNBytes(unreadByPeer);
            unreadByPeer = 0;
            isFull = false;
        }
    }

    void peerWrites(int count) throws IOException {
        if (!isEnded && !isReset) {
            peer.getOutputStream().write(new byte[count]);
            unread += count;
        }
    }

    void peerEnds() throws IOException {
        if (!isEnded && !isReset) {
            peer.shutdownOutput();
            isEnded = true;
        }
    }

    void peerResets() throws IOException {
        if (!isReset) {
            peer.setSoLinger(true, 0);
            peer.close();
            isReset = true;
        }
    }

    void close() throws IOException {
        transport.close();
        peer.close();
    }
}
