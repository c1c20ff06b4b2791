package io.github.socketaction.cli;

import io.github.socketaction.transfer.ResultCode;

/** Options of curl's that ask for a check which is not made here: a user who relies on it must hear that, and what to do. */
final class RefusedOptions {

    private RefusedOptions() {}

    /**
     * Refuses an option, or does nothing if the name, which has no dashes before it, is none of them.
     *
     * @throws ValueException when it is
     */
    static void refuse(String name) {
        if (name.equals("cert-status")) {
            throw new ValueException(
                    ResultCode.NOT_BUILT_IN,
                    "option --cert-status: stapled answers about revocation (OCSP) are not verified here; with --crlfile"
                            + " certificates on a revocation list are refused");
        }
    }
}
