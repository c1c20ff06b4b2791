package io.github.socketaction.benchmarks.load;

import io.github.socketaction.socket.Backend;
import io.github.socketaction.socket.Backends;

/** Makes the client of a name. */
final class Loads {

    private Loads() {}

    static Load make(LoadSettings settings, Tally tally) {
        return switch (settings.client()) {
            case "sact-epoll" -> sact("epoll", settings, tally);
            case "sact-nio" -> sact("nio", settings, tally);
            case "netty-epoll" -> new NettyLoad(settings, tally);
            case "hc5" -> new HttpClient5Load(settings, tally);
            case "jdk" -> new JdkLoad(settings, tally);
            default -> throw new IllegalArgumentException("there is no client named " + settings.client() + " here");
        };
    }

    private static Load sact(String backendName, LoadSettings settings, Tally tally) {
        Backend backend = Backends.named(backendName);
        return settings.kind() == LoadKind.CHURN
                ? new SactChurn(backend, settings, tally)
                : new SactLoad(backend, settings, tally);
    }
}
