package org.samdeblur.api.metadata;

/** Why metadata is left out, said so that it can follow "the EXIF data". */
final class BrokenMetadataException extends Exception {
    private static final long serialVersionUID = 1L;

    BrokenMetadataException(String reason) {
        super(reason);
    }
}
