package org.samdeblur.cli.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.samdeblur.evaluation.blur.BlurSettings;
import org.samdeblur.evaluation.blur.Exposure;
import org.samdeblur.evaluation.blur.Noise;
import org.samdeblur.evaluation.blur.Response;
import org.samdeblur.evaluation.blur.SceneMotion;
import org.samdeblur.evaluation.blur.Trajectories;
import picocli.CommandLine;

class BlurOptionsTest {
    private static BlurOptions options(String... given) {
        return CommandLine.populateCommand(new BlurOptions(), given);
    }

    @Test
    void unlessSomethingElseIsSaidBlurIsThatOfEveryDegree() {
        assertEquals(BlurSettings.everyDegreeUpTo(22), options().settings());
    }

    @Test
    void everyOptionIsASetting() {
        BlurOptions options = options(
                "--shortest-blur=1",
                "--longest-blur=30",
                "--turns=0.2",
                "--jolts=0.3",
                "--unblurred=0.4",
                "--moving=0.6",
                "--depth=0.7",
                "--linear-light=0.8",
                "--stops=9",
                "--noise=0.01",
                "--noise-spread=0.5",
                "--sensor-noise=0.2",
                "--saturation=0.1",
                "--smallest-scale=0.45",
                "--largest-scale=1.9");

        assertEquals(
                new BlurSettings(
                        new Trajectories(1, 30, 0.2, 0.3),
                        new SceneMotion(0.4, 0.6, 0.7),
                        new Exposure(0.8, new Response.Logarithmic(9), 0.1, new Noise(0.01, 0.5, 0.2))),
                options.settings());
        assertEquals(0.45, options.smallestScale());
        assertEquals(1.9, options.largestScale());
    }

    @Test
    void lightMayBeAPower() {
        assertEquals(
                new Response.Power(3),
                options("--gamma=3").settings().exposure().response());
    }
}
