package org.samdeblur.api.metadata;

/** Thrown when metadata is broken and left out. The message continues a subject such as "the EXIF data". */
final class BrokenMetadataException extends Exception {
    private static final long serialVersionUID = 1L;

    BrokenMetadataException(String reason) {
        super(reason);
    }
}
