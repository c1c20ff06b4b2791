package io.github.socketaction.testkit.planted;

import io.github.socketaction.testkit.EngineConformance;

/** The engine against the rules of the kit; {@link PlantedDefectsTest} runs it over broken engines too. */
class EngineConformanceTest extends EngineConformance {}
