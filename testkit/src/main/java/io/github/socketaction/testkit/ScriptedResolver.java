package io.github.socketaction.testkit;

import io.github.socketaction.socket.Resolver;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A resolver with a list of names. It answers within the call, unless a name is held: then it answers when the test says
 * so. A name that is not in the list fails.
 */
public final class ScriptedResolver implements Resolver {

    private final Map<String, List<InetAddress>> names = new HashMap<>();
    private final List<Query> queries = new ArrayList<>();
    private boolean holds;

    /** A resolver that knows no name yet. */
    public ScriptedResolver() {}

    /** Gives a name its addresses, best first. */
    public ScriptedResolver name(String host, InetAddress... addresses) {
        names.put(host, List.of(addresses));
        return this;
    }

    /** Keeps every answer back until {@link Query#answer()}. */
    public ScriptedResolver hold() {
        holds = true;
        return this;
    }

    /** All look-ups so far. */
    public List<Query> queries() {
        return queries;
    }

    @Override
    public Lookup resolve(String host, Answer answer) {
        Query query = new Query(host, answer, names.get(host));
        queries.add(query);
        if (!holds) {
            query.answer();
        }
        return query;
    }

    /** One look-up. */
    public static final class Query implements Lookup {

        private final String host;
        private final Answer answer;
        private final @Nullable List<InetAddress> addresses;
        private boolean cancelled;

        private Query(String host, Answer answer, @Nullable List<InetAddress> addresses) {
            this.host = host;
            this.answer = answer;
            this.addresses = addresses;
        }

        /** The name asked for. */
        public String host() {
            return host;
        }

        /** Whether nobody waits for the answer. */
        public boolean isCancelled() {
            return cancelled;
        }

        /** Gives the answer, on the calling thread. */
        public void answer() {
            if (addresses == null) {
                answer.failed(new UnknownHostException(host));
            } else {
                answer.addresses(addresses);
            }
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }
}
