package io.github.socketaction.benchmarks.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Netty's native epoll transport with one event loop, its HTTP codec, and a handler that asks again on the same channel. */
final class NettyLoad implements Load {

    private final LoadSettings settings;
    private final Tally tally;
    private final InFlight inFlight = new InFlight();
    private @Nullable EventLoopGroup loop;
    private @Nullable ChannelGroup channels;
    private @Nullable SslContext tls;
    private volatile boolean refill;

    NettyLoad(LoadSettings settings, Tally tally) {
        this.settings = settings;
        this.tally = tally;
    }

    @Override
    public void open() throws IOException {
        loop = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("netty", true), EpollIoHandler.newFactory());
        channels = new DefaultChannelGroup(loop.next());
        if (settings.urls().get(0).startsWith("https:")) {
            tls = SslContextBuilder.forClient().sslProvider(SslProvider.JDK).build();
        }
    }

    /** Opens so many that there are as many as asked for: nothing here shares an idle channel. */
    @Override
    public void prime(int connections) {
        int missing = connections - (channels == null ? 0 : channels.size());
        for (int i = 0; i < missing; i++) {
            connect(new NettyExchange(this, NettyTarget.get(settings.idleUrl(i)), true));
        }
        inFlight.awaitNone();
    }

    @Override
    public void start(int from, int to, boolean refillAll) {
        refill = refillAll;
        for (int i = from; i < to; i++) {
            connect(new NettyExchange(this, NettyTarget.of(settings.url(i), settings.upload()), false));
        }
    }

    @Override
    public void runFor(long nanos) {
        InFlight.waitFor(nanos);
    }

    @Override
    public void finish() {
        inFlight.awaitNone();
    }

    @Override
    public void close() {
        refill = false;
        if (channels != null) {
            channels.close().awaitUninterruptibly();
        }
        if (loop != null) {
            loop.shutdownGracefully(0, 10, TimeUnit.SECONDS).awaitUninterruptibly();
        }
    }

    /** Begins an exchange on a new connection. */
    @SuppressWarnings("FutureReturnValueIgnored") // the listener hears of a failure
    void connect(NettyExchange exchange) {
        exchange.begun();
        NettyTarget target = exchange.target();
        new Bootstrap()
                .group(loop)
                .channel(EpollSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        prepare(channel, exchange);
                    }
                })
                .connect(target.host(), target.port())
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        exchange.ended(false, connected.cause());
                    }
                });
    }

    boolean wantsTimeouts() {
        return settings.kind() == LoadKind.TIMEOUTS;
    }

    boolean refills() {
        return refill;
    }

    InFlight inFlight() {
        return inFlight;
    }

    Tally tally() {
        return tally;
    }

    private void prepare(Channel channel, NettyExchange exchange) {
        if (channels != null) {
            channels.add(channel);
        }
        ChannelPipeline pipeline = channel.pipeline();
        if (tls != null) {
            NettyTarget target = exchange.target();
            pipeline.addLast(tls.newHandler(channel.alloc(), target.host(), target.port()));
        }
        pipeline.addLast(new HttpClientCodec(), exchange);
    }
}
