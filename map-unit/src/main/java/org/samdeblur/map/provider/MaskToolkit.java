package org.samdeblur.map.provider;

import org.samdeblur.api.Grouping;
import org.samdeblur.api.MapEncoder;
import org.samdeblur.api.MapUnit;
import org.samdeblur.api.MapUnitProvider;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.Segmenter;
import org.samdeblur.map.Groupings;
import org.samdeblur.map.MaskAveragePooling;
import org.samdeblur.map.segment.GraphSegmenter;

/** Provides this module's MAP unit, groupings and segmenter to the API. */
public final class MaskToolkit implements MapUnitProvider {
    /** Called by {@link java.util.ServiceLoader}. */
    public MaskToolkit() {}

    @Override
    public MapUnit mapUnit(MapEncoder encoder) {
        return new MaskAveragePooling(encoder);
    }

    @Override
    public MaskSet group(MaskSet masks, Grouping grouping) {
        return Groupings.group(masks, grouping);
    }

    @Override
    public Segmenter defaultSegmenter() {
        return new GraphSegmenter();
    }
}
