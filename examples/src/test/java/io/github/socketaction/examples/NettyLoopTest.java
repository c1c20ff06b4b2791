package io.github.socketaction.examples;

import io.github.socketaction.MultiOptions;
import io.github.socketaction.testkit.LoopConformance;
import io.github.socketaction.testkit.LoopUnderTest;
import io.github.socketaction.testkit.LoopWorld;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** A loop of Netty keeps the rules for loops. One group for all tests: starting one takes Netty a while. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NettyLoopTest extends LoopConformance {

    private final IoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

    @BeforeAll
    void warmUp() {
        group.next().submit(() -> {}).syncUninterruptibly();
    }

    @AfterAll
    void shutDown() {
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Override
    protected LoopUnderTest newLoop(LoopWorld world, MultiOptions options) {
        NettyLoop loop = new NettyLoop(group.next(), options);
        return new OwnThreadLoop(loop::execute, loop);
    }
}
