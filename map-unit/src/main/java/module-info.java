/** The MAP unit, mask files, grouping of masks, and segmentation without a neural network. */
module org.samdeblur.map {
    requires transitive org.samdeblur.api;
    requires com.fasterxml.jackson.core;
    requires static transitive org.jspecify;

    exports org.samdeblur.map;
    exports org.samdeblur.map.files;
    exports org.samdeblur.map.segment;

    provides org.samdeblur.api.MapUnitProvider with
            org.samdeblur.map.provider.MaskToolkit;
}
