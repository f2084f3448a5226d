package org.samdeblur.api.codec;

/**
 * How images are encoded.
 *
 * @param jpegQuality the quality of JPEG files, above 0 and at most 1
 * @param pngCompression the compression level of PNG files, from 0 for none to 9
 */
public record EncoderSettings(double jpegQuality, int pngCompression) {}
