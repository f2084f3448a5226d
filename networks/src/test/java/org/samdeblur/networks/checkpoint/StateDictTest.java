package org.samdeblur.networks.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDictTest {
    private static final PickledTensor TENSOR = new PickledTensor(
            new PickledStorage(StoredType.FLOAT32, "0", 1, 0), StoredType.FLOAT32, 0, List.of(1L), List.of(1L));

    @Test
    void aPlainDictionaryOfTensorsIsTheStateDict() {
        assertEquals(Set.of("a", "b"), find(Map.of("a", TENSOR, "b", TENSOR, "version", 2)));
    }

    @Test
    void theWeightsAsTrainedGoBeforeTheirAverage() {
        assertEquals(
                Set.of("trained"),
                find(Map.of("params_ema", Map.of("average", TENSOR), "params", Map.of("trained", TENSOR))));
    }

    @Test
    void theAverageIsTakenWhereNothingElseIs() {
        assertEquals(Set.of("average"), find(Map.of("params_ema", Map.of("average", TENSOR), "iter", 7)));
    }

    @Test
    void anOptimizersTensorsAreNotTheNetworks() {
        Map<?, ?> optimizer = Map.of("state", Map.of(0, Map.of("exp_avg", TENSOR)), "param_groups", List.of());

        assertEquals(Set.of("weight"), find(Map.of("optimizer", optimizer, "state_dict", Map.of("weight", TENSOR))));
    }

    @Test
    void usualKeysMayBeNested() {
        assertEquals(Set.of("weight"), find(Map.of("model", Map.of("state_dict", Map.of("weight", TENSOR)))));
    }

    @Test
    void anUnusualKeyIsFoundIfItIsTheOnlyOne() {
        assertEquals(Set.of("weight"), find(Map.of("image_encoder", Map.of("weight", TENSOR), "epoch", 1)));
    }

    @Test
    void severalNetworksWithoutAUsualKeyAreAmbiguous() {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("discriminator", Map.of("weight", TENSOR));
        root.put("restorer", Map.of("weight", TENSOR));

        RefusedPickleException e = assertThrows(RefusedPickleException.class, () -> StateDict.find(root));

        assertTrue(e.getMessage().contains("'discriminator' and 'restorer'"), e.getMessage());
    }

    @Test
    void aDictionaryThatHoldsItselfHoldsNoWeights() {
        Map<String, Object> loop = new HashMap<>();
        loop.put("params", loop);
        loop.put("model", loop);

        assertThrows(RefusedPickleException.class, () -> StateDict.find(loop));
    }

    @Test
    void whatIsNoDictionaryHoldsNoWeights() {
        assertThrows(RefusedPickleException.class, () -> StateDict.find(List.of(TENSOR)));
        assertThrows(RefusedPickleException.class, () -> StateDict.find(TENSOR));
        assertThrows(RefusedPickleException.class, () -> StateDict.find(null));
    }

    @Test
    void thePrefixOfParallelTrainingIsDroppedOnlyWhereAllNamesHaveIt() {
        assertEquals(
                Set.of("a", "b.module.c"),
                StateDict.withoutParallelPrefix(Map.of("module.a", 1, "module.b.module.c", 2))
                        .keySet());
        assertEquals(
                Set.of("module.a", "b"),
                StateDict.withoutParallelPrefix(Map.of("module.a", 1, "b", 2)).keySet());
    }

    @Test
    void aTrainingRunsCheckpointYieldsItsNetwork(@TempDir Path folder) {
        Checkpoint checkpoint = Checkpoint.open(TestWeights.resource("training-run.pth", folder));

        assertEquals(
                List.of(
                        "0.weight",
                        "0.bias",
                        "1.weight",
                        "1.bias",
                        "1.running_mean",
                        "1.running_var",
                        "1.num_batches_tracked"),
                List.copyOf(checkpoint.names()));
        TestWeights.readAll(checkpoint);
    }

    private static Set<String> find(Object root) {
        return StateDict.find(root).keySet();
    }
}
