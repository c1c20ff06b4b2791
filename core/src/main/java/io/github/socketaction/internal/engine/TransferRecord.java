package io.github.socketaction.internal.engine;

import io.github.socketaction.internal.http.ResponseHead;
import io.github.socketaction.internal.pipe.Link;
import io.github.socketaction.transfer.Timeline;
import io.github.socketaction.transfer.TransferInfo;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** The figures of one transfer, as they are written by the engine and read by the application. */
final class TransferRecord implements TransferInfo, Timeline {

    private static final long NOT_YET = -1;

    private final String url;
    private final long addedAt;
    private int status;
    private int httpVersion;
    private long downloadedBytes;
    private long downloadLength = -1;
    private long uploadedBytes;
    private long headerBytes;
    private long requestBytes;
    private int newConnections;
    private @Nullable SocketAddress remoteAddress;
    private @Nullable SocketAddress localAddress;
    private long queued = NOT_YET;
    private long nameLookup = NOT_YET;
    private long connected = NOT_YET;
    private long preTransfer = NOT_YET;
    private long startTransfer = NOT_YET;
    private long total = NOT_YET;

    TransferRecord(String url, long addedAt) {
        this.url = url;
        this.addedAt = addedAt;
    }

    long addedAt() {
        return addedAt;
    }

    void markQueued(long now) {
        queued = now - addedAt;
    }

    void markNameLookup(long now) {
        nameLookup = now - addedAt;
    }

    void markConnected(long now) {
        connected = now - addedAt;
        newConnections++;
    }

    void markPreTransfer(long now, Link link) {
        preTransfer = now - addedAt;
        remoteAddress = link.remoteAddress();
        localAddress = link.localAddress();
    }

    void markStartTransfer(long now) {
        startTransfer = now - addedAt;
    }

    void markTotal(long now) {
        total = now - addedAt;
    }

    void addRequestBytes(long count) {
        requestBytes += count;
    }

    void addHeaderBytes(int count) {
        headerBytes += count;
    }

    void addUploadedBytes(int count) {
        uploadedBytes += count;
    }

    /** Body bytes moved in either direction. */
    long movedBytes() {
        return downloadedBytes + uploadedBytes;
    }

    void addDownloadedBytes(int count) {
        downloadedBytes += count;
    }

    void takeHead(ResponseHead head) {
        status = head.status();
        httpVersion = head.version();
        downloadLength = head.contentLength();
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public int httpVersion() {
        return httpVersion;
    }

    @Override
    public String effectiveUrl() {
        return url;
    }

    @Override
    public long downloadedBytes() {
        return downloadedBytes;
    }

    @Override
    public long downloadLength() {
        return downloadLength;
    }

    @Override
    public long uploadedBytes() {
        return uploadedBytes;
    }

    @Override
    public long headerBytes() {
        return headerBytes;
    }

    @Override
    public long requestBytes() {
        return requestBytes;
    }

    @Override
    public int newConnections() {
        return newConnections;
    }

    @Override
    public @Nullable SocketAddress remoteAddress() {
        return remoteAddress;
    }

    @Override
    public @Nullable SocketAddress localAddress() {
        return localAddress;
    }

    @Override
    public Timeline timeline() {
        return this;
    }

    @Override
    public long queued() {
        return queued;
    }

    @Override
    public long nameLookup() {
        return nameLookup;
    }

    @Override
    public long connected() {
        return connected;
    }

    @Override
    public long preTransfer() {
        return preTransfer;
    }

    @Override
    public long startTransfer() {
        return startTransfer;
    }

    @Override
    public long total() {
        return total;
    }
}
