package org.samdeblur.api.metadata;

/**
 * The image that metadata describes after its pixels were turned upright.
 *
 * @param width columns
 * @param height rows
 * @param isTurned whether rows and columns were swapped
 */
public record Upright(int width, int height, boolean isTurned) {}
