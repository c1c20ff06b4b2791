/**
 * Checks over the files of the whole repository. They know no class of the project. Read {@code DocumentsTest} first.
 */
@NullMarked
package io.github.socketaction.project;

import org.jspecify.annotations.NullMarked;
