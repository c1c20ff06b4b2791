package io.github.socketaction.kqueue;

import com.kenai.jffi.MemoryIO;
import io.github.socketaction.posix.Syscalls;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.HashSet;
import java.util.Set;

/** Keeps count of the pipes of system calls, whose ends are no result of a call but in memory. */
final class WakeupPipes {

    private final Set<Integer> open = new HashSet<>();
    private int opened;

    /** A table that closes the ends of pipes by {@code real} and does everything else by {@code faulty}. */
    Syscalls around(Syscalls faulty, Syscalls real) {
        return (Syscalls) Proxy.newProxyInstance(
                Syscalls.class.getClassLoader(), new Class<?>[] {Syscalls.class}, (self, method, arguments) -> {
                    String name = method.getName();
                    boolean isEnd = name.equals("close") && forget((Integer) arguments[0]);
                    Object answer;
                    try {
                        answer = method.invoke(isEnd ? real : faulty, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                    if (name.equals("pipe") && (Integer) answer >= 0) {
                        remember((Long) arguments[0]);
                    }
                    return answer;
                });
    }

    private synchronized void remember(long ends) {
        open.add(MemoryIO.getInstance().getInt(ends));
        open.add(MemoryIO.getInstance().getInt(ends + Integer.BYTES));
        opened += 2;
    }

    private synchronized boolean forget(int fd) {
        return open.remove(fd);
    }

    synchronized int opened() {
        return opened;
    }

    synchronized Set<Integer> open() {
        return Set.copyOf(open);
    }
}
