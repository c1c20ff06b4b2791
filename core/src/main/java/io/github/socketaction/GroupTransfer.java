package io.github.socketaction;

import io.github.socketaction.transfer.Transfer;
import org.jspecify.annotations.Nullable;

/** A transfer of a {@link MultiGroup}, as threads other than its own may see it. */
public final class GroupTransfer {

    private final GroupMember member;

    /** Belongs to the thread of the loop. */
    @Nullable Transfer transfer;

    /** Belongs to the thread of the loop. */
    boolean isRemoved;

    GroupTransfer(GroupMember member) {
        this.member = member;
    }

    /**
     * Gives the transfer up, as {@link Multi#remove} does, as soon as its loop comes around; until then it may still
     * complete. May be called from any thread; does nothing when it has ended.
     */
    public void remove() {
        member.remove(this);
    }
}
