package io.github.socketaction.cli;

import io.github.socketaction.transfer.ConnectTo;
import io.github.socketaction.transfer.NameOptions;
import io.github.socketaction.transfer.NameOptions.Family;
import io.github.socketaction.transfer.ResolveOverride;
import io.github.socketaction.transfer.ResultCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** How names become addresses, by the command line. */
final class NameArguments {

    private NameArguments() {}

    /**
     * Reads them.
     *
     * @throws ValueException when a value cannot be used
     */
    static NameOptions of(CommandLine line) {
        NameOptions ifAbsent = NameOptions.DEFAULT;
        long delay = line.number(
                Option.HAPPY_EYEBALLS_TIMEOUT_MS, ifAbsent.happyEyeballsDelay().toMillis());
        return new NameOptions(
                family(line),
                parsed(line, Option.RESOLVE, ResolveOverride::parse),
                parsed(line, Option.CONNECT_TO, ConnectTo::parse),
                Duration.ofMillis(delay),
                ifAbsent.cacheLifetime());
    }

    private static Family family(CommandLine line) {
        Option last = line.last(Option.IPV4, Option.IPV6);
        if (last == null) {
            return Family.ANY;
        }
        return last == Option.IPV4 ? Family.IPV4 : Family.IPV6;
    }

    private static <T> List<T> parsed(CommandLine line, Option option, Function<String, T> parse) {
        List<T> parsed = new ArrayList<>();
        for (String text : line.list(option)) {
            try {
                parsed.add(parse.apply(text));
            } catch (IllegalArgumentException e) {
                throw new ValueException(ResultCode.SETOPT_OPTION_SYNTAX, option, e);
            }
        }
        return parsed;
    }
}
