package io.github.socketaction.kqueue;

import io.github.socketaction.posix.NativeSyscalls;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Pointer;
import org.jspecify.annotations.Nullable;

/** The calls of kqueue of this system, or of a library that has them. */
final class NativeKqueueCalls implements KqueueCalls {

    private final KqueueLibC library;
    private final boolean isNetBsd10;
    private final boolean isNetBsd11;

    private NativeKqueueCalls(KqueueLibC library, KeventLayout layout) {
        this.library = library;
        this.isNetBsd10 = layout == KeventLayout.NETBSD_10;
        this.isNetBsd11 = layout == KeventLayout.NETBSD_11;
    }

    /**
     * The calls of a library.
     *
     * @param library {@code c}, or the path of another one
     * @param layout whose function it is
     * @throws LinkageError when jnr, its native part or the library cannot be loaded
     */
    static NativeKqueueCalls load(String library, KeventLayout layout) {
        return new NativeKqueueCalls(LibraryLoader.create(KqueueLibC.class).load(library), layout);
    }

    @Override
    public int kqueue() {
        return NativeSyscalls.answer(library.kqueue());
    }

    @Override
    public int kevent(
            int kqueue, long changes, int changeCount, long events, int eventCount, @Nullable Pointer timespec) {
        int answer;
        if (isNetBsd10) {
            answer = library.__kevent50(kqueue, changes, changeCount, events, eventCount, timespec);
        } else if (isNetBsd11) {
            answer = library.__kevent100(kqueue, changes, changeCount, events, eventCount, timespec);
        } else {
            answer = library.kevent(kqueue, changes, changeCount, events, eventCount, timespec);
        }
        return NativeSyscalls.answer(answer);
    }
}
