package io.github.socketaction.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class LoadResultTest {

    @Test
    void a_result_survives_the_way_through_a_line() {
        LoadResult whole = new LoadResult(9, 1, 0.5, 1.25, 2.5, 3.5, 4.5, 5.5, "a_note");
        assertThat(LoadResult.parse(whole.line())).isEqualTo(whole);
        LoadResult unknown = new LoadResult(9, 1, null, null, null, null, null, null, null);
        assertThat(LoadResult.parse(unknown.line())).isEqualTo(unknown);
    }

    @Test
    void another_answer_is_refused_and_shown() {
        assertThatThrownBy(() -> LoadResult.parse("hello"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("hello");
    }

    @Test
    void settings_survive_the_way_through_arguments() {
        LoadSettings settings = new LoadSettings(
                "sact-nio", LoadKind.CHURN, 64, 10, 5, List.of("http://a/", "http://b/?x=y"), List.of("http://c/"));
        assertThat(LoadSettings.parse("sact-nio", settings.arguments())).isEqualTo(settings);
    }
}
