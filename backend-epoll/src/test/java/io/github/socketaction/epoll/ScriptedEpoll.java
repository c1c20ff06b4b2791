package io.github.socketaction.epoll;

import io.github.socketaction.posix.NativeSyscalls;
import io.github.socketaction.posix.Syscalls;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The real calls, but for those that a test has written answers for. Keeps what was called, such as {@code epollCtl 1 7}
 * for ADD of descriptor 7.
 */
final class ScriptedEpoll {

    private final Map<String, Deque<Integer>> answers = new HashMap<>();
    private final List<String> log = new ArrayList<>();
    private final Syscalls calls = table(Syscalls.class, NativeSyscalls.get());
    private final EpollSyscalls epoll = table(EpollSyscalls.class, NativeEpollSyscalls.get());

    Syscalls calls() {
        return calls;
    }

    EpollSyscalls epoll() {
        return epoll;
    }

    EpollBackend backend() {
        return new EpollBackend(calls, epoll);
    }

    /** Lets the next calls of a name answer so, without being made. */
    void answer(String name, int... results) {
        Deque<Integer> queue = answers.computeIfAbsent(name, key -> new ArrayDeque<>());
        for (int result : results) {
            queue.add(result);
        }
    }

    /** The calls of a name since the last {@link #clear()}. */
    List<String> calls(String name) {
        return log.stream().filter(call -> call.startsWith(name + " ")).toList();
    }

    int count(String name) {
        return calls(name).size();
    }

    void clear() {
        log.clear();
    }

    private <T> T table(Class<T> type, T real) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    String name = method.getName();
                    log.add(name + " " + shown(name, arguments));
                    Deque<Integer> queue = answers.get(name);
                    Integer scripted = queue == null ? null : queue.poll();
                    if (scripted != null) {
                        return method.getReturnType() == long.class ? (Object) scripted.longValue() : scripted;
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                }));
    }

    private static String shown(String name, Object[] arguments) {
        return switch (name) {
            case "epollCtl" -> arguments[1] + " " + arguments[2];
            case "epollWait" -> arguments[2] + " " + arguments[3];
            default -> String.valueOf(arguments[0]);
        };
    }
}
