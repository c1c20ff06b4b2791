package io.github.socketaction.cli;

import org.jspecify.annotations.Nullable;

/**
 * What {@code sact demo} was asked for.
 *
 * @param transfers how many transfers to run
 * @param parallel how many of them at a time
 * @param backend the backend's name, or null for the best
 * @param help whether only help is wanted
 */
record DemoOptions(int transfers, int parallel, @Nullable String backend, boolean help) {

    static final int DEFAULT_TRANSFERS = 1_000;

    /** Two descriptors each: the server is in the same process. */
    static final int DEFAULT_PARALLEL = 1_000;

    private static final int MAX = 1_000_000;

    /**
     * Reads the arguments after {@code demo}.
     *
     * @throws UsageException when they cannot be understood
     */
    static DemoOptions parse(String[] args) {
        int transfers = DEFAULT_TRANSFERS;
        int parallel = DEFAULT_PARALLEL;
        String backend = null;
        for (int i = 1; i < args.length; i++) {
            String arg = args[i];
            switch (arg) {
                case "--help", "-h" -> {
                    return new DemoOptions(transfers, parallel, backend, true);
                }
                case "--transfers" -> transfers = number(arg, argument(args, ++i));
                case "--parallel" -> parallel = number(arg, argument(args, ++i));
                case "--backend" -> backend = argument(args, ++i);
                default -> throw new UsageException("option " + arg + ": is unknown");
            }
        }
        return new DemoOptions(transfers, Math.min(parallel, transfers), backend, false);
    }

    private static String argument(String[] args, int index) {
        if (index == args.length) {
            throw new UsageException("option " + args[index - 1] + ": requires parameter");
        }
        return args[index];
    }

    private static int number(String option, String text) {
        long number = Numbers.whole(text);
        if (number < 1 || number > MAX) {
            throw new UsageException("option " + option + ": expected a number from 1 to " + MAX);
        }
        return (int) number;
    }
}
