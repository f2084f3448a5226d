package org.samdeblur.api.metadata;

/**
 * The image that metadata is to describe once its pixels are upright.
 *
 * @param width columns
 * @param height rows
 * @param isTurned whether rows and columns have been exchanged
 */
public record Upright(int width, int height, boolean isTurned) {}
