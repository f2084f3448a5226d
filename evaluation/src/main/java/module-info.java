/**
 * Evaluation of restored images: PSNR, SSIM and mode collapse, as the paper computes them and in the usual variants;
 * data sets of image pairs; synthetic blur; tables and pages of results; and how well masks cover the regions that
 * people see.
 */
module org.samdeblur.evaluation {
    requires com.fasterxml.jackson.core;
    requires transitive org.samdeblur.api;
    requires static transitive org.jspecify;

    exports org.samdeblur.evaluation;
    exports org.samdeblur.evaluation.blur;
    exports org.samdeblur.evaluation.data;
    exports org.samdeblur.evaluation.report;
    exports org.samdeblur.evaluation.results;
}
