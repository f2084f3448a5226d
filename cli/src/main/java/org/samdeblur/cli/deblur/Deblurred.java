package org.samdeblur.cli.deblur;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.samdeblur.api.Stage;
import org.samdeblur.cli.console.NumberText;
import org.samdeblur.cli.run.Result;

/**
 * What there is to tell of an image deblurred.
 *
 * @param restoration what was made of it
 * @param runner what made it
 */
record Deblurred(Restoration restoration, Runner runner) implements Result {
    /** The share of collapsed pixels from which the summary mentions them: smaller regions are often false alarms (docs/results.md). */
    private static final double NOTABLE_SHARE = 0.05;

    /**
     * What networks ran on.
     *
     * @param model the network's name
     * @param architecture its kind
     * @param backend the backend
     * @param device the device
     * @param precision what it computed in
     */
    record Runner(String model, String architecture, String backend, String device, String precision) {}

    @Override
    public String summary() {
        return String.format(
                Locale.ROOT,
                "%s with %s on %s%s%s, %.1f s",
                runner.model(),
                runner.backend(),
                runner.device(),
                masks(),
                collapse(),
                restoration.total().toMillis() / 1000.0);
    }

    private String masks() {
        return restoration.masks() == 0 ? "" : ", " + NumberText.count(restoration.masks(), "mask");
    }

    private String collapse() {
        return restoration.collapse().share() < NOTABLE_SHARE
                ? ""
                : String.format(
                        Locale.ROOT,
                        ", perhaps collapsed in %.1f %% of the image",
                        100 * restoration.collapse().share());
    }

    @Override
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("model", runner.model());
        facts.put("architecture", runner.architecture());
        facts.put("backend", runner.backend());
        facts.put("device", runner.device());
        facts.put("precision", runner.precision());
        restoration.deviceNote().ifPresent(note -> facts.put("deviceNote", note));
        facts.put("masks", restoration.masks());
        facts.put("collapsedRegions", restoration.collapse().regions());
        facts.put("collapsedShare", restoration.collapse().share());
        facts.put("milliseconds", milliseconds());
        return facts;
    }

    private Map<String, Object> milliseconds() {
        Map<String, Object> times = new LinkedHashMap<>();
        for (Stage stage : Stage.values()) {
            Duration time = restoration.times().get(stage);
            if (time != null) {
                times.put(stage.name().toLowerCase(Locale.ROOT), NumberText.milliseconds(time));
            }
        }
        times.put("total", NumberText.milliseconds(restoration.total()));
        return times;
    }
}
