package org.samdeblur.cli.masks;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.samdeblur.cli.console.NumberText;
import org.samdeblur.cli.run.Result;

/**
 * What there is to tell of an image whose grouped masks are stored.
 *
 * @param masks how many masks were found
 * @param groups how many groups they make
 * @param time how long it took
 */
record GroupedMasks(int masks, int groups, Duration time) implements Result {
    @Override
    public String summary() {
        return String.format(
                Locale.ROOT,
                "%s in %s, %.1f s",
                NumberText.count(masks, "mask"),
                NumberText.count(groups, "group"),
                time.toMillis() / 1000.0);
    }

    @Override
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("masks", masks);
        facts.put("groups", groups);
        facts.put("milliseconds", NumberText.milliseconds(time));
        return facts;
    }
}
