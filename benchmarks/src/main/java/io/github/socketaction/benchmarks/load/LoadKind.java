package io.github.socketaction.benchmarks.load;

/** What a client is to do. */
public enum LoadKind {
    /** Keep a number of requests under way, each connection's next one as soon as its last one is answered. */
    BUSY,
    /** Open idle connections and say what they cost in memory. */
    MEMORY,
    /** Run requests that are never answered and end at their time limit of one second. */
    TIMEOUTS,
    /** Add transfers and remove them before anything is done for them. */
    CHURN;

    /** How it is named on the command line of a client. */
    public String argument() {
        return switch (this) {
            case BUSY -> "busy";
            case MEMORY -> "memory";
            case TIMEOUTS -> "timeouts";
            case CHURN -> "churn";
        };
    }

    static LoadKind of(String argument) {
        for (LoadKind kind : values()) {
            if (kind.argument().equals(argument)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("there is no kind of load named " + argument);
    }
}
