package org.samdeblur.networks.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StateDictTest {
    private static final PickledTensor TENSOR = new PickledTensor(
            new PickledStorage(StoredType.FLOAT32, "0", 1, 0), StoredType.FLOAT32, 0, List.of(1L), List.of(1L));

    @Test
    void aPlainDictionaryOfTensorsIsTheStateDict() {
        assertEquals(Set.of("a", "b"), find(Map.of("a", TENSOR, "b", TENSOR, "version", 2)));
    }

    @ParameterizedTest
    @CsvSource({
        "params, params_ema",
        "state_dict, state_dict_ema",
        "model, model_ema",
        "model, ema_model",
        "model, ema",
        "state_dict, ema_state_dict",
        "net_g, net_g_ema",
        "netG, netGEma",
        "model_state_dict, model_state_dict_avg",
        "model, swa_model",
    })
    void theAverageGoesBeforeTheWeightsItIsMadeOf(String trained, String averaged) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put(trained, Map.of("trained", TENSOR));
        root.put(averaged, Map.of("average", TENSOR));

        assertEquals(Set.of("average"), find(root));
        assertEquals(Set.of("trained"), find(root, trained));
        assertEquals(Set.of("average"), find(root, averaged));
    }

    @Test
    void whatIsCountedBesideAnAverageIsNotTheAverage() {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("ema", Map.of("num_updates", TENSOR));
        root.put("state_dict", Map.of("a", TENSOR, "b", TENSOR));

        assertEquals(Set.of("a", "b"), find(root));
    }

    @Test
    void aKeyIsGivenByItsLastPartOrAsAWhole() {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("first", Map.of("state_dict", Map.of("a", TENSOR)));
        root.put("second", Map.of("inner", Map.of("b", TENSOR)));

        assertEquals(Set.of("b"), find(root, "inner"));
        assertEquals(Set.of("b"), find(root, "second.inner"));
        assertEquals(Set.of("a"), find(root, "first.state_dict"));
    }

    @Test
    void aGeneratorIsTakenAndItsCriticNot() {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("discriminator", Map.of("critic", TENSOR));
        root.put("generator", Map.of("weight", TENSOR));

        assertEquals(Set.of("weight"), find(root));
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

        RefusedPickleException e = assertThrows(RefusedPickleException.class, () -> find(root));

        assertTrue(e.getMessage().contains("'discriminator' and 'restorer'"), e.getMessage());
    }

    @Test
    void aDictionaryThatHoldsItselfHoldsNoWeights() {
        Map<String, Object> loop = new HashMap<>();
        loop.put("params", loop);
        loop.put("model", loop);

        assertThrows(RefusedPickleException.class, () -> find(loop));
    }

    @Test
    void whatIsNoDictionaryHoldsNoWeights() {
        assertThrows(RefusedPickleException.class, () -> find(List.of(TENSOR)));
        assertThrows(RefusedPickleException.class, () -> find(TENSOR));
        assertThrows(RefusedPickleException.class, () -> find(null));
    }

    @Test
    void dictionariesThatDoubleAtEachLevelAreGoneThroughOnce() {
        Map<String, Object> level = new LinkedHashMap<>();
        for (int i = 0; i < 5; i++) {
            Map<String, Object> next = new LinkedHashMap<>();
            for (int key = 0; key < 2_000; key++) {
                next.put("model" + "_".repeat(key % 90) + key, level);
            }
            level = next;
        }
        Map<String, Object> root = level;

        assertThrows(RefusedPickleException.class, () -> find(root));
    }

    @Test
    void aSubclassOfADictionaryHoldsWeightsToo() {
        SkippedValue subclass = new SkippedValue("my.StateDict");
        subclass.entries().put("weight", TENSOR);

        assertEquals(Set.of("weight"), find(subclass));
        assertEquals(Set.of("weight"), find(Map.of("state_dict", subclass, "epoch", 3)));
    }

    @Test
    void aWholeModuleIsRefusedWithAdvice() {
        SkippedValue module = new SkippedValue("my.models.Net");
        module.setState(Map.of("_parameters", Map.of("weight", TENSOR), "_modules", Map.of()));

        for (Object root : List.of(module, Map.of("model", module, "epoch", 1))) {
            RefusedPickleException e = assertThrows(RefusedPickleException.class, () -> find(root));
            assertTrue(e.getMessage().contains("a whole module, of the class 'my.models.Net'"), e.getMessage());
            assertTrue(e.getMessage().contains("torch.save(model.state_dict()"), e.getMessage());
        }
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
                List.copyOf(checkpoint
                        .knownAs(form -> form.names().contains("0.weight"))
                        .orElseThrow()
                        .names()));
        TestWeights.readAll(checkpoint);
    }

    private static Set<String> find(Object root) {
        return StateDict.choose(root, Optional.empty()).chosen().tensors().keySet();
    }

    private static Set<String> find(Object root, String key) {
        return StateDict.choose(root, Optional.of(key)).chosen().tensors().keySet();
    }
}
