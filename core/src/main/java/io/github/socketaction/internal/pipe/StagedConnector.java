package io.github.socketaction.internal.pipe;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a link stage by stage, each over the link of the one before. */
public final class StagedConnector implements Connector {

    private final LinkHost host;
    private final List<Stage> stages;
    private int next;
    private Connector current;

    /**
     * A connector.
     *
     * @param first makes the lowest link
     * @param stages what comes after it, in this order; may be empty
     */
    public StagedConnector(Connector first, List<Stage> stages, LinkHost host) {
        this.current = first;
        this.stages = stages;
        this.host = host;
    }

    @Override
    public @Nullable Link step(long now) {
        Link link = current.step(now);
        while (link != null && next < stages.size()) {
            host.reached(current.milestone(), now);
            current = stages.get(next++).over(link, host);
            link = current.step(now);
        }
        if (link != null) {
            host.reached(current.milestone(), now);
        }
        return link;
    }

    @Override
    public void cancel() {
        current.cancel();
    }

    @Override
    public String attempt() {
        return current.attempt();
    }

    @Override
    public Milestone milestone() {
        return current.milestone();
    }
}
