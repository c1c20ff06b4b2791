package io.github.socketaction.kqueue;

import com.kenai.jffi.MemoryIO;
import io.github.socketaction.posix.Syscalls;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import jnr.ffi.Pointer;
import org.jspecify.annotations.Nullable;

/** A kqueue that keeps what it is told and answers as a test has written; without an answer nothing ever happens. */
final class ScriptedKqueue implements KqueueCalls {

    /** The descriptor that every kqueue of this has. */
    static final int KQUEUE = 1000;

    /** A change as it was found in memory. */
    record Change(long ident, int filter, int flags, int fflags, long key) {}

    /** A record to be put into memory. */
    record Event(long ident, int filter, int flags, int fflags, long data, long key) {}

    /**
     * A call of kevent.
     *
     * @param nanos how long it was to wait, -1 for no limit
     */
    record Call(List<Change> changes, int room, long nanos) {}

    private record Answer(int errno, Function<List<Change>, List<Event>> events) {}

    private final KeventLayout layout;
    private final List<Call> calls = new ArrayList<>();
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final Map<String, Integer> errors = new HashMap<>();
    private final List<String> others = new ArrayList<>();

    ScriptedKqueue(KeventLayout layout) {
        this.layout = layout;
    }

    KeventLayout layout() {
        return layout;
    }

    /** Lets the next call answer with records. */
    void answer(Event... events) {
        answer(changes -> List.of(events));
    }

    /** Lets the next call answer with records that go by its changes. */
    void answer(Function<List<Change>, List<Event>> events) {
        answers.add(new Answer(0, events));
    }

    /** Lets the next call fail. */
    void fail(int errno) {
        answers.add(new Answer(errno, changes -> List.of()));
    }

    /** Lets all further calls of another name fail, or work again with 0. */
    void fail(String name, int errno) {
        errors.put(name, errno);
    }

    /** The calls of kevent since the last {@link #clear()}. */
    List<Call> calls() {
        return calls;
    }

    /** The names of all other calls since then, with their descriptor. */
    List<String> others() {
        return others;
    }

    void clear() {
        calls.clear();
        others.clear();
    }

    /** A change for a socket as it should have been made. */
    Change change(long fd, int eventBit, int flags, long key) {
        return new Change(fd, layout.filter(eventBit), flags, 0, key);
    }

    /** An event for a socket. */
    Event event(long fd, int eventBit, int flags, int fflags, long key) {
        return new Event(fd, layout.filter(eventBit), flags, fflags, 1, key);
    }

    /** What becomes of a change. */
    Event outcome(Change change, int errno) {
        return new Event(change.ident, change.filter, Kqueue.EV_ERROR, 0, errno, change.key);
    }

    /** System calls that do nothing, and do it well. A pipe has the descriptors 2000 and 2001. */
    Syscalls syscalls() {
        return (Syscalls) Proxy.newProxyInstance(
                Syscalls.class.getClassLoader(), new Class<?>[] {Syscalls.class}, (self, method, arguments) -> {
                    String name = method.getName();
                    others.add(name + " " + (name.equals("pipe") ? "" : arguments[0]));
                    int errno = errors.getOrDefault(name, 0);
                    if (errno == 0 && name.equals("pipe")) {
                        MemoryIO.getInstance().putInt((Long) arguments[0], 2000);
                        MemoryIO.getInstance().putInt((Long) arguments[0] + 4, 2001);
                    }
                    int answer = errno != 0 ? -errno : name.equals("write") || name.equals("read") ? 1 : 0;
                    return method.getReturnType() == long.class ? (Object) (long) answer : (Object) answer;
                });
    }

    @Override
    public int kqueue() {
        others.add("kqueue");
        int errno = errors.getOrDefault("kqueue", 0);
        return errno != 0 ? -errno : KQUEUE;
    }

    @Override
    public int kevent(
            int kqueue, long changes, int changeCount, long events, int eventCount, @Nullable Pointer timespec) {
        List<Change> found = new ArrayList<>();
        ByteBuffer array = memory(changes, changeCount);
        for (int i = 0; i < changeCount; i++) {
            found.add(new Change(
                    layout.ident(array, i),
                    layout.filter(array, i),
                    layout.flags(array, i),
                    layout.fflags(array, i),
                    layout.key(array, i)));
        }
        calls.add(new Call(found, eventCount, nanos(timespec)));
        Answer answer = answers.poll();
        if (answer == null) {
            return 0;
        }
        return answer.errno != 0 ? -answer.errno : write(answer.events.apply(found), memory(events, eventCount));
    }

    private static long nanos(@Nullable Pointer timespec) {
        return timespec == null ? -1 : timespec.getLong(0) * 1_000_000_000 + timespec.getLong(Long.BYTES);
    }

    private int write(List<Event> events, ByteBuffer array) {
        for (int i = 0; i < events.size(); i++) {
            Event event = events.get(i);
            layout.write(array, i, event.ident, event.filter, event.flags, event.fflags, event.key);
            array.putLong(i * layout.size() + layout.dataOffset(), event.data);
        }
        return events.size();
    }

    private ByteBuffer memory(long address, int count) {
        return count == 0
                ? ByteBuffer.allocate(0)
                : MemoryIO.getInstance()
                        .newDirectByteBuffer(address, count * layout.size())
                        .order(ByteOrder.nativeOrder());
    }
}
