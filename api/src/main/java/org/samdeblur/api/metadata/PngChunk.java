package org.samdeblur.api.metadata;

/**
 * A chunk of a PNG file.
 *
 * @param type its four letters
 * @param content its bytes, without length and checksum; never written to
 */
public record PngChunk(String type, byte[] content) {}
