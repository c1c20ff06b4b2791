package io.github.socketaction.socket;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Finds the backends on the class path or module path. */
public final class Backends {

    /** The system property that forces a backend by its name. */
    public static final String PROPERTY = "socketaction.backend";

    private Backends() {}

    /** All providers there are, the best first, whether available here or not. */
    public static List<BackendProvider> all() {
        List<BackendProvider> found = new ArrayList<>();
        ServiceLoader.load(BackendProvider.class, BackendProvider.class.getClassLoader())
                .forEach(found::add);
        found.sort(Comparator.comparingInt(BackendProvider::priority).reversed());
        return found;
    }

    /**
     * The backend named by the system property {@value #PROPERTY}, or else the best one that is available.
     *
     * @throws IllegalStateException when there is none, naming each with its reason
     */
    public static Backend best() {
        String forced = System.getProperty(PROPERTY);
        if (forced != null && !forced.isEmpty()) {
            return named(forced);
        }
        List<BackendProvider> all = all();
        for (BackendProvider provider : all) {
            if (provider.unavailableReason() == null) {
                return provider.create();
            }
        }
        throw new IllegalStateException("no backend is available: " + describe(all)
                + "; put socketaction-backend-nio on the class path, which runs everywhere");
    }

    /**
     * The backend of a name.
     *
     * @throws IllegalArgumentException when there is none of that name or it is unavailable, saying which there are
     */
    public static Backend named(String name) {
        List<BackendProvider> all = all();
        for (BackendProvider provider : all) {
            if (provider.name().equals(name)) {
                String reason = provider.unavailableReason();
                if (reason != null) {
                    throw new IllegalArgumentException("backend " + name + " is unavailable, because " + reason);
                }
                return provider.create();
            }
        }
        throw new IllegalArgumentException("there is no backend named " + name + ": " + describe(all));
    }

    private static String describe(List<BackendProvider> providers) {
        if (providers.isEmpty()) {
            return "none was found";
        }
        return providers.stream()
                .map(provider -> {
                    String reason = provider.unavailableReason();
                    return provider.name()
                            + (reason == null ? " (available)" : " (unavailable, because " + reason + ")");
                })
                .collect(Collectors.joining(", "));
    }
}
