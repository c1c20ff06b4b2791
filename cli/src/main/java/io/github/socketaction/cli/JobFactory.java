package io.github.socketaction.cli;

import io.github.socketaction.transfer.Header;
import io.github.socketaction.transfer.Timeouts;
import io.github.socketaction.transfer.TlsOptions;
import io.github.socketaction.transfer.TransferOptions;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the options of each transfer of a command, and the job that takes its data. */
final class JobFactory {

    private final CommandLine line;
    private final Terminal terminal;
    private final TransferOptions common;
    private final ProxyArguments proxies;

    /**
     * A factory.
     *
     * @param environment the variables of the process
     * @throws UsageException when an option cannot be understood, or a header cannot be sent
     * @throws ValueException when the value of an option cannot be used
     */
    JobFactory(CommandLine line, Map<String, String> environment, Terminal terminal) {
        this.line = line;
        this.terminal = terminal;
        TlsArguments tls = new TlsArguments(line, environment);
        this.common = common(line, tls.forServers(), terminal);
        this.proxies = new ProxyArguments(line, environment, tls.forProxies());
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

    /** What takes the data of the URL at a place. */
    TransferJob job(int index, OutputTarget target, Tally tally) {
        return new TransferJob(index, target, tally, showsHeaders());
    }

    /**
     * The options for the URL at a place.
     *
     * @throws ValueException when the environment has a proxy for it that cannot be used
     */
    TransferOptions options(int index, TransferJob job) {
        String url = line.urls().get(index);
        TransferOptions.Builder builder = common.toBuilder().url(url).proxy(proxies.forUrl(url));
        if (showsHeaders() || line.text(Option.WRITE_OUT) != null) {
            builder.onHeader(job);
        }
        return builder.onBody(job).build();
    }

    private boolean showsHeaders() {
        return line.has(Option.HEAD) || line.has(Option.INCLUDE);
    }

    private static TransferOptions common(CommandLine line, TlsOptions tls, Terminal terminal) {
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
        return builder.timeouts(timeouts(line))
                .tls(tls)
                .names(NameArguments.of(line))
                .sockets(SocketArguments.of(line))
                .build();
    }

    private static Timeouts timeouts(CommandLine line) {
        long connect = line.number(Option.CONNECT_TIMEOUT, 0);
        long total = line.number(Option.MAX_TIME, 0);
        // As in curl, 0 is the default for connecting, not "no limit".
        Duration connectLimit = connect == 0 ? Timeouts.DEFAULT.connect() : Duration.ofMillis(connect);
        return new Timeouts(connectLimit, Duration.ofMillis(total));
    }
}
