package io.github.socketaction.benchmarks.load;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One request after the other on one channel, and on a new channel when the server ends this one. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty's futures: a failure of theirs also comes to exceptionCaught
final class NettyExchange extends SimpleChannelInboundHandler<HttpObject> {

    private final NettyLoad load;
    private final NettyTarget target;
    private final boolean isPrimer;
    private long startNanos;
    private boolean isUnderWay;
    private boolean keepAlive;
    private int status;

    NettyExchange(NettyLoad load, NettyTarget target, boolean isPrimer) {
        this.load = load;
        this.target = target;
        this.isPrimer = isPrimer;
    }

    NettyTarget target() {
        return target;
    }

    void begun() {
        isUnderWay = true;
        startNanos = System.nanoTime();
        load.inFlight().begin();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (load.wantsTimeouts() && !isPrimer) {
            long left = TimeUnit.SECONDS.toNanos(1) - (System.nanoTime() - startNanos);
            context.executor().schedule(() -> timedOut(context), left, TimeUnit.NANOSECONDS);
        }
        context.writeAndFlush(target.request(), context.voidPromise());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
        if (part instanceof HttpResponse head) {
            status = head.status().code();
            keepAlive = HttpUtil.isKeepAlive(head);
        }
        if (part instanceof LastHttpContent) {
            answered(context);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (isUnderWay) {
            ended(false, "the connection was closed");
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        if (isUnderWay) {
            ended(false, failure);
        }
        context.close();
    }

    /** Counts the end of a request that does not leave a channel behind. */
    void ended(boolean isTimeout, @Nullable Object outcome) {
        count(false, isTimeout, outcome);
    }

    private void answered(ChannelHandlerContext context) {
        count(status == 200, false, status);
        if (!keepAlive) {
            context.close();
        }
        if (isPrimer || !load.refills()) {
            return;
        }
        if (keepAlive) {
            begun();
            context.writeAndFlush(target.request(), context.voidPromise());
        } else {
            load.connect(new NettyExchange(load, target, false));
        }
    }

    private void timedOut(ChannelHandlerContext context) {
        if (isUnderWay) {
            ended(true, null);
            context.close();
        }
    }

    private void count(boolean isOk, boolean isTimeout, @Nullable Object outcome) {
        isUnderWay = false;
        if (!isPrimer) {
            load.tally().ended(startNanos, isOk, isTimeout, outcome);
        }
        load.inFlight().end();
    }
}
