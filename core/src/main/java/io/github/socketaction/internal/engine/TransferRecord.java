package io.github.socketaction.internal.engine;

import io.github.socketaction.internal.conn.ConnectionIdentity;
import io.github.socketaction.internal.http.ResponseHead;
import io.github.socketaction.internal.pipe.Endpoints;
import io.github.socketaction.internal.pipe.Milestone;
import io.github.socketaction.transfer.Timeline;
import io.github.socketaction.transfer.TlsInfo;
import io.github.socketaction.transfer.TransferInfo;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** The figures of one transfer, as they are written by the engine and read by the application. */
final class TransferRecord implements TransferInfo, Timeline {

    private static final long NOT_YET = ConnectRecord.NOT_YET;

    private final String url;
    private final long addedAt;
    private short status;
    private byte httpVersion;
    private boolean usedProxy;
    private int headerBytes;
    private long downloadedBytes;
    private long downloadLength = -1;
    private long uploadedBytes;
    private long requestBytes;
    private long queued = NOT_YET;
    private long preTransfer = NOT_YET;
    private long startTransfer = NOT_YET;
    private long total = NOT_YET;

    /** What is there only if a connection was opened for this transfer. */
    private @Nullable ConnectRecord connecting;

    /** The connection that serves it, or served it last. */
    private @Nullable ConnectionIdentity connection;

    TransferRecord(String url, long addedAt) {
        this.url = url;
        this.addedAt = addedAt;
    }

    long addedAt() {
        return addedAt;
    }

    void markQueued(long now, ConnectionIdentity given) {
        queued = now - addedAt;
        connection = given;
    }

    void markProxied(boolean isProxied) {
        usedProxy = isProxied;
    }

    void markTunnelAnswer(int newStatus) {
        connecting().markTunnelAnswer(newStatus);
    }

    void markNameLookup(long now) {
        connecting().markNameLookup(now);
    }

    void mark(Milestone milestone, long now) {
        connecting().mark(milestone, now);
    }

    void markPreTransfer(long now) {
        preTransfer = now - addedAt;
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
        status = (short) head.status();
        httpVersion = (byte) head.version();
        downloadLength = head.contentLength();
    }

    private @Nullable Endpoints endpoints() {
        return connection == null ? null : connection.endpoints();
    }

    private ConnectRecord connecting() {
        if (connecting == null) {
            connecting = new ConnectRecord();
        }
        return connecting;
    }

    private long sinceAdded(long time) {
        return time == NOT_YET ? NOT_YET : time - addedAt;
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
    public int connectStatus() {
        return connecting == null ? 0 : connecting.tunnelAnswer();
    }

    @Override
    public boolean usedProxy() {
        return usedProxy;
    }

    @Override
    public long connectionId() {
        return connection == null ? -1 : connection.id();
    }

    @Override
    public int newConnections() {
        return connecting == null ? 0 : connecting.connections();
    }

    @Override
    public @Nullable SocketAddress remoteAddress() {
        Endpoints ends = endpoints();
        return ends == null ? null : ends.remote();
    }

    @Override
    public @Nullable SocketAddress localAddress() {
        Endpoints ends = endpoints();
        return ends == null ? null : ends.local();
    }

    @Override
    public @Nullable TlsInfo tls() {
        Endpoints ends = endpoints();
        return ends == null ? null : ends.tls();
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
        return connecting == null ? NOT_YET : sinceAdded(connecting.nameLookup());
    }

    @Override
    public long connected() {
        return connecting == null ? NOT_YET : sinceAdded(connecting.connected());
    }

    @Override
    public long secured() {
        return connecting == null ? NOT_YET : sinceAdded(connecting.secured());
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
