package io.github.socketaction.contract;

import io.github.socketaction.transfer.Flow;
import io.github.socketaction.transfer.ReuseRule;
import io.github.socketaction.transfer.ReuseRule.Effect;
import io.github.socketaction.transfer.TransferOptions;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * For every option in the groups of {@link TransferOptions}, options that differ from the default in that one alone. Found by
 * reflection, so that an option which is added later is here without being written down.
 */
final class OptionVariations {

    private OptionVariations() {}

    /** One option. */
    record Variation(String name, Effect effect, UnaryOperator<TransferOptions.Builder> change) {

        @Override
        public String toString() {
            return name + " " + effect;
        }
    }

    static Stream<Variation> all() {
        List<Variation> found = new ArrayList<>();
        for (Method group : TransferOptions.class.getMethods()) {
            ReuseRule rule = group.getAnnotation(ReuseRule.class);
            if (rule != null && rule.value() == Effect.BY_COMPONENT) {
                Object usual = call(group, TransferOptions.get("http://h/"));
                vary(
                        group.getName(),
                        (Record) usual,
                        (name, effect, changed) ->
                                found.add(new Variation(name, effect, builder -> with(builder, group, changed))));
            }
        }
        return found.stream();
    }

    /** Takes one variation of a group. */
    private interface Taker {
        void take(String name, Effect effect, Object changedGroup);
    }

    private static void vary(String prefix, Record group, Taker taker) {
        RecordComponent[] components = group.getClass().getRecordComponents();
        for (int i = 0; i < components.length; i++) {
            RecordComponent component = components[i];
            String name = prefix + "." + component.getName();
            ReuseRule rule = component.getAccessor().getAnnotation(ReuseRule.class);
            if (rule == null) {
                throw new AssertionError("the option " + name + " has no @ReuseRule: decide whether connections"
                        + " made with another value may serve the transfer");
            }
            Object value = call(component.getAccessor(), group);
            int index = i;
            if (rule.value() == Effect.BY_COMPONENT) {
                vary(
                        name,
                        (Record) value,
                        (inner, effect, part) -> taker.take(inner, effect, changed(group, index, part)));
            } else {
                taker.take(name, rule.value(), changed(group, index, OtherValues.than(name, component, value)));
            }
        }
    }

    private static Object changed(Record group, int index, Object value) {
        RecordComponent[] components = group.getClass().getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = i == index ? value : call(components[i].getAccessor(), group);
        }
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<?> canonical = group.getClass().getDeclaredConstructor(types);
            return canonical.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("cannot make a " + group.getClass() + " with " + components[index].getName(), e);
        }
    }

    private static TransferOptions.Builder with(TransferOptions.Builder builder, Method group, Object changed) {
        try {
            Method setter = TransferOptions.Builder.class.getMethod(group.getName(), group.getReturnType());
            return (TransferOptions.Builder) setter.invoke(builder, changed);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no way to set " + group.getName(), e);
        }
    }

    private static Object call(Method method, Object target) {
        try {
            return method.invoke(target);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new LinkageError("cannot read " + method, e);
        }
    }

    /** The options of the transfer itself, which no connection depends on. */
    static Stream<Variation> ofTheTransfer() {
        return Stream.of(
                variation("url", builder -> builder.url("http://127.0.0.1/other?x=y")),
                variation("method", builder -> builder.method("DELETE")),
                variation("headers", builder -> builder.header("X-Other", "1")),
                variation(
                        "requestBody",
                        builder -> builder.upload(
                                (transfer, target) -> {
                                    target.put((byte) 'x');
                                    return Flow.CONTINUE;
                                },
                                1)),
                variation("timeouts", builder -> builder.totalTimeout(Duration.ofHours(1))),
                variation("traceCallback", builder -> builder.onTrace((transfer, kind, data) -> {})),
                variation("progressCallback", builder -> builder.onProgress(transfer -> Flow.CONTINUE)));
    }

    private static Variation variation(String name, UnaryOperator<TransferOptions.Builder> change) {
        return new Variation(name, Effect.IRRELEVANT, change);
    }
}
