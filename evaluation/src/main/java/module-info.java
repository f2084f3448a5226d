/** PSNR and SSIM. */
module org.samdeblur.evaluation {
    requires transitive org.samdeblur.api;
}
