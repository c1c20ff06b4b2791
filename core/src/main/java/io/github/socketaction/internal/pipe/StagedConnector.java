package io.github.socketaction.internal.pipe;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes a link stage by stage, each over the link of the one before. */
public final class StagedConnector implements Connector {

    private final Supplier<Connector> first;
    private final List<Stage> stages;
    private final LinkHost host;
    private Connector current;

    /** What the last stage made, while the next one has not taken it over. */
    private @Nullable Link between;

    /** How many of the stages have begun. */
    private int begun;

    /**
     * A connector.
     *
     * @param first gives who makes the lowest link; asked again whenever a stage starts over
     * @param stages what comes after it, in this order; may be empty
     */
    public StagedConnector(Supplier<Connector> first, List<Stage> stages, LinkHost host) {
        this.first = first;
        this.stages = stages;
        this.host = host;
        this.current = first.get();
    }

    @Override
    public @Nullable Link step(long now) {
        while (true) {
            Link link = current.step(now);
            if (link == null) {
                if (!current.startsOver()) {
                    return null;
                }
                begun = 0;
                current = first.get();
            } else {
                host.reached(current.milestone(), now);
                if (begun == stages.size()) {
                    return link;
                }
                between = link;
                current = stages.get(begun++).over(link, host);
                between = null;
            }
        }
    }

    @Override
    public void cancel() {
        current.cancel();
        if (between != null) {
            between.release();
            between = null;
        }
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
