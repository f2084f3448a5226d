package org.samdeblur.networks.contract;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.samdeblur.api.Backend;
import org.samdeblur.api.DeblurModel;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.DeblurModelOptions.GraphForm;
import org.samdeblur.api.Image;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.Progress;
import org.samdeblur.api.SamDeblur;
import org.samdeblur.api.Tensor;
import org.samdeblur.api.Tiling;
import org.samdeblur.map.files.NpyFiles;

/** Every published network gives on every backend what its authors' code gives, plain and rewritten. */
@Tag("once")
public abstract class PublishedNetworksContract {
    private Backend backend;

    /** For subclasses. */
    protected PublishedNetworksContract() {}

    /**
     * Opens the backend on the processor.
     *
     * @return the backend, closed by this class
     */
    protected abstract Backend open();

    @BeforeEach
    void openBackend() {
        backend = open();
    }

    @AfterEach
    void closeBackend() {
        backend.close();
    }

    static Stream<Arguments> cases() {
        return Stream.of(PublishedNetwork.values())
                .flatMap(network -> Stream.of("a", "b")
                        .flatMap(image ->
                                Stream.of(GraphForm.values()).map(form -> Arguments.of(network, image, form))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesWhatTheAuthorsCodeGives(PublishedNetwork network, String image, GraphForm form) {
        ModelSource source = ModelSource.of(network.weights());
        Tensor input = Image.read(network.input(image)).toTensor();
        DeblurModelOptions options = DeblurModelOptions.DEFAULT.withGraphForm(form);
        try (DeblurModel model = backend.loadDeblurModel(source, options);
                SamDeblur deblur = SamDeblur.builder()
                        .deblurModel(model)
                        .tiling(Tiling.off())
                        .build()) {
            Tensor output = deblur.restore(input, Progress.NONE);

            Golden.assertClose(NpyFiles.read(network.output(image)), output, network.tolerance());
        }
    }

    @ParameterizedTest
    @EnumSource(GraphForm.class)
    void givesWhatTheAuthorsCodeGivesOfMaxim(GraphForm form) {
        assertGives(MaximGolden.ONE_STAGE, form);
    }

    /** Later stages take long to prepare, so they are computed in one form; {@code MaximTest} has the others. */
    @Test
    void givesWhatTheAuthorsCodeGivesOfLaterStagesOfMaxim() {
        assertGives(laterStages(), GraphForm.REWRITTEN);
    }

    /**
     * Returns the MAXIM of several stages that the backend computes.
     *
     * @return the network, the image and the stage
     */
    protected MaximGolden laterStages() {
        return MaximGolden.THREE_STAGES;
    }

    private void assertGives(MaximGolden golden, GraphForm form) {
        ModelSource source = ModelSource.of(golden.weights());
        Tensor input = Image.read(golden.input()).toTensor();
        try (DeblurModel model = backend.loadDeblurModel(source, golden.options(form));
                SamDeblur deblur = SamDeblur.builder()
                        .deblurModel(model)
                        .tiling(Tiling.off())
                        .build()) {
            Tensor output = deblur.restore(input, Progress.NONE);

            Golden.assertClose(NpyFiles.read(golden.output()), output, golden.tolerance());
        }
    }
}
