package io.github.socketaction.benchmarks.load;

import java.util.ArrayList;
import java.util.List;

/**
 * What a client process is started with, as {@code key=value} arguments; the C client reads the same ones.
 *
 * @param client the name of the client, such as {@code sact-epoll}
 * @param kind what to do
 * @param connections requests to keep under way
 * @param idle connections to open beside them, which then idle
 * @param upload bytes that each request sends, or 0 for GET
 * @param urls what to request, in turn
 * @param idleUrls what the idle connections are opened to, in turn
 */
public record LoadSettings(
        String client, LoadKind kind, int connections, int idle, int upload, List<String> urls, List<String> idleUrls) {

    /** The settings as arguments, but for the name of the client. */
    public List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        arguments.add("kind=" + kind.argument());
        arguments.add("connections=" + connections);
        arguments.add("idle=" + idle);
        arguments.add("upload=" + upload);
        urls.forEach(url -> arguments.add("url=" + url));
        idleUrls.forEach(url -> arguments.add("idle-url=" + url));
        return arguments;
    }

    /** Reads the arguments back. */
    static LoadSettings parse(String client, List<String> arguments) {
        LoadKind kind = LoadKind.BUSY;
        int connections = 1;
        int idle = 0;
        int upload = 0;
        List<String> urls = new ArrayList<>();
        List<String> idleUrls = new ArrayList<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            String value = argument.substring(equals + 1);
            switch (argument.substring(0, Math.max(0, equals))) {
                case "kind" -> kind = LoadKind.of(value);
                case "connections" -> connections = Integer.parseInt(value);
                case "idle" -> idle = Integer.parseInt(value);
                case "upload" -> upload = Integer.parseInt(value);
                case "url" -> urls.add(value);
                case "idle-url" -> idleUrls.add(value);
                default -> throw new IllegalArgumentException("unknown argument " + argument);
            }
        }
        return new LoadSettings(client, kind, connections, idle, upload, List.copyOf(urls), List.copyOf(idleUrls));
    }

    /** The URL of a connection. */
    String url(int connection) {
        return urls.get(connection % urls.size());
    }

    /** The URL of an idle connection. */
    String idleUrl(int connection) {
        return idleUrls.get(connection % idleUrls.size());
    }
}
