package io.github.socketaction.benchmarks;

import io.github.socketaction.benchmarks.load.LoadKind;
import io.github.socketaction.benchmarks.load.LoadResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** One workload for all clients: each is warmed, then they take turns, the first one being another one in each round. */
final class Comparison {

    private static final double GRACE_SECONDS = 120;

    private final Laboratory laboratory;
    private final RunOptions options;
    private final Workload workload;
    private final Pace pace;
    private final Consumer<String> progress;
    private final Consumer<Sample> results;
    private final Map<ClientKind, ClientProcess> processes = new EnumMap<>(ClientKind.class);
    private final Outcome outcome;

    Comparison(
            Laboratory laboratory,
            RunOptions options,
            Workload workload,
            Consumer<String> progress,
            Consumer<Sample> results) {
        this.laboratory = laboratory;
        this.options = options;
        this.workload = workload;
        this.progress = progress;
        this.results = results;
        pace = Pace.of(workload, options.quick());
        outcome = new Outcome(workload, List.copyOf(options.clients()));
    }

    /** Runs it all. */
    Outcome run() throws InterruptedException {
        try {
            for (ClientKind client : options.clients()) {
                prepare(client);
            }
            List<ClientKind> turns = new ArrayList<>(outcome.clients());
            for (int round = 1; round <= options.rounds(); round++) {
                for (ClientKind client : turns) {
                    if (outcome.takesPart(client)) {
                        turn(client, round);
                    }
                }
                turns.add(turns.remove(0));
            }
            return outcome;
        } finally {
            for (ClientProcess process : processes.values()) {
                process.close();
            }
        }
    }

    private void prepare(ClientKind client) throws InterruptedException {
        String missing = workload.missing();
        if (!client.does(workload)) {
            outcome.leaveOut(client, "-");
        } else if (missing != null) {
            outcome.leaveOut(client, missing);
        } else if (laboratory.openFiles() < OpenFiles.needed(workload)) {
            outcome.leaveOut(
                    client,
                    "needs a limit of " + OpenFiles.needed(workload) + " open files (ulimit -n), but it is "
                            + laboratory.openFiles());
            outcome.markBroken();
        } else if (client.family() != ClientKind.Family.WRK) {
            try {
                ClientProcess process = laboratory.start(client, workload);
                processes.put(client, process);
                if (client.family() == ClientKind.Family.JVM) {
                    warm(client, process);
                }
            } catch (IOException e) {
                giveUp(client, e);
            }
        }
    }

    private void warm(ClientKind client, ClientProcess process) throws IOException, InterruptedException {
        progress.accept(workload.id() + " " + client.id() + ": warming");
        String answer = process.ask(
                String.format(Locale.ROOT, "warm %d %.1f", pace.warmRequests(), pace.warmSeconds()),
                pace.warmSeconds() + GRACE_SECONDS);
        String[] words = answer.split(" ", -1);
        if (Long.parseLong(words[1]) < pace.warmRequests()) {
            outcome.remark(client.id() + " was warmed by " + words[1] + " requests only");
        } else if (words[2].equals("false") && workload.kind() == LoadKind.BUSY) {
            outcome.remark(client.id() + " was not steady after " + words[1] + " requests");
        }
    }

    private void turn(ClientKind client, int round) throws InterruptedException {
        try {
            LoadResult result = client.family() == ClientKind.Family.WRK ? wrk() : ask(client);
            Sample sample = Sample.of(workload, client, round, result);
            if (result.requests() == 0) {
                outcome.remark(client.id() + ": nothing ended while it was measured in round " + round);
            }
            outcome.add(client, sample);
            results.accept(sample);
            progress.accept(workload.id() + " " + client.id() + ": round " + round + " of " + options.rounds());
        } catch (IOException e) {
            giveUp(client, e);
        }
    }

    private LoadResult wrk() throws IOException, InterruptedException {
        String url = laboratory.web().busyUrls(workload).get(0);
        return WrkRun.run(laboratory.cores(), workload, url, pace.settleSeconds() + pace.seconds());
    }

    private LoadResult ask(ClientKind client) throws IOException, InterruptedException {
        ClientProcess process = processes.get(client);
        if (process == null) {
            throw new IOException("the client is not running");
        }
        String command = String.format(Locale.ROOT, "run %.1f %.1f", pace.settleSeconds(), pace.seconds());
        LoadResult result = LoadResult.parse(process.ask(command, pace.seconds() + GRACE_SECONDS));
        if (result.failed() > 0) {
            outcome.remark(client.id() + ": " + result.failed() + " of " + result.requests() + " failed"
                    + process.lastWords());
        }
        return result;
    }

    private void giveUp(ClientKind client, IOException reason) throws InterruptedException {
        outcome.leaveOut(client, "failed: " + reason.getMessage());
        outcome.markBroken();
        ClientProcess process = processes.remove(client);
        if (process != null) {
            process.kill();
            process.close();
        }
    }
}
