/**
 * How close a restored image comes to the truth: PSNR and SSIM, as the paper's evaluation computes them and as usual; and how
 * well masks cover the regions people see.
 */
module org.samdeblur.evaluation {
    requires transitive org.samdeblur.api;

    exports org.samdeblur.evaluation;
}
