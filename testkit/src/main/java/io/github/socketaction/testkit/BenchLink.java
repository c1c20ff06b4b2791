package io.github.socketaction.testkit;

import io.github.socketaction.socket.Transport;

/** A connected transport with the handle to watch it by and its peer. */
record BenchLink(Transport transport, BenchSocket socket, PeerConnection peer) {}
