package org.samdeblur.backend.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samdeblur.api.Backend;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.api.DeblurModel;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.DeblurModelOptions.GraphForm;
import org.samdeblur.api.DeblurModelOptions.Pooling;
import org.samdeblur.api.Device;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.contract.Golden;

/** Networks as {@code torch.jit.save} writes them. */
class TorchScriptTest {
    private final Backend backend = new DjlBackendProvider()
            .open(BackendOptions.DEFAULT.withDevice(Device.cpu()).withThreads(2));

    @AfterEach
    void close() {
        backend.close();
    }

    private DeblurModel load(Path file) {
        return backend.loadDeblurModel(ModelSource.of(file), DeblurModelOptions.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource({
        "restorer3.pt, restorer3, 3",
        "restorer3.pt, restorer3_odd, 3",
        "restorer5.pt, restorer5, 5",
        "restorer5.pt, restorer5_odd, 5"
    })
    void computesWhatItDidWhereItCameFrom(String file, String data, int channels) {
        try (DeblurModel model = load(Golden.file("foreign/" + file))) {
            assertEquals(channels, model.info().inputChannels());
            assertEquals(1, model.info().sizeMultiple());
            Tensor output = model.run(Golden.unbatched("foreign/" + data + "_input.npy"));
            Golden.assertClose(Golden.unbatched("foreign/" + data + "_output.npy"), output, 1e-4f);
        }
    }

    @Test
    void checkpointsAreNotTakenForPrograms(@TempDir Path folder) throws IOException {
        Path file = Files.copy(Golden.file("nafnet/nafnet.pth"), folder.resolve("nafnet.pt"));
        try (DeblurModel model = load(file)) {
            assertEquals("NAFNet", model.info().architecture());
        }
    }

    @Test
    void aDamagedArchiveIsRefusedByItsName(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("damaged.pt");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("damaged/constants.pkl"));
        }
        assertRefused(assertThrows(InvalidModelException.class, () -> load(file)), "damaged.pt");
    }

    @Test
    void aFileThatIsNoArchiveIsRefusedByItsName(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("letter.pt"), "Dear model, please sharpen.");
        assertRefused(assertThrows(InvalidModelException.class, () -> load(file)), "letter.pt");
    }

    @Test
    void localPoolsAreRefused() {
        DeblurModelOptions local =
                DeblurModelOptions.DEFAULT.withPooling(Pooling.LOCAL).withGraphForm(GraphForm.PLAIN);
        ModelSource source = ModelSource.of(Golden.file("foreign/restorer3.pt"));
        assertRefused(assertThrows(InvalidModelException.class, () -> backend.loadDeblurModel(source, local)), "TLC");
    }

    private static void assertRefused(InvalidModelException e, String part) {
        assertTrue(e.getMessage().contains(part) && !e.getMessage().contains("\n"), e.getMessage());
    }

    @Test
    void aClosedNetworkRefusesToRun() {
        DeblurModel model = load(Golden.file("foreign/restorer3.pt"));
        model.close();
        model.close();
        Tensor image = Golden.unbatched("foreign/restorer3_input.npy");
        assertThrows(IllegalStateException.class, () -> model.run(image));
    }

    @Test
    void imagesOfOtherChannelsAreRefused() {
        try (DeblurModel model = load(Golden.file("foreign/restorer3.pt"))) {
            Tensor image = Golden.unbatched("foreign/restorer5_input.npy");
            assertThrows(IllegalArgumentException.class, () -> model.run(image));
        }
    }
}
