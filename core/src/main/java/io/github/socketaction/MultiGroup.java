package io.github.socketaction;

import io.github.socketaction.socket.Backend;
import io.github.socketaction.transfer.TransferOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Several multis, each on a thread of its own, for those who need more than one core. Transfers may be handed over from any
 * thread; all of one origin go to the same multi, so that they share its connections.
 *
 * <pre>{@code
 * MultiGroup group = new MultiGroup(Backends.best(), 2);
 * group.loops().forEach(loop -> new Thread(loop).start());
 * group.add(TransferOptions.builder("http://example.com/").onDone(transfer -> ...).build());
 * ...
 * group.close();
 * }</pre>
 *
 * <p>The group starts no thread: the application runs each of {@link #loops()} on one. What a multi promises holds for each
 * transfer: its callbacks are called on the thread of its loop, one at a time, and it completes once, which its {@link
 * TransferOptions#listener()} hears; it is removed then. Limits on connections hold for each multi by itself.
 */
public final class MultiGroup implements AutoCloseable {

    private final List<GroupMember> members;

    /** A group with everything at its default. */
    public MultiGroup(Backend backend, int size) {
        this(backend, size, MultiOptions.DEFAULT);
    }

    /**
     * A group.
     *
     * @param backend brings the sockets of all
     * @param size how many multis, at least 1
     * @param options what holds for each multi
     * @throws MultiException {@link MultiException.Code#INTERNAL_ERROR} when the backend has not that many pollers to give
     */
    public MultiGroup(Backend backend, int size, MultiOptions options) {
        if (size < 1) {
            throw new IllegalArgumentException("size must be at least 1, but is " + size);
        }
        List<GroupMember> opened = new ArrayList<>(size);
        try {
            for (int i = 0; i < size; i++) {
                opened.add(new GroupMember(backend, options));
            }
        } catch (RuntimeException e) {
            opened.forEach(GroupMember::close);
            throw e;
        }
        members = List.copyOf(opened);
    }

    /**
     * The loops, one for each multi. Each is to be run once, on a thread of its own, and returns after {@link #close()}; it
     * throws what {@link EventLoop#poll} throws when waiting fails for good.
     */
    public List<Runnable> loops() {
        return List.copyOf(members);
    }

    /**
     * Hands a transfer over. May be called from any thread, and in callbacks.
     *
     * @return the transfer as seen from outside its thread
     * @throws IllegalStateException when the group is closed, or the loop that it belongs to has ended
     */
    public GroupTransfer add(TransferOptions options) {
        return members.get(indexFor(options.url())).add(options);
    }

    /** Transfers that were handed over and have not ended; a number of that moment. May be called from any thread. */
    public int running() {
        int running = 0;
        for (GroupMember member : members) {
            running += member.running();
        }
        return running;
    }

    /**
     * Lets every loop end: transfers that have not completed are given up without completing, as by {@link Multi#close()}.
     * Returns at once; the loops close their multis themselves. May be called from any thread, and again.
     */
    @Override
    public void close() {
        members.forEach(GroupMember::close);
    }

    /** By what stands between the scheme and the path. One origin written in two ways may share less, but nothing breaks. */
    private int indexFor(String url) {
        int scheme = url.indexOf("://");
        int start = scheme < 0 ? 0 : scheme + 3;
        int end = start;
        while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        String authority = url.substring(start, end).toLowerCase(Locale.ROOT);
        int hash = authority.hashCode();
        return Math.floorMod(hash ^ (hash >>> 16), members.size());
    }
}
