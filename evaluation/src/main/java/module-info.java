/**
 * How close restored images come to the truth: PSNR, SSIM and mode collapse, as the paper's evaluation computes them and as
 * usual; data sets of pairs; blur made on purpose; tables and pages of results; and how well masks cover the regions people see.
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
