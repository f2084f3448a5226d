package org.samdeblur.api.metadata;

/**
 * A chunk of a PNG file.
 *
 * @param type the four letters of its type
 * @param content its bytes without length and checksum; must not be written to
 */
public record PngChunk(String type, byte[] content) {}
