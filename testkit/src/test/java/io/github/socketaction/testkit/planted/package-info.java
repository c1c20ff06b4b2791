/**
 * Engines with one defect each, and the proof that the published kit catches every one of them. It knows nothing of the
 * engine but the texts that it replaces in its sources. Read {@link
 * io.github.socketaction.testkit.planted.PlantedDefects} first.
 */
@NullMarked
package io.github.socketaction.testkit.planted;

import org.jspecify.annotations.NullMarked;
