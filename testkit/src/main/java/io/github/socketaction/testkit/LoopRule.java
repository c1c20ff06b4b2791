package io.github.socketaction.testkit;

/**
 * The rules of {@link LoopConformance}, each with advice for who breaks it. Those without which others cannot be judged
 * come first.
 */
enum LoopRule {
    TIMER_ZERO(
            1,
            "a timer of 0 was not answered with timeoutAction",
            "0 means as soon as possible and is not \"no timer\" (that is -1): on onTimer(0) let your loop come around"
                    + " without waiting and call timeoutAction() once the callback has returned. Transfers start by it"),
    WAITED_FOR(
            2,
            "a socket was announced, but what happened on it was not reported",
            "register the socket in the first onSocket call for it, and call socketAction(socket, events) each time it"
                    + " is ready, until REMOVE: a registration that fires once has to be renewed after each event"),
    CHANGED(
            3,
            "an announcement that changed what to wait for was not followed",
            "every onSocket call says the whole wish anew (OUT, IN, INOUT, NONE): replace the interest of the"
                    + " registration, do not keep the old one or only add to it, and do not skip known sockets"),
    TIMER_FIRES(
            4,
            "a timer was not answered in time with timeoutAction",
            "onTimer(millis) counts milliseconds from the call. Wait for sockets no longer than until then, look at the"
                    + " timer also when sockets keep the loop busy, and call timeoutAction() when its time has come"),
    TIMER_REPLACED(
            5,
            "a timer replaced another one, but the other one was kept",
            "there is one timer: each onTimer call cancels what was set before, whether it is earlier or later"),
    TIMER_DELETED(
            6,
            "timeoutAction was called though no timer was set",
            "onTimer(-1) deletes the timer, so cancel it; and a timer fires once, so forget it before you call"
                    + " timeoutAction(), which sets it again if it is needed"),
    NOTHING(
            7,
            "a socket for which NONE was announced was reported again and again",
            "NONE means: wait for nothing, keep the registration. Take all interest away (interestOps(0), or leave the"
                    + " epoll set, whose HUP and ERR cannot be masked), or the loop spins on what nobody will read"),
    REMOVED(
            8,
            "a socket was reported again and again after its REMOVE",
            "on REMOVE end the registration before the callback returns: cancel the key, delete it from the set. The"
                    + " socket may stay open after it, so that waiting for its close is not enough"),
    ASSIGNED(
            9,
            "an object that was assigned to a socket was gone before its REMOVE",
            "do not assign null, or to another socket, while your registration lives: the object comes with every call"
                    + " until REMOVE, also with NONE, and is dropped by itself after that"),
    CALLBACK(
            10,
            "an action was called inside a socket or timer callback",
            "in a callback only note what is wanted; call socketAction and timeoutAction from the loop after it has"
                    + " returned. Inside they are refused with RECURSIVE_API_CALL"),
    THREAD(
            11,
            "an action was called by another thread than the one the multi belongs to",
            "hand timers and events that fire on other threads over to the loop's thread. Only wakeup() of a loop is"
                    + " thread-safe; all else is refused with WRONG_THREAD"),
    ERRORS(
            12,
            "a broken connection was not reported",
            "an error or a hang-up (ERR, HUP, a failed connect) counts as ready for whatever is waited for: call"
                    + " socketAction for it too, whichever bits your system reports, alone or together with others"),
    ENGINE_SOCKETS(
            13,
            "a socket that serves no transfer was not waited for",
            "the engine announces sockets of its own (its wakeup for name look-ups) and idle connections, whose"
                    + " transfer() is null: treat them like all others. The same channel may come again as another socket"),
    STOPS(
            14,
            "the loop went on though no transfer was running",
            "end run() when the multi's running() is 0, as the actions return it: idle connections stay announced and"
                    + " are no reason to wait. A loop that lives on makes no actions then"),
    SPINS(
            15,
            "the loop did not rest while there was nothing to do",
            "wait until a socket is ready or the timer's time has come: no zero or tiny timeouts in a row, rounded up to"
                    + " whole milliseconds; clear selected keys; no interest in OUT when only IN is announced");

    private final int number;
    private final String fault;
    private final String advice;

    LoopRule(int number, String fault, String advice) {
        this.number = number;
        this.fault = fault;
        this.advice = advice;
    }

    /** The number in {@code docs/contract.md}, such as {@code LC1}. */
    String number() {
        return "LC" + number;
    }

    /** The message of a loop that breaks this rule. */
    String message(String seen) {
        return number() + ": " + fault + ".\n  Seen:   " + seen + "\n  Advice: " + advice + ".";
    }
}
