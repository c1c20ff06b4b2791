package io.github.socketaction.nio;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.security.KeyManagementException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** The JDK's TLS, as a provider which counts what its engines are asked to do and remembers the buffers of the last call. */
final class TappedTls extends Provider {

    private static final long serialVersionUID = 1;

    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    transient long wraps;
    transient long unwraps;

    /** Bytes that the engines allocated for encrypting and decrypting. */
    transient long allocated;

    transient @Nullable ByteBuffer encryptedInto;
    transient @Nullable ByteBuffer decryptedFrom;
    transient @Nullable ByteBuffer decryptedInto;

    TappedTls() {
        super("TappedTls", "1", "the JDK's TLS, counted");
        putService(new Service(this, "SSLContext", "TLS", TappedTls.class.getName(), null, null) {
            @Override
            public Object newInstance(@Nullable Object parameter) throws NoSuchAlgorithmException {
                return new Context();
            }
        });
    }

    /** Makes engines that are tapped. */
    private final class Context extends SSLContextSpi {

        private final SSLContext real = SSLContext.getInstance("TLS");

        Context() throws NoSuchAlgorithmException {}

        @Override
        protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random)
                throws KeyManagementException {
            real.init(keys, trust, random);
        }

        @Override
        protected SSLEngine engineCreateSSLEngine() {
            return new Engine(real.createSSLEngine());
        }

        @Override
        protected SSLEngine engineCreateSSLEngine(String host, int port) {
            return new Engine(real.createSSLEngine(host, port));
        }

        @Override
        protected SSLSocketFactory engineGetSocketFactory() {
            return real.getSocketFactory();
        }

        @Override
        protected SSLServerSocketFactory engineGetServerSocketFactory() {
            return real.getServerSocketFactory();
        }

        @Override
        protected SSLSessionContext engineGetServerSessionContext() {
            return real.getServerSessionContext();
        }

        @Override
        protected SSLSessionContext engineGetClientSessionContext() {
            return real.getClientSessionContext();
        }

        @Override
        protected SSLParameters engineGetDefaultSSLParameters() {
            return real.getDefaultSSLParameters();
        }

        @Override
        protected SSLParameters engineGetSupportedSSLParameters() {
            return real.getSupportedSSLParameters();
        }
    }

    /** A real engine with the tap in front. */
    private final class Engine extends DelegatingEngine {

        Engine(SSLEngine real) {
            super(real);
        }

        @Override
        public SSLEngineResult wrap(ByteBuffer source, ByteBuffer target) throws SSLException {
            wraps++;
            encryptedInto = target;
            long before = allocatedByThisThread();
            SSLEngineResult result = super.wrap(source, target);
            allocated += allocatedByThisThread() - before;
            return result;
        }

        @Override
        public SSLEngineResult unwrap(ByteBuffer source, ByteBuffer target) throws SSLException {
            unwraps++;
            decryptedFrom = source;
            decryptedInto = target;
            long before = allocatedByThisThread();
            SSLEngineResult result = super.unwrap(source, target);
            allocated += allocatedByThisThread() - before;
            return result;
        }
    }

    private static long allocatedByThisThread() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }
}
