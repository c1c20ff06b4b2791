package io.github.socketaction.contract;

import java.nio.ByteBuffer;
import java.security.KeyManagementException;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** The JDK's TLS, in which one call fails: each call that is made of a context or an engine counts. */
final class FaultyTls extends Provider {

    /** Those of an {@code SSLContext} that have nothing to do with engines of a client. */
    private static final String NEVER_ASKED = "only engines that know their peer are made from this context";

    private static final long serialVersionUID = 1L;

    private final transient List<String> calls = new ArrayList<>();
    private final int failing;
    private final transient Supplier<Exception> fault;

    /**
     * A provider.
     *
     * @param failing which call fails, counted from 1
     * @param fault what it throws, unless the method cannot: then the same as the cause of a {@code RuntimeException}
     */
    FaultyTls(int failing, Supplier<Exception> fault) {
        super("FaultyTls", "1", "fails on purpose");
        this.failing = failing;
        this.fault = fault;
        putService(new Service(this, "SSLContext", "TLS", Context.class.getName(), null, null) {
            @Override
            public Object newInstance(@Nullable Object parameter) {
                return new Context();
            }
        });
    }

    /** The names of the calls so far, in their order. */
    List<String> calls() {
        return calls;
    }

    boolean hasFailed() {
        return calls.size() >= failing;
    }

    private void step(String name) {
        Exception thrown = next(name);
        if (thrown != null) {
            throw thrown instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(thrown);
        }
    }

    private @Nullable Exception next(String name) {
        calls.add(name);
        return calls.size() == failing ? fault.get() : null;
    }

    private final class Context extends SSLContextSpi {

        private final SSLContext real;

        Context() {
            try {
                real = SSLContext.getInstance("TLS");
            } catch (java.security.NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random)
                throws KeyManagementException {
            Exception thrown = next("init");
            if (thrown instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            if (thrown != null) {
                throw new KeyManagementException(thrown);
            }
            real.init(keys, trust, random);
        }

        @Override
        protected SSLEngine engineCreateSSLEngine() {
            throw new UnsupportedOperationException(NEVER_ASKED);
        }

        @Override
        protected SSLEngine engineCreateSSLEngine(String host, int port) {
            step("createSSLEngine");
            return new Engine(host, port, real.createSSLEngine(host, port));
        }

        @Override
        protected SSLSessionContext engineGetClientSessionContext() {
            step("getClientSessionContext");
            return real.getClientSessionContext();
        }

        @Override
        protected SSLParameters engineGetDefaultSSLParameters() {
            step("getDefaultSSLParameters");
            return real.getDefaultSSLParameters();
        }

        @Override
        protected SSLParameters engineGetSupportedSSLParameters() {
            step("getSupportedSSLParameters");
            return real.getSupportedSSLParameters();
        }

        @Override
        protected SSLSessionContext engineGetServerSessionContext() {
            throw new UnsupportedOperationException(NEVER_ASKED);
        }

        @Override
        protected SSLSocketFactory engineGetSocketFactory() {
            throw new UnsupportedOperationException(NEVER_ASKED);
        }

        @Override
        protected SSLServerSocketFactory engineGetServerSocketFactory() {
            throw new UnsupportedOperationException(NEVER_ASKED);
        }
    }

    private final class Engine extends SSLEngine {

        private final SSLEngine real;

        Engine(String host, int port, SSLEngine real) {
            super(host, port);
            this.real = real;
        }

        private void stepOrTlsFailure(String name) throws SSLException {
            Exception thrown = next(name);
            if (thrown instanceof SSLException expected) {
                throw expected;
            }
            if (thrown != null) {
                throw thrown instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(thrown);
            }
        }

        @Override
        public SSLEngineResult wrap(ByteBuffer[] sources, int offset, int length, ByteBuffer target)
                throws SSLException {
            stepOrTlsFailure("wrap");
            return real.wrap(sources, offset, length, target);
        }

        @Override
        public SSLEngineResult unwrap(ByteBuffer source, ByteBuffer[] targets, int offset, int length)
                throws SSLException {
            stepOrTlsFailure("unwrap");
            return real.unwrap(source, targets, offset, length);
        }

        @Override
        public void beginHandshake() throws SSLException {
            stepOrTlsFailure("beginHandshake");
            real.beginHandshake();
        }

        @Override
        public @Nullable Runnable getDelegatedTask() {
            step("getDelegatedTask");
            Runnable task = real.getDelegatedTask();
            return task == null
                    ? null
                    : () -> {
                        step("task");
                        task.run();
                    };
        }

        @Override
        public HandshakeStatus getHandshakeStatus() {
            step("getHandshakeStatus");
            return real.getHandshakeStatus();
        }

        @Override
        public SSLSession getSession() {
            step("getSession");
            return real.getSession();
        }

        @Override
        public @Nullable SSLSession getHandshakeSession() {
            return real.getHandshakeSession();
        }

        @Override
        public String getApplicationProtocol() {
            step("getApplicationProtocol");
            return real.getApplicationProtocol();
        }

        @Override
        public SSLParameters getSSLParameters() {
            step("getSSLParameters");
            return real.getSSLParameters();
        }

        @Override
        public void setSSLParameters(SSLParameters parameters) {
            step("setSSLParameters");
            real.setSSLParameters(parameters);
        }

        @Override
        public void setUseClientMode(boolean isClient) {
            step("setUseClientMode");
            real.setUseClientMode(isClient);
        }

        @Override
        public boolean getUseClientMode() {
            return real.getUseClientMode();
        }

        @Override
        public void closeInbound() throws SSLException {
            stepOrTlsFailure("closeInbound");
            real.closeInbound();
        }

        @Override
        public boolean isInboundDone() {
            step("isInboundDone");
            return real.isInboundDone();
        }

        @Override
        public void closeOutbound() {
            step("closeOutbound");
            real.closeOutbound();
        }

        @Override
        public boolean isOutboundDone() {
            step("isOutboundDone");
            return real.isOutboundDone();
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return real.getSupportedCipherSuites();
        }

        @Override
        public String[] getEnabledCipherSuites() {
            return real.getEnabledCipherSuites();
        }

        @Override
        public void setEnabledCipherSuites(String[] suites) {
            real.setEnabledCipherSuites(suites);
        }

        @Override
        public String[] getSupportedProtocols() {
            return real.getSupportedProtocols();
        }

        @Override
        public String[] getEnabledProtocols() {
            return real.getEnabledProtocols();
        }

        @Override
        public void setEnabledProtocols(String[] protocols) {
            real.setEnabledProtocols(protocols);
        }

        @Override
        public void setNeedClientAuth(boolean need) {
            real.setNeedClientAuth(need);
        }

        @Override
        public boolean getNeedClientAuth() {
            return real.getNeedClientAuth();
        }

        @Override
        public void setWantClientAuth(boolean want) {
            real.setWantClientAuth(want);
        }

        @Override
        public boolean getWantClientAuth() {
            return real.getWantClientAuth();
        }

        @Override
        public void setEnableSessionCreation(boolean enable) {
            real.setEnableSessionCreation(enable);
        }

        @Override
        public boolean getEnableSessionCreation() {
            return real.getEnableSessionCreation();
        }
    }
}
