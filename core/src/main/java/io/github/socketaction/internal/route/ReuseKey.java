package io.github.socketaction.internal.route;

import io.github.socketaction.transfer.ReuseRule;
import io.github.socketaction.transfer.TransferOptions;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The values of all options that a connection must have been made with to serve a transfer. Which ones these are is not
 * written here: they are found by the {@link ReuseRule} that every option carries.
 */
final class ReuseKey {

    private static final List<Option> OPTIONS = optionsOf(TransferOptions.class, "", options -> options);

    private final List<@Nullable Object> values;
    private final int hash;

    private ReuseKey(List<@Nullable Object> values) {
        this.values = values;
        this.hash = values.hashCode();
    }

    static ReuseKey of(TransferOptions options) {
        List<@Nullable Object> values = new ArrayList<>(OPTIONS.size());
        for (Option option : OPTIONS) {
            values.add(option.value().of(options));
        }
        return new ReuseKey(values);
    }

    /** The names of the options that count, as {@code group.component}. */
    static List<String> names() {
        return OPTIONS.stream().map(Option::name).toList();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ReuseKey key && key.hash == hash && key.values.equals(values);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    private static List<Option> optionsOf(Class<?> type, String prefix, Value group) {
        List<Option> found = new ArrayList<>();
        Stream.of(type.getMethods())
                .filter(method -> method.isAnnotationPresent(ReuseRule.class))
                .sorted(Comparator.comparing(Method::getName))
                .forEach(method -> {
                    Value value = options -> call(method, group.of(options));
                    String name = prefix + method.getName();
                    switch (method.getAnnotation(ReuseRule.class).value()) {
                        case MUST_MATCH -> found.add(new Option(name, value));
                        case BY_COMPONENT -> found.addAll(optionsOf(method.getReturnType(), name + ".", value));
                        case IRRELEVANT -> {}
                    }
                });
        return List.copyOf(found);
    }

    private static @Nullable Object call(Method method, @Nullable Object target) {
        try {
            return method.invoke(target);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("cannot read the option " + method, e);
        }
    }

    private record Option(String name, Value value) {}

    /** Reads one option. */
    @FunctionalInterface
    private interface Value {
        @Nullable Object of(TransferOptions options);
    }
}
