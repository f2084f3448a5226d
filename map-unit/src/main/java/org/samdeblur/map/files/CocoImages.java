package org.samdeblur.map.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The images in a JSON file of annotations.
 *
 * @param listed the images that the file lists, in its order
 * @param annotated the image ids in its annotations
 */
record CocoImages(List<Entry> listed, Set<String> annotated) {
    private static final int NAMES_IN_MESSAGES = 8;

    /**
     * One image as a file describes it.
     *
     * @param id a number or text, as text
     * @param name the name of the image's file, possibly with folders
     * @param height its height in pixels, or 0 if unknown
     * @param width its width in pixels, or 0 if unknown
     */
    record Entry(Optional<String> id, Optional<String> name, long height, long width) {
        /** An image without a description. */
        static final Entry UNKNOWN = new Entry(Optional.empty(), Optional.empty(), 0, 0);

        /** Returns whether an annotation belongs to this image. If either has no id, it does. */
        boolean owns(Optional<String> imageId) {
            return id.isEmpty() || imageId.isEmpty() || id.equals(imageId);
        }

        private String label() {
            return name.or(() -> id.map(number -> "id " + number)).orElse("an image without a name");
        }
    }

    /**
     * Finds the requested image.
     *
     * @param file the image's file; needed only if there are several images
     * @throws IOException if there are several images, and none or more than one of them matches the file
     */
    Entry choose(Optional<Path> file) throws IOException {
        List<Entry> candidates = listed.isEmpty() ? ofIds(annotated) : listed;
        if (candidates.isEmpty()) {
            return Entry.UNKNOWN;
        }
        if (candidates.size() == 1) {
            return only(candidates.get(0));
        }
        if (file.isEmpty()) {
            throw new IOException("it holds masks of " + candidates.size() + " images (" + labels(candidates)
                    + "), and none was chosen: name the image that the masks are for");
        }
        List<Entry> matches = bestMatches(candidates, file.get());
        if (matches.size() != 1) {
            throw new IOException("it holds masks of " + candidates.size() + " images, "
                    + (matches.isEmpty() ? "none" : "more than one") + " of them named "
                    + file.get().getFileName() + ": " + labels(matches.isEmpty() ? candidates : matches));
        }
        return matches.get(0);
    }

    private static List<Entry> ofIds(Collection<String> ids) {
        return ids.stream()
                .map(id -> new Entry(Optional.of(id), Optional.empty(), 0, 0))
                .toList();
    }

    private Entry only(Entry image) throws IOException {
        if (image.id().isPresent()
                && !annotated.isEmpty()
                && !annotated.contains(image.id().get())) {
            throw new IOException(
                    "its annotations belong to images that it does not list: " + labels(ofIds(annotated)));
        }
        return image;
    }

    /** Returns the images whose names match best: the name without suffix, the whole name, or also the folders. */
    private static List<Entry> bestMatches(List<Entry> candidates, Path file) {
        int[] scores =
                candidates.stream().mapToInt(entry -> likeness(entry, file)).toArray();
        int best = IntStream.of(scores).max().orElse(0);
        return best == 0
                ? List.of()
                : IntStream.range(0, scores.length)
                        .filter(i -> scores[i] == best)
                        .mapToObj(candidates::get)
                        .toList();
    }

    private static int likeness(Entry entry, Path file) {
        String own = file.getFileName().toString();
        if (entry.name().isEmpty()) {
            return sameNumber(entry.id().orElse(""), stem(own)) ? 1 : 0;
        }
        String[] parts = entry.name().get().replace('\\', '/').split("/");
        if (parts.length == 0) {
            return 0;
        }
        String last = parts[parts.length - 1];
        if (!last.equals(own)) {
            return stem(last).equals(stem(own)) ? 1 : 0;
        }
        Path folder = file.toAbsolutePath().normalize().getParent();
        int shared = 2;
        for (int i = parts.length - 2;
                i >= 0 && folder != null && folder.getFileName() != null;
                i--, folder = folder.getParent()) {
            if (!parts[i].equals(folder.getFileName().toString())) {
                break;
            }
            shared++;
        }
        return shared;
    }

    /** Returns whether a file name is an id. COCO's names are ids with leading zeros. */
    private static boolean sameNumber(String id, String stem) {
        return !id.isEmpty() && (id.equals(stem) || id.equals(stem.replaceFirst("^0+(?=.)", "")));
    }

    private static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    private static String labels(List<Entry> entries) {
        String first = entries.stream()
                .limit(NAMES_IN_MESSAGES)
                .map(Entry::label)
                .map(CocoImages::printable)
                .collect(Collectors.joining(", "));
        int more = entries.size() - NAMES_IN_MESSAGES;
        return more > 0 ? first + " and " + more + " more" : first;
    }

    private static String printable(String name) {
        String plain = name.replaceAll("\\p{Cntrl}", "?");
        return plain.length() > 100 ? plain.substring(0, 100) + "…" : plain;
    }
}
