package org.samdeblur.cli.deblur;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.samdeblur.api.DeblurResult;
import org.samdeblur.api.Image;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.Progress;
import org.samdeblur.api.SamDeblur;
import org.samdeblur.api.Stage;
import org.samdeblur.api.Tensor;
import org.samdeblur.map.files.MaskFiles;

/** What a network is to work on, read and checked. */
sealed interface Input {
    /**
     * Deblurs.
     *
     * @param deblur what does it
     * @param progress receives progress
     * @return the outcome
     */
    Restoration restore(SamDeblur deblur, Progress progress);

    /**
     * Reads a photograph.
     *
     * @param file its file
     * @param masks the file of the masks to use, if they were found elsewhere
     * @return the photograph, of the masks' size
     */
    static Photograph photograph(Path file, Optional<Path> masks) {
        Image image = Image.read(file);
        return new Photograph(image, masks.map(maskFile -> MaskFiles.read(maskFile, file, image.size())));
    }

    /**
     * A photograph.
     *
     * @param image the photograph
     * @param masks masks found elsewhere
     */
    record Photograph(Image image, Optional<MaskSet> masks) implements Input {
        @Override
        public Restoration restore(SamDeblur deblur, Progress progress) {
            DeblurResult result =
                    masks.isPresent() ? deblur.deblur(image, masks.get(), progress) : deblur.deblur(image, progress);
            return new Restoration(
                    result.image(),
                    result.networkOutput(),
                    result.masks().size(),
                    new Restoration.Collapse(result.collapsedRegions().size(), result.collapsedShare()),
                    result.deviceNote(),
                    result.times());
        }
    }

    /**
     * What goes into the network as it is, masks' channels and all.
     *
     * @param tensor {@code [C + S, H, W]}
     */
    record NetworkInput(Tensor tensor) implements Input {
        @Override
        public Restoration restore(SamDeblur deblur, Progress progress) {
            long start = System.nanoTime();
            Tensor output = deblur.restore(tensor, progress);
            Duration time = Duration.ofNanos(System.nanoTime() - start);
            return new Restoration(
                    Image.of(output),
                    output,
                    0,
                    Restoration.Collapse.NONE,
                    Optional.empty(),
                    Map.of(Stage.NETWORK, time));
        }
    }
}
