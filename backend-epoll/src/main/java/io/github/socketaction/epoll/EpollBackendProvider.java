package io.github.socketaction.epoll;

import io.github.socketaction.posix.NativeProbe;
import io.github.socketaction.socket.Backend;
import io.github.socketaction.socket.BackendProvider;
import org.jspecify.annotations.Nullable;

/** Offers {@link EpollBackend} on 64-bit Linux. */
public final class EpollBackendProvider implements BackendProvider {

    /** For the service loader. */
    public EpollBackendProvider() {}

    @Override
    public String name() {
        return EpollBackend.NAME;
    }

    @Override
    public int priority() {
        return 10;
    }

    @Override
    public @Nullable String unavailableReason() {
        return reason(System.getProperty("os.name"), System.getProperty("sun.arch.data.model"));
    }

    static @Nullable String reason(String system, @Nullable String bits) {
        if (!system.equals("Linux")) {
            return "this is " + system + " and epoll is Linux's";
        }
        if (bits != null && !bits.equals("64")) {
            return "this is a " + bits + "-bit Java, and only the 64-bit layouts are known";
        }
        return Probed.REASON;
    }

    @Override
    public Backend create() {
        return new EpollBackend();
    }

    /** Probes once in a process: what is missing now is missing later. Apart, so that nothing else needs jnr. */
    private static final class Probed {
        static final @Nullable String REASON = NativeProbe.reason(EpollBackend.NAME, EpollProbe::run);
    }
}
