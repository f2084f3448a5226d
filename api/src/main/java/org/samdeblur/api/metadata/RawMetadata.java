package org.samdeblur.api.metadata;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Metadata as found in a file, before it is adapted to upright pixels. Of several items of a kind, the first is used.
 */
final class RawMetadata {
    private byte[] exif;
    private byte[] xmp;
    private byte[] iptc;
    private Resolution resolution;
    private byte[] comment;
    private final List<PngChunk> pngChunks = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    void exif(byte[] block) {
        exif = exif == null ? block : exif;
    }

    void xmp(byte[] packet) {
        xmp = xmp == null ? packet : xmp;
    }

    void iptc(byte[] records) {
        iptc = iptc == null ? records : iptc;
    }

    void resolution(Resolution found) {
        resolution = resolution == null && found.isUsable() ? found : resolution;
    }

    void comment(byte[] text) {
        comment = comment == null ? text : comment;
    }

    void chunk(PngChunk chunk) {
        pngChunks.add(chunk);
    }

    void problem(String problem) {
        problems.add(problem);
    }

    List<String> problems() {
        return problems;
    }

    /** Adapts the metadata to upright pixels. Leaves out broken items, and adds a problem for each. */
    Metadata upright(Upright image) {
        Optional<byte[]> uprightExif = repaired("EXIF data", exif, block -> ExifBlock.upright(block, image));
        Optional<Resolution> own =
                Optional.ofNullable(resolution).map(found -> image.isTurned() ? found.turned() : found);
        return new Metadata(
                uprightExif,
                repaired("XMP packet", xmp, packet -> XmpPacket.upright(packet, image)),
                Optional.ofNullable(iptc),
                own.or(() -> uprightExif.flatMap(RawMetadata::resolutionOf)),
                Optional.ofNullable(comment),
                pngChunks);
    }

    private static Optional<Resolution> resolutionOf(byte[] block) {
        try {
            return TiffTree.read(block).resolution();
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Adapts an item to upright pixels. */
    @FunctionalInterface
    private interface Repair {
        byte[] of(byte[] bytes) throws BrokenMetadataException;
    }

    private Optional<byte[]> repaired(String what, byte[] found, Repair repair) {
        if (found == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(repair.of(found));
        } catch (BrokenMetadataException e) {
            problem("the " + what + " " + e.getMessage());
        } catch (RuntimeException e) {
            problem("the " + what + " is damaged");
        }
        return Optional.empty();
    }
}
