package io.github.socketaction.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the command line asks for.
 *
 * @param workloads what to do
 * @param clients who does it
 * @param rounds how many turns each has
 * @param quick whether to warm and measure for a short time only
 * @param json whether to print a line of JSON for each run in place of tables
 * @param install whether to install missing programs
 * @param help whether only to explain the options
 */
record RunOptions(
        Set<Workload> workloads,
        Set<ClientKind> clients,
        int rounds,
        boolean quick,
        boolean json,
        boolean install,
        boolean help) {

    static final String USAGE = """
            usage: benchmarks/run [option]...

              --workloads LIST  of %s;
                                W6 and W7 have variants such as W6-1MB (default: all)
              --clients LIST    of %s
                                (default: all but the groups)
              --rounds N        turns for each client, 1 to 100 (default: 5, quick: 3)
              --quick           warm and measure for a short time; the figures are rough
              --json            one line of JSON for each run, and no tables
              --install         install missing Debian packages with apt-get
              --help            this text

            Lists are separated by commas. One nginx runs on the second core, the
            clients in turn on the first one. Ratios are of CPU time a request, and
            below 1 when the client of the row needs less.
            """.formatted(groups(), clientNames());

    private static final int NAMES_A_LINE = 4;
    private static final int ROUNDS = 5;
    private static final int QUICK_ROUNDS = 3;
    private static final int MAX_ROUNDS = 100;

    /**
     * Reads a command line.
     *
     * @throws UsageException when it cannot be understood
     */
    static RunOptions parse(List<String> arguments) {
        Set<Workload> workloads = EnumSet.allOf(Workload.class);
        Set<ClientKind> clients = EnumSet.complementOf(EnumSet.of(ClientKind.SACT_GROUP_1, ClientKind.SACT_GROUP_2));
        int rounds = 0;
        Set<String> flags = new HashSet<>();
        for (Iterator<String> left = arguments.iterator(); left.hasNext(); ) {
            String argument = left.next();
            int equals = argument.startsWith("--") ? argument.indexOf('=') : -1;
            String name = equals < 0 ? argument : argument.substring(0, equals);
            switch (name) {
                case "--workloads" -> workloads = workloads(value(argument, equals, left));
                case "--clients" -> clients = clients(value(argument, equals, left));
                case "--rounds" -> rounds = rounds(value(argument, equals, left));
                case "--quick", "--json", "--install", "--help", "-h" -> flags.add(flag(argument, equals));
                default -> throw new UsageException("unknown option " + argument);
            }
        }
        boolean quick = flags.contains("--quick");
        return new RunOptions(
                workloads,
                clients,
                rounds > 0 ? rounds : quick ? QUICK_ROUNDS : ROUNDS,
                quick,
                flags.contains("--json"),
                flags.contains("--install"),
                flags.contains("--help") || flags.contains("-h"));
    }

    private static String value(String argument, int equals, Iterator<String> left) {
        if (equals >= 0) {
            return argument.substring(equals + 1);
        }
        if (!left.hasNext()) {
            throw new UsageException(argument + " needs a value");
        }
        return left.next();
    }

    private static String flag(String argument, int equals) {
        if (equals >= 0) {
            throw new UsageException(argument.substring(0, equals) + " takes no value");
        }
        return argument;
    }

    private static Set<Workload> workloads(String list) {
        Set<Workload> chosen = EnumSet.noneOf(Workload.class);
        for (String name : list.split(",", -1)) {
            int before = chosen.size();
            boolean known = false;
            for (Workload workload : Workload.values()) {
                String wanted = name.toUpperCase(Locale.ROOT);
                if (workload.group().equals(wanted)
                        || workload.id().toUpperCase(Locale.ROOT).equals(wanted)) {
                    chosen.add(workload);
                    known = true;
                }
            }
            if (!known) {
                throw new UsageException("unknown workload '" + name + "'; there are " + groups());
            }
            if (before == chosen.size()) {
                throw new UsageException("workload " + name + " is named twice");
            }
        }
        return chosen;
    }

    private static Set<ClientKind> clients(String list) {
        Set<ClientKind> chosen = EnumSet.noneOf(ClientKind.class);
        for (String name : list.split(",", -1)) {
            ClientKind client = ClientKind.of(name);
            if (client == null) {
                throw new UsageException("unknown client '" + name + "'; there are "
                        + Arrays.stream(ClientKind.values()).map(ClientKind::id).collect(Collectors.joining(", ")));
            }
            if (!chosen.add(client)) {
                throw new UsageException("client " + name + " is named twice");
            }
        }
        return chosen;
    }

    private static int rounds(String text) {
        try {
            int rounds = Integer.parseInt(text);
            if (rounds >= 1 && rounds <= MAX_ROUNDS) {
                return rounds;
            }
        } catch (NumberFormatException notANumber) {
            // said below
        }
        throw new UsageException("--rounds needs a number from 1 to " + MAX_ROUNDS + ", not '" + text + "'");
    }

    private static String clientNames() {
        ClientKind[] kinds = ClientKind.values();
        StringBuilder text = new StringBuilder(kinds[0].id());
        for (int i = 1; i < kinds.length; i++) {
            text.append(i % NAMES_A_LINE == 0 ? ",\n" + " ".repeat(20) : ",").append(kinds[i].id());
        }
        return text.toString();
    }

    private static String groups() {
        List<String> groups = new ArrayList<>();
        for (Workload workload : Workload.values()) {
            if (!groups.contains(workload.group())) {
                groups.add(workload.group());
            }
        }
        return String.join(",", groups);
    }
}
