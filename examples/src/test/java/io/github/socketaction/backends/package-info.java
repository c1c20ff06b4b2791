/** What all backends have to do alike, seen from outside of each. Read {@code SameReadinessTest} first. */
@NullMarked
package io.github.socketaction.backends;

import org.jspecify.annotations.NullMarked;
