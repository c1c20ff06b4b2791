package io.github.socketaction.benchmarks.load;

import io.github.socketaction.socket.Backend;
import io.github.socketaction.socket.Backends;
import io.github.socketaction.tls.conscrypt.ConscryptTls;
import io.github.socketaction.transfer.TlsOptions;

/** Makes the client of a name. */
final class Loads {

    private Loads() {}

    static Load make(LoadSettings settings, Tally tally) {
        return switch (settings.client()) {
            case "sact-epoll" -> sact("epoll", settings, TlsOptions.DEFAULT, tally);
            case "sact-nio" -> sact("nio", settings, TlsOptions.DEFAULT, tally);
            case "sact-group1" -> new GroupLoad(Backends.named("epoll"), 1, settings, tally);
            case "sact-group2" -> new GroupLoad(Backends.named("epoll"), 2, settings, tally);
            case "conscrypt" -> sact("epoll", settings, byConscrypt(), tally);
            case "netty-epoll" -> new NettyLoad(settings, tally);
            case "hc5" -> new HttpClient5Load(settings, tally);
            case "jdk" -> new JdkLoad(settings, tally);
            default -> throw new IllegalArgumentException("there is no client named " + settings.client() + " here");
        };
    }

    private static TlsOptions byConscrypt() {
        return TlsOptions.builder().provider(ConscryptTls.provider()).build();
    }

    private static Load sact(String backendName, LoadSettings settings, TlsOptions tls, Tally tally) {
        Backend backend = Backends.named(backendName);
        return settings.kind() == LoadKind.CHURN
                ? new SactChurn(backend, settings, tally)
                : new SactLoad(backend, settings, tls, tally);
    }
}
