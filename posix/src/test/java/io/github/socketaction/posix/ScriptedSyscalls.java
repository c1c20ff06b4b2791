package io.github.socketaction.posix;

import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A table of system calls without a system: it answers 0, a descriptor from 7 upward, or what the test has written. */
final class ScriptedSyscalls {

    private final Map<String, Deque<Long>> answers = new HashMap<>();
    private final List<String> log = new ArrayList<>();
    private int lastFd = 6;

    Syscalls table() {
        return (Syscalls) Proxy.newProxyInstance(
                Syscalls.class.getClassLoader(), new Class<?>[] {Syscalls.class}, (self, method, arguments) -> {
                    long answer = call(method.getName());
                    return method.getReturnType() == long.class ? (Object) answer : (Object) (int) answer;
                });
    }

    private long call(String name) {
        log.add(name);
        Deque<Long> queue = answers.get(name);
        Long scripted = queue == null ? null : queue.poll();
        if (scripted != null) {
            return scripted;
        }
        return name.equals("socket") ? ++lastFd : 0;
    }

    /** Lets the next calls of a name answer so. */
    ScriptedSyscalls answer(String name, long... results) {
        Deque<Long> queue = answers.computeIfAbsent(name, key -> new ArrayDeque<>());
        for (long result : results) {
            queue.add(result);
        }
        return this;
    }

    /** Everything that was called, in its order. */
    List<String> log() {
        return log;
    }

    long count(String name) {
        return log.stream().filter(name::equals).count();
    }
}
