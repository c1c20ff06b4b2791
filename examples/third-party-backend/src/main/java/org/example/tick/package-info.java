/**
 * A backend as somebody else might write it: plain non-blocking channels without a selector, which are tried one after
 * the other once a tick. It knows the public interface of Socketaction and nothing else. Read {@code TickBackend} first.
 */
package org.example.tick;
