package org.samdeblur.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.samdeblur.api.AutomaticMaskSettings;
import org.samdeblur.api.DeblurModelOptions;

/** Settings in messages of the library, as the command line calls them. */
class OptionNamesTest {
    private static Set<String> settings(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.getParameterCount() == 1
                        && Modifier.isPublic(method.getModifiers())
                        && method.getReturnType() == type)
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everySettingOfAutomaticMasksWithABoundHasItsOption() {
        Set<String> settings = settings(AutomaticMaskSettings.Builder.class);
        settings.removeAll(Set.of("pointGrids", "coveredPoints", "useM2m", "multimaskOutput"));

        assertTrue(OptionNames.BY_JAVA_NAME.keySet().containsAll(settings), settings.toString());
    }

    @Test
    void everyOptionOfAModelHasItsOption() {
        Set<String> settings = settings(DeblurModelOptions.class).stream()
                .filter(name -> !name.equals("withGraphForm"))
                .map(name -> "DeblurModelOptions." + name)
                .collect(Collectors.toSet());

        assertTrue(OptionNames.BY_JAVA_NAME.keySet().containsAll(settings), settings.toString());
    }

    @Test
    void namesAreReplacedInMessagesAndNotInPaths() {
        assertEquals(
                "--points-per-side must be in [1, 1000], not 0",
                OptionNames.in("pointsPerSide must be in [1, 1000], not 0"));
        assertEquals("choose one with --weights.", OptionNames.in("choose one with DeblurModelOptions.withWeights."));
        assertEquals("choose another with --name", OptionNames.in("choose another with Models.add(model, name)"));
        for (String path :
                new String[] {"/tmp/pointsPerSide/a.png", "pointsPerSide.png", "my-cropNLayers does not exist"}) {
            assertEquals(path, OptionNames.in(path));
        }
    }
}
