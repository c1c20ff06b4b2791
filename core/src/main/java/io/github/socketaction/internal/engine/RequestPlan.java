package io.github.socketaction.internal.engine;

import io.github.socketaction.internal.http.Account;
import io.github.socketaction.internal.http.Origin;
import io.github.socketaction.internal.http.PreparedRequest;
import io.github.socketaction.internal.http1.Http1Request;
import io.github.socketaction.internal.route.Route;
import io.github.socketaction.transfer.TransferOptions;
import org.jspecify.annotations.Nullable;

/**
 * What follows from the options of a transfer alone: what is asked, and on which way. Computed once and kept with them.
 *
 * @param request what is asked
 * @param route the way to whom it is asked
 * @param account who we are to somebody on the way who may ask for it, or null if nobody is answered
 */
record RequestPlan(
        Http1Request request, Route route, @Nullable Account account) {

    /**
     * The plan for options.
     *
     * @throws io.github.socketaction.internal.TransferFailure when what they ask for cannot be done
     */
    static RequestPlan of(TransferOptions options) {
        PreparedRequest prepared = PreparedRequest.of(options);
        Route route = Route.of(options, prepared.origin());
        return new RequestPlan(Http1Request.of(prepared, route.forwarding()), route, route.account());
    }

    /** Whom its connection leads to: whom it is asked, or the proxy that forwards it. */
    Origin origin() {
        return route.origin();
    }
}
