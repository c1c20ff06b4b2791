package io.github.socketaction.benchmarks.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.net.URI;

/**
 * Where a connection of Netty leads, and what it asks there; the fields of the head are made once.
 *
 * @param body what each request sends, or empty for GET
 */
record NettyTarget(String host, int port, String path, HttpHeaders headers, ByteBuf body) {

    static NettyTarget get(String url) {
        return of(url, 0);
    }

    static NettyTarget of(String url, int upload) {
        URI uri = URI.create(url);
        HttpHeaders headers = new DefaultHttpHeaders()
                .set(HttpHeaderNames.HOST, uri.getHost() + ":" + uri.getPort())
                .set(HttpHeaderNames.USER_AGENT, "netty")
                .set(HttpHeaderNames.ACCEPT, "*/*");
        if (upload > 0) {
            headers.set(HttpHeaderNames.CONTENT_LENGTH, upload);
        }
        ByteBuf body = upload == 0
                ? Unpooled.EMPTY_BUFFER
                : Unpooled.directBuffer(upload).writeZero(upload);
        return new NettyTarget(uri.getHost(), uri.getPort(), uri.getPath(), headers, body);
    }

    FullHttpRequest request() {
        return new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1,
                body.isReadable() ? HttpMethod.POST : HttpMethod.GET,
                path,
                body.retainedDuplicate(),
                headers,
                EmptyHttpHeaders.INSTANCE);
    }
}
