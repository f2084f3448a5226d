package org.samdeblur.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.samdeblur.api.Backend;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.api.BackendProvider;
import org.samdeblur.api.Backends;
import org.samdeblur.api.Box;
import org.samdeblur.api.DeblurModel;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.Image;
import org.samdeblur.api.ModelInfo;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.Tensor;

/** All runtimes in one process, with one model, on one image; OpenVINO where it is installed. */
@Tag("once")
class BackendsAgreeTest {
    private static final float TOLERANCE = 1e-4f;

    /** Takes a runtime that is no artifact. */
    private static final String INSTALLED_BY_THE_USER = "openvino";

    private final List<BackendProvider> providers = new ArrayList<>();

    @BeforeEach
    void findBackends() {
        providers.addAll(Backends.installed().providers());
    }

    @Test
    void allAreThere() {
        assertEquals(
                List.of("djl", "onnx", "openvino", "tensorflow"),
                providers.stream().map(BackendProvider::name).sorted().toList());
        providers.forEach(provider -> assertTrue(
                isAvailable(provider) || isNotInstalled(provider), () -> provider.name() + ": " + provider.status()));
    }

    private static boolean isAvailable(BackendProvider provider) {
        return provider.status().isAvailable();
    }

    private static boolean isNotInstalled(BackendProvider provider) {
        return provider.name().equals(INSTALLED_BY_THE_USER)
                && provider.status().problem().orElseThrow().contains("was not found; install OpenVINO");
    }

    @Test
    void theEmbeddedModelGivesTheSameOnAnImage() {
        assertAgreement(Path.of(System.getProperty("samdeblur.golden"), "nafnet", "input.png"));
    }

    @Test
    void theEmbeddedModelGivesTheSameOnAPhotograph() {
        Path photograph = Path.of(System.getProperty("samdeblur.shared"), "data", "blurred", "nafnet-demo.jpg");
        assumeTrue(Files.isReadable(photograph), "there is no " + photograph);
        assertAgreement(photograph);
    }

    private void assertAgreement(Path photograph) {
        Image image = Image.read(photograph);
        Map<String, Tensor> outputs = new TreeMap<>();
        for (BackendProvider provider :
                providers.stream().filter(BackendsAgreeTest::isAvailable).toList()) {
            try (Backend backend = provider.open(BackendOptions.DEFAULT);
                    DeblurModel model =
                            backend.loadDeblurModel(ModelSource.embeddedFast(), DeblurModelOptions.DEFAULT)) {
                outputs.put(provider.name(), model.run(input(image, model.info())));
            }
        }
        float[] onnx = outputs.get("onnx").toArray();
        outputs.forEach((name, output) -> {
            float[] other = output.toArray();
            for (int i = 0; i < onnx.length; i++) {
                assertEquals(onnx[i], other[i], TOLERANCE, name + ", element " + i);
            }
        });
    }

    /** The largest part of an image whose size the network takes, with its own colours once more as guidance. */
    private static Tensor input(Image image, ModelInfo info) {
        int height = image.height() / info.sizeMultiple() * info.sizeMultiple();
        int width = image.width() / info.sizeMultiple() * info.sizeMultiple();
        Tensor part = image.toTensor(new Box(0, 0, width, height));
        return Tensor.create(
                values -> {
                    for (int channel = 0; channel < info.inputChannels(); channel++) {
                        values.put(part.slice(channel % 3, channel % 3 + 1).data());
                    }
                },
                info.inputChannels(),
                height,
                width);
    }
}
