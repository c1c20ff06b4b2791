package io.github.socketaction.testkit.selftest;

import io.github.socketaction.socket.Backend;
import io.github.socketaction.testkit.BackendConformance;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The kit, once for each defect; run by {@link BrokenBackendsTest} only. */
final class Kits {

    private Kits() {}

    /** Is tired of waiting soon, because with a defect it waits in vain. */
    abstract static class Impatient extends BackendConformance {
        @Override
        protected Duration patience() {
            return Duration.ofSeconds(1);
        }
    }

    static final class Sound extends BackendConformance {
        @Override
        protected Backend newBackend() {
            return BrokenBackend.nowhere();
        }
    }

    static final class SaysSo extends BackendConformance {
        @Override
        protected Backend newBackend() {
            return BrokenBackend.inTransport(BrokenStreams.GathersFromTheFirst::new);
        }

        @Override
        protected @Nullable String unsupported(String rule) {
            return rule.equals("B26") ? "on purpose" : null;
        }
    }

    static final class ForgetsRemove extends Impatient {
        @Override
        protected Backend newBackend() {
            return BrokenBackend.inPoller(BrokenPollers.ForgetsRemove::new);
        }
    }

    static final class ReportsRemovedOfBatch extends Impatient {
        @Override
        protected Backend newBackend() {
            return BrokenBackend.inPoller(BrokenPollers.ReportsRemovedOfBatch::new);
        }
    }

    static final class GivesEventsToTheSuccessor extends Impatient {
        @Override
        protected Backend newBackend() {
            return BrokenBackend.inPoller(BrokenPollers.GivesEventsToTheSuccessor::new);
        }
    }

    static final class EndsEarly extends Impatient {
        @Override
        protected Backend newBackend() {
            return BrokenBackend.inPoller(BrokenPollers.EndsEarly::new);
        }
    }

    static final class KeepsOut extends Impatient {
        @Override
        protected Backend newBackend() {
            return BrokenBackend.inPoller(BrokenPollers.KeepsOut::new);
        }
    }

    static final class IgnoresNone extends Impatient {
        @Override
        protected Backend newBackend() {
            return BrokenBackend.inPoller(BrokenPollers.IgnoresNone::new);
        }
    }

    static final class LosesEarlyWakeups extends Impatient {
        @Override
        protected Backend newBackend() {
            return BrokenBackend.inPoller(BrokenPollers.LosesEarlyWakeups::new);
        }
    }

    static final class ClosesTheSockets extends Impatient {
        @Override
        protected Backend newBackend() {
            return BrokenBackend.inPoller(BrokenPollers.ClosesTheSockets::new);
        }
    }

    static final class Miscounts extends Impatient {
        @Override
        protected Backend newBackend() {
            return BrokenBackend.inPoller(BrokenPollers.Miscounts::new);
        }
    }

    static final class ReportsEachBitAlone extends Impatient {
        @Override
        protected Backend newBackend() {
            return BrokenBackend.inPoller(BrokenPollers.ReportsEachBitAlone::new);
        }
    }

    static final class SwallowsExceptions extends Impatient {
        @Override
        protected Backend newBackend() {
            return BrokenBackend.inPoller(BrokenPollers.SwallowsExceptions::new);
        }
    }

    static final class EatsInterrupts extends Impatient {
        @Override
        protected Backend newBackend() {
            return BrokenBackend.inPoller(BrokenPollers.EatsInterrupts::new);
        }
    }

    static final class SwallowsTheEnd extends Impatient {
        @Override
        protected Backend newBackend() {
            return BrokenBackend.inTransport(BrokenStreams.SwallowsTheEnd::new);
        }
    }

    static final class HidesTheReasonAfterClose extends Impatient {
        @Override
        protected Backend newBackend() {
            return BrokenBackend.inTransport(BrokenStreams.HidesTheReasonAfterClose::new);
        }
    }

    static final class GathersFromTheFirst extends Impatient {
        @Override
        protected Backend newBackend() {
            return BrokenBackend.inTransport(BrokenStreams.GathersFromTheFirst::new);
        }
    }

    static final class TakesRefusedForConnected extends Impatient {
        @Override
        protected Backend newBackend() {
            return BrokenBackend.inTransport(BrokenStreams.TakesRefusedForConnected::new);
        }
    }

    static final class NeverDrains extends Impatient {
        @Override
        protected Backend newBackend() {
            return BrokenBackend.inWakeup(BrokenStreams.NeverDrains::new);
        }
    }
}
