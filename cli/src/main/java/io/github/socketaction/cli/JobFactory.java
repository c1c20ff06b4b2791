package io.github.socketaction.cli;

import io.github.socketaction.transfer.Header;
import io.github.socketaction.transfer.Timeouts;
import io.github.socketaction.transfer.TransferOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Makes the options of each transfer of a command, and the job that takes its data. */
final class JobFactory {

    private final CommandLine line;
    private final Terminal terminal;
    private final TransferOptions common;

    /**
     * A factory.
     *
     * @throws UsageException when a header cannot be sent
     */
    JobFactory(CommandLine line, Terminal terminal) {
        this.line = line;
        this.terminal = terminal;
        this.common = common(line, terminal);
    }

    /** Where the data of the URL at a place goes, or null when its URL has no name for the file. */
    @Nullable OutputTarget target(int index) {
        Destination destination = line.destination(index);
        return switch (destination.kind()) {
            case STDOUT -> OutputTarget.stdout(terminal, destination.file() != null);
            case FILE -> OutputTarget.file(terminal, String.valueOf(destination.file()));
            case REMOTE_NAME -> {
                String name = RemoteName.of(line.urls().get(index));
                yield name == null ? null : OutputTarget.file(terminal, name);
            }
        };
    }

    TransferOptions options(int index, TransferJob job) {
        TransferOptions.Builder builder = common.toBuilder().url(line.urls().get(index));
        if (line.has(Option.HEAD) || line.has(Option.INCLUDE)) {
            builder.onHeader(job);
        }
        return builder.onBody(job).build();
    }

    private static TransferOptions common(CommandLine line, Terminal terminal) {
        TransferOptions.Builder builder = TransferOptions.builder("");
        for (Header header : RequestHeaders.of(line.list(Option.HEADER), line.text(Option.USER_AGENT))) {
            builder.header(header.name(), header.value());
        }
        if (line.has(Option.HEAD)) {
            builder.method("HEAD");
        }
        if (line.has(Option.VERBOSE)) {
            builder.onTrace(new VerboseTrace(terminal));
        }
        return builder.timeouts(timeouts(line)).build();
    }

    private static Timeouts timeouts(CommandLine line) {
        long connect = line.number(Option.CONNECT_TIMEOUT, 0);
        long total = line.number(Option.MAX_TIME, 0);
        // As in curl, 0 is the default for connecting, not "no limit".
        Duration connectLimit = connect == 0 ? Timeouts.DEFAULT.connect() : Duration.ofMillis(connect);
        return new Timeouts(connectLimit, Duration.ofMillis(total));
    }
}
