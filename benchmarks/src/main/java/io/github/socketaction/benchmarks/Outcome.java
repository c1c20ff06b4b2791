package io.github.socketaction.benchmarks;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What came of one workload: the samples of each client, or why there are none. */
final class Outcome {

    private final Workload workload;
    private final List<ClientKind> clients;
    private final Map<ClientKind, List<Sample>> samples = new EnumMap<>(ClientKind.class);
    private final Map<ClientKind, String> leftOut = new EnumMap<>(ClientKind.class);
    private final Set<String> remarks = new LinkedHashSet<>();
    private boolean broken;

    Outcome(Workload workload, List<ClientKind> clients) {
        this.workload = workload;
        this.clients = clients;
    }

    Workload workload() {
        return workload;
    }

    List<ClientKind> clients() {
        return clients;
    }

    void add(ClientKind client, Sample sample) {
        samples.computeIfAbsent(client, unused -> new ArrayList<>()).add(sample);
    }

    /** Says why a client has no samples, or no more. */
    void leaveOut(ClientKind client, String reason) {
        leftOut.put(client, reason);
    }

    boolean takesPart(ClientKind client) {
        return !leftOut.containsKey(client);
    }

    /** Notes something that a reader of the figures must know. */
    void remark(String remark) {
        remarks.add(remark);
    }

    void markBroken() {
        broken = true;
    }

    /** Whether a client that should have run did not come to its end. */
    boolean isBroken() {
        return broken;
    }

    /** In the order of the rounds. */
    List<Sample> samples(ClientKind client) {
        return samples.getOrDefault(client, List.of());
    }

    @Nullable String reason(ClientKind client) {
        return leftOut.get(client);
    }

    Set<String> remarks() {
        return remarks;
    }
}
