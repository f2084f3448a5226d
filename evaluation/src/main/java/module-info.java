/** How close a restored image comes to the truth: PSNR and SSIM, as the paper's evaluation computes them and as usual. */
module org.samdeblur.evaluation {
    requires transitive org.samdeblur.api;

    exports org.samdeblur.evaluation;
}
