package org.samdeblur.networks.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.graph.Constant;

class NamePrefixesTest {
    private static final Constant VECTOR = Constant.of(Tensor.of(new float[] {1}, 1));
    private static final Constant SCALAR = Constant.of(Tensor.of(new float[] {1}));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "_orig_mod.",
                "net.",
                "params.",
                "module.",
                "state_dict.",
                "generator.",
                "model.net.module.",
                "anything."
            })
    void aPrefixOfAllNamesIsDropped(String prefix) {
        Checkpoint checkpoint = checkpoint(prefix + "intro.weight", prefix + "ending.bias");

        Checkpoint known = known(checkpoint).orElseThrow();

        assertEquals(List.of("intro.weight", "ending.bias"), List.copyOf(known.names()));
        assertEquals(VECTOR, known.weight("intro.weight"));
        assertEquals(List.of(1), known.shape("ending.bias"));
    }

    @Test
    void whatCountsAveragesBesideAModuleIsLeftOut() {
        Map<String, Constant> weights = new LinkedHashMap<>();
        weights.put("n_averaged", SCALAR);
        weights.put("module.intro.weight", VECTOR);
        weights.put("module.norm.num_batches_tracked", SCALAR);

        Checkpoint known = known(Checkpoint.of(Path.of("swa"), weights)).orElseThrow();

        assertEquals(Set.of("intro.weight", "norm.num_batches_tracked"), known.names());
    }

    @Test
    void theOneNetworkOfSeveralThatIsKnownIsTaken() {
        Checkpoint checkpoint = checkpoint("loss.vgg.0.weight", "net.module.intro.weight", "net.module.ending.bias");

        assertEquals(
                Set.of("intro.weight", "ending.bias"),
                known(checkpoint).orElseThrow().names());
    }

    @Test
    void theAverageOfANetworkGoesBeforeIt() {
        Map<String, Constant> weights = new LinkedHashMap<>();
        weights.put("online_model.intro.weight", SCALAR);
        weights.put("ema_model.intro.weight", VECTOR);

        Checkpoint known = known(Checkpoint.of(Path.of("ema"), weights)).orElseThrow();

        assertEquals(VECTOR, known.weight("intro.weight"));
    }

    @Test
    void severalKnownNetworksAreAmbiguous() {
        Checkpoint checkpoint = checkpoint("coarse.intro.weight", "fine.intro.weight");

        InvalidModelException e = assertThrows(InvalidModelException.class, () -> known(checkpoint));

        assertTrue(e.getMessage().contains("several networks, under 'coarse.' and 'fine.'"), e.getMessage());
    }

    @Test
    void namesThatAreKnownInNoFormAreNotKnown() {
        assertEquals(Optional.empty(), known(checkpoint("a.b.c", "a.b.d")));
        assertEquals(Optional.empty(), known(checkpoint("weight")));
        assertEquals(Optional.empty(), known(Checkpoint.of(Path.of("empty"), Map.of())));
    }

    @Test
    void aHundredThousandNamesOfManyPartsTakeNoTime() {
        String[] names = new String[100_000];
        for (int i = 0; i < names.length; i++) {
            names[i] = i + ".".repeat(100) + "intro";
        }

        assertEquals(Optional.empty(), known(checkpoint(names)));
    }

    @Test
    void metadataStaysWithAnyForm() {
        Checkpoint known = known(checkpoint("net.intro.weight")).orElseThrow();

        assertEquals(Map.of(), known.metadata());
        assertEquals(Path.of("test"), known.file());
        assertThrows(InvalidModelException.class, () -> known.weight("net.intro.weight"));
    }

    private static Optional<Checkpoint> known(Checkpoint checkpoint) {
        return checkpoint.knownAs(form -> form.names().contains("intro.weight"));
    }

    private static Checkpoint checkpoint(String... names) {
        Map<String, Constant> weights = new LinkedHashMap<>();
        for (String name : names) {
            weights.put(name, VECTOR);
        }
        return Checkpoint.of(Path.of("test"), weights);
    }
}
