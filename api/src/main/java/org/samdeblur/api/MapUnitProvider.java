package org.samdeblur.api;

import java.util.ServiceLoader;
import org.samdeblur.api.services.Providers;

/**
 * Makes known what is done with masks without a neural network; implemented by {@code samdeblur-map-unit} and found as a
 * service. Implementations may be used by multiple threads at once.
 *
 * @since 0.1.0
 */
public interface MapUnitProvider {
    /**
     * Makes a MAP unit.
     *
     * @param encoder the weights
     * @return the unit
     */
    MapUnit mapUnit(MapEncoder encoder);

    /**
     * Groups masks.
     *
     * @param masks the masks as a segmenter found them
     * @param grouping how
     * @return the groups
     */
    MaskSet group(MaskSet masks, Grouping grouping);

    /**
     * Returns the segmenter used when the user names none: it needs no weights.
     *
     * @return the segmenter
     */
    Segmenter defaultSegmenter();

    /**
     * Returns the provider that is installed.
     *
     * @return the first one found
     * @throws SamDeblurException if there is none
     */
    static MapUnitProvider installed() {
        return Providers.<MapUnitProvider>installed(loader -> ServiceLoader.load(MapUnitProvider.class, loader))
                .loaded()
                .stream()
                .findFirst()
                .orElseThrow(() -> new SamDeblurException(
                        "no MAP unit found; add the dependency org.samdeblur:samdeblur-map-unit"));
    }
}
