package io.github.socketaction.cli;

import io.github.socketaction.cli.Option.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was asked for on the command line, option by option. */
final class CommandLine {

    private final EnumSet<Option> flags = EnumSet.noneOf(Option.class);
    private final EnumMap<Option, String> texts = new EnumMap<>(Option.class);
    private final EnumMap<Option, Long> numbers = new EnumMap<>(Option.class);
    private final EnumMap<Option, List<String>> lists = new EnumMap<>(Option.class);
    private final List<String> urls = new ArrayList<>();
    private final List<Destination> destinations = new ArrayList<>();
    private final EnumMap<Option, Integer> turns = new EnumMap<>(Option.class);
    private @Nullable Option immediate;
    private int turn;

    CommandLine() {
        for (Option option : Option.values()) {
            if (option.kind == Kind.FLAG_ON) {
                flags.add(option);
            }
        }
    }

    /** Whether a flag is set. */
    boolean has(Option flag) {
        return flags.contains(flag);
    }

    /** The last text given for an option, or null. */
    @Nullable String text(Option option) {
        return texts.get(option);
    }

    /** The last number given for an option; milliseconds for a time. */
    long number(Option option, long ifAbsent) {
        Long number = numbers.get(option);
        return number == null ? ifAbsent : number;
    }

    /** All texts given for an option, in their order. */
    List<String> list(Option option) {
        List<String> list = lists.get(option);
        return list == null ? List.of() : list;
    }

    /** That of some options which was given last, or null when none was; what was taken back was not given. */
    @Nullable Option last(Option... options) {
        Option last = null;
        for (Option option : options) {
            if (turn(option) > turn(last)) {
                last = option;
            }
        }
        return last;
    }

    /** The URLs in their order. */
    List<String> urls() {
        return urls;
    }

    /** Where the data of the URL at a place goes: as in curl, the n-th {@code -o} or {@code -O} is for the n-th URL. */
    Destination destination(int index) {
        return index < destinations.size() ? destinations.get(index) : Destination.DEFAULT;
    }

    /** The option that asked for something else than transfers, or null. */
    @Nullable Option immediate() {
        return immediate;
    }

    void setFlag(Option option, boolean on) {
        if (on) {
            flags.add(option);
            turns.put(option, ++turn);
        } else {
            flags.remove(option);
            turns.remove(option);
        }
    }

    void setText(Option option, String text) {
        texts.put(option, text);
        turns.put(option, ++turn);
    }

    void setNumber(Option option, long number) {
        numbers.put(option, number);
    }

    void addToList(Option option, String text) {
        List<String> list = lists.get(option);
        if (list == null) {
            list = new ArrayList<>();
            lists.put(option, list);
        }
        list.add(text);
    }

    void addUrl(String url) {
        urls.add(url);
    }

    void addDestination(Destination destination) {
        destinations.add(destination);
    }

    void setImmediate(Option option) {
        immediate = option;
    }

    private int turn(@Nullable Option option) {
        Integer last = option == null ? null : turns.get(option);
        return last == null ? 0 : last;
    }
}
