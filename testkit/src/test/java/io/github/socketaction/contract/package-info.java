/**
 * The engine's contract as tests: the whole engine on a network in memory, in virtual time, with the invariants checked
 * after every call. Each class is one section of the contract. Read {@code SocketCallbackTest} first.
 */
@NullMarked
package io.github.socketaction.contract;

import org.jspecify.annotations.NullMarked;
