package io.github.socketaction.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * A server of raw bytes on the loopback interface, that can misbehave. Either each connection is played by a script, on a
 * daemon thread of its own ({@link #serving(Script)}), or the test accepts them itself ({@link #listening()}).
 */
public final class ScriptedServer implements PeerServer {

    /** How long anything here waits at most, in milliseconds: far more than a working test ever needs. */
    static final int PATIENCE_MILLIS = 30_000;

    private static final int BACKLOG = 1024;

    /** What to do with one connection, which is closed when the script returns. */
    @FunctionalInterface
    public interface Script {
        /** Plays one connection. An {@code IOException} is taken for the client's doing, anything else fails the test. */
        void play(ScriptedConnection connection) throws Exception;
    }

    private final ServerSocket listener;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<ScriptedConnection> connections = new CopyOnWriteArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();

    private ScriptedServer(ServerSocket listener) {
        this.listener = listener;
    }

    /** A server whose connections the test takes by {@link #accept()}. */
    public static ScriptedServer listening() throws IOException {
        ServerSocket listener = loopback();
        listener.setSoTimeout(PATIENCE_MILLIS);
        return new ScriptedServer(listener);
    }

    /** A server that plays a script for every connection. */
    public static ScriptedServer serving(Script script) throws IOException {
        return serving(loopback(), script);
    }

    /** A server that plays a script for every connection of a listener, which it closes; for instance one of TLS. */
    public static ScriptedServer serving(ServerSocket listener, Script script) {
        ScriptedServer server = new ScriptedServer(listener);
        server.start("scripted-server", () -> server.acceptAll(script));
        return server;
    }

    private static ServerSocket loopback() throws IOException {
        return new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    }

    private void start(String name, Runnable work) {
        Thread thread = new Thread(work, name + "-" + listener.getLocalPort());
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void acceptAll(Script script) {
        while (!isClosing()) {
            try {
                ScriptedConnection connection = accept();
                start("scripted-connection", () -> play(script, connection));
            } catch (IOException e) {
                if (!isClosing()) {
                    failures.add(e);
                }
            }
        }
    }

    /** The one place that catches what a script throws; {@link #close()} throws it again. */
    private void play(Script script, ScriptedConnection connection) {
        try (connection) {
            script.play(connection);
        } catch (Exception | AssertionError e) {
            if (!(e instanceof IOException && isClosing())) {
                failures.add(e);
            }
        }
    }

    @Override
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    /** The port it listens at. */
    public int port() {
        return listener.getLocalPort();
    }

    @Override
    public ScriptedConnection accept() throws IOException {
        Socket socket = listener.accept();
        ScriptedConnection connection = new ScriptedConnection(socket, closing);
        connections.add(connection);
        if (isClosing()) {
            connection.close(); // it came while the others were being closed
        }
        return connection;
    }

    /** How many connections were accepted so far. */
    public int accepted() {
        return connections.size();
    }

    /** How many of its sockets are open: the listener and the connections; 0 after {@link #close()}. */
    public int openSockets() {
        int open = listener.isClosed() ? 0 : 1;
        for (ScriptedConnection connection : connections) {
            open += connection.isOpen() ? 1 : 0;
        }
        return open;
    }

    /** What the scripts threw so far, in the order of time, also the {@code IOException}s that {@link #close()} forgives. */
    public List<Throwable> failures() {
        return new ArrayList<>(failures);
    }

    /**
     * {@inheritDoc} Waits for the scripts to end.
     *
     * @throws AssertionError when a script threw anything but an {@code IOException}, or does not end
     */
    @Override
    public void close() throws IOException {
        closing.countDown();
        listener.close();
        for (ScriptedConnection connection : connections) {
            connection.close();
        }
        for (Thread thread : threads) {
            join(thread);
        }
        for (Throwable failure : failures) {
            if (!(failure instanceof IOException)) {
                throw new AssertionError("a script of the server at port " + port() + " failed: " + failure, failure);
            }
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        if (thread.isAlive()) {
            throw new AssertionError("the script on " + thread.getName() + " does not end after its socket was closed");
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }
}
