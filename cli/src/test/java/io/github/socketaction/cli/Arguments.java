package io.github.socketaction.cli;

import io.github.socketaction.transfer.TransferOptions;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What the command would ask of the engine. */
final class Arguments {

    private Arguments() {}

    /** The options for the first URL, which is {@code http://host.test/} unless the arguments have one. */
    static TransferOptions options(Map<String, String> environment, String... args) {
        CommandLine line = OptionParser.parse(args);
        if (line.urls().isEmpty()) {
            line.addUrl("http://host.test/");
        }
        ByteArrayOutputStream nowhere = new ByteArrayOutputStream();
        PrintStream err = new PrintStream(nowhere, true, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(Channels.newChannel(nowhere), err, false, false);
        JobFactory jobs = new JobFactory(line, environment, terminal);
        TransferJob job = jobs.job(0, OutputTarget.stdout(terminal, true), new Tally(1));
        return jobs.options(0, job);
    }

    static TransferOptions options(String... args) {
        return options(Map.of(), args);
    }
}
