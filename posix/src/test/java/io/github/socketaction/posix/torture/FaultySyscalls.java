package io.github.socketaction.posix.torture;

import io.github.socketaction.posix.Errno;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A table of system calls that goes by a {@link FaultPlan}. Works for every table whose negative answers are errnos. */
public final class FaultySyscalls {

    private static final Set<String> OPENING = Set.of("socket", "epollCreate", "eventfd", "kqueue");

    private FaultySyscalls() {}

    /** Puts a plan around a table. */
    public static <T> T wrap(Class<T> table, T real, FaultPlan plan) {
        Object proxy = Proxy.newProxyInstance(
                table.getClassLoader(),
                new Class<?>[] {table},
                (self, method, arguments) -> call(real, method, arguments, plan));
        return table.cast(proxy);
    }

    private static Object call(Object real, Method method, Object @Nullable [] arguments, FaultPlan plan)
            throws Throwable {
        String name = method.getName();
        int errno = plan.next(name);
        if (name.equals("close") && arguments != null) {
            plan.closed((Integer) arguments[0]);
        }
        if (errno != 0 && !isDoneNevertheless(name, errno)) {
            return answer(method, -errno);
        }
        Object result = invoke(real, method, arguments);
        if (OPENING.contains(name) && (Integer) result >= 0) {
            plan.opened((Integer) result);
        }
        return errno == 0 ? result : answer(method, -errno);
    }

    /** A close that fails has closed, and a connect that was interrupted goes on. */
    private static boolean isDoneNevertheless(String name, int errno) {
        return name.equals("close") || (name.equals("connect") && errno == Errno.EINTR);
    }

    private static Object invoke(Object real, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    private static Object answer(Method method, int answer) {
        if (method.getReturnType() == long.class) {
            return (long) answer;
        }
        return answer;
    }
}
