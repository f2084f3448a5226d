package org.samdeblur.networks.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.ModelSource;
import org.samdeblur.networks.deblur.DeblurNetwork;
import org.samdeblur.networks.deblur.DeblurNetworks;

/** Networks from files as other people's training programs wrote them. */
class ForeignCheckpointsTest {
    private static final String AVERAGED = "cases/checkpoint-params-and-ema/params_zero_ema_good.pth";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "checkpoint-prefixes/net_prefix.pth",
                "checkpoint-prefixes/orig_mod.pth",
                "checkpoint-prefixes/params_dot.safetensors",
                "checkpoint-np-scalar/namespace.pth",
                "checkpoint-np-scalar/x_datetime.pth",
                "checkpoint-np-scalar/x_np_float64.pth",
                "checkpoint-deflated/deflated.pth"
            })
    void theNetworkIsRead(String name) {
        DeblurNetwork network = load("cases/" + name);

        assertTrue(
                network.info().architecture().endsWith("NAFNet"), network.info().architecture());
        assertTrue(sum(network) > 0);
    }

    @Test
    void averagedWeightsAreTakenUnlessOthersAreAskedFor() {
        assertTrue(sum(load(AVERAGED)) > 0);
        assertTrue(sum(load(AVERAGED, "params_ema")) > 0);
        assertEquals(0, sum(load(AVERAGED, "params")));
    }

    @Test
    void aKeyThatIsNotThereIsNamedBesideThoseThatAre() {
        InvalidModelException e = assertThrows(InvalidModelException.class, () -> load(AVERAGED, "emma"));

        assertTrue(e.getMessage().contains("no weights under 'emma'"), e.getMessage());
        assertTrue(e.getMessage().contains("'params_ema' and 'params'"), e.getMessage());
    }

    private static DeblurNetwork load(String name) {
        return DeblurNetworks.load(ModelSource.of(TestWeights.shared(name)), DeblurModelOptions.DEFAULT);
    }

    private static DeblurNetwork load(String name, String key) {
        ModelSource file = ModelSource.of(TestWeights.shared(name));
        return DeblurNetworks.load(file, DeblurModelOptions.DEFAULT.withWeights(key));
    }

    private static double sum(DeblurNetwork network) {
        double sum = 0;
        for (float value : TestWeights.floats(network.weights().get("ending.weight"))) {
            sum += Math.abs(value);
        }
        return sum;
    }
}
