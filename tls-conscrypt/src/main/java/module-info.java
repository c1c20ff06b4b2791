/** TLS by Conscrypt. */
@SuppressWarnings("requires-automatic") // Conscrypt's jar is an automatic module with a fixed name
module io.github.socketaction.tls.conscrypt {
    requires static org.jspecify;
    requires transitive io.github.socketaction.core;
    requires org.conscrypt;

    exports io.github.socketaction.tls.conscrypt;
}
