package org.samdeblur.api;

import java.util.ServiceLoader;
import org.samdeblur.api.services.Providers;

/**
 * The service interface of the MAP unit, the grouping of masks and the default segmenter, implemented by {@code
 * samdeblur-map-unit}. Implementations are safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public interface MapUnitProvider {
    /**
     * Creates a MAP unit.
     *
     * @param encoder the weights
     * @return the unit
     */
    MapUnit mapUnit(MapEncoder encoder);

    /**
     * Groups masks.
     *
     * @param masks the masks as a segmenter found them
     * @param grouping how to group them
     * @return the groups
     */
    MaskSet group(MaskSet masks, Grouping grouping);

    /**
     * Returns the segmenter that is used by default. It needs no weights.
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
