package org.samdeblur.examples.figures;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.samdeblur.api.Image;
import org.samdeblur.api.InvalidImageException;

/**
 * Reads every image file below folders with this library and with ImageMagick, and counts by format how many are read
 * right, refused, or read otherwise. Prints a table; what differs is listed by name on the standard error stream, and
 * so is every file with {@code -v} as the first argument.
 *
 * <p>ImageMagick's command {@code convert} has to be on the path.
 */
public final class ReaderComparison {
    /** Of 255, the mean of all samples' differences: decoders of JPEG and WebP round and enlarge chroma differently. */
    private static final double MEAN_TOLERANCE_LOSSY = 1.0;
    /** Conversions of colours by profile differ in rendering intent and interpolation. */
    private static final double MEAN_TOLERANCE_PROFILE = 8.0;
    /** The largest difference of samples that need no more than rounding. */
    private static final double TOLERANCE = 2.01;

    private static final long SECONDS = 120;

    /** What became of a file. */
    private enum Outcome {
        /** Both read the same pixels. */
        RIGHT,
        /** Read here, refused by ImageMagick. */
        ONLY_HERE,
        /** Refused here in one line, read by ImageMagick. */
        REFUSED,
        /** Refused by both. */
        REFUSED_BY_BOTH,
        /** Read by both, with other pixels. */
        DIFFERENT
    }

    private final Path srgb;
    private final boolean isVerbose;
    private final Map<String, Map<Outcome, Integer>> counts = new TreeMap<>();

    private ReaderComparison(Path srgb, boolean isVerbose) {
        this.srgb = srgb;
        this.isVerbose = isVerbose;
    }

    /**
     * Prints the table.
     *
     * @param args {@code -v} if every file is to be listed, then folders
     * @throws IOException if a folder cannot be read, or there is no ImageMagick
     * @throws InterruptedException if interrupted
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        boolean isVerbose = args.length > 0 && args[0].equals("-v");
        Path srgb = Files.createTempFile("srgb", ".icc");
        try {
            Files.write(srgb, ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData());
            ReaderComparison comparison = new ReaderComparison(srgb, isVerbose);
            for (String folder : List.of(args).subList(isVerbose ? 1 : 0, args.length)) {
                comparison.compareAll(Path.of(folder));
            }
            comparison.print(System.out);
        } finally {
            Files.delete(srgb);
        }
    }

    private void compareAll(Path folder) throws IOException, InterruptedException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            String format = formatOf(file);
            if (!format.isEmpty()) {
                counts.computeIfAbsent(format, key -> new EnumMap<>(Outcome.class))
                        .merge(compare(file), 1, Integer::sum);
            }
        }
    }

    /** Tells the format by content; empty for files that are none of those that are looked at. */
    private static String formatOf(Path file) throws IOException {
        byte[] start = new byte[16];
        try (var in = Files.newInputStream(file)) {
            in.readNBytes(start, 0, start.length);
        }
        String text = new String(start, StandardCharsets.ISO_8859_1);
        if (text.startsWith("\u0089PNG") || text.startsWith("\u0089PN")) {
            return "PNG";
        }
        if (text.startsWith("\u00FF\u00D8")) {
            return "JPEG";
        }
        if (text.startsWith("II*\0") || text.startsWith("MM\0*")) {
            return "TIFF";
        }
        if (text.startsWith("II+\0") || text.startsWith("MM\0+")) {
            return "BigTIFF";
        }
        if (text.startsWith("GIF8")) {
            return "GIF";
        }
        if (text.startsWith("RIFF") && text.startsWith("WEBP", 8)) {
            return "WebP";
        }
        if (text.startsWith("BM")) {
            return "BMP";
        }
        return text.startsWith("ftyp", 4) ? "HEIC, AVIF" : "";
    }

    private Outcome compare(Path file) throws IOException, InterruptedException {
        Pixels reference = readWithImageMagick(file, true);
        Pixels own;
        try {
            own = Pixels.of(Image.read(file));
        } catch (InvalidImageException e) {
            Outcome outcome = reference == null ? Outcome.REFUSED_BY_BOTH : Outcome.REFUSED;
            note(file, outcome, e.getMessage().replace(file + " ", ""));
            return outcome;
        }
        if (reference == null) {
            note(file, Outcome.ONLY_HERE, own.width + "×" + own.height);
            return Outcome.ONLY_HERE;
        }
        boolean isLossy = List.of("JPEG", "WebP").contains(formatOf(file));
        Difference difference = own.difference(reference);
        boolean isRight = difference.isWithin(isLossy ? MEAN_TOLERANCE_LOSSY : 0);
        Optional<ICC_Profile> profile = isRight ? Optional.empty() : profileOf(file);
        if (profile.isPresent() && fits(profile.get(), file)) {
            isRight = difference.isWithin(MEAN_TOLERANCE_PROFILE);
        } else if (profile.isPresent()) {
            difference = own.difference(readWithImageMagick(file, false));
            isRight = difference.isWithin(isLossy ? MEAN_TOLERANCE_LOSSY : 0);
        }
        Outcome outcome = isRight ? Outcome.RIGHT : Outcome.DIFFERENT;
        note(file, outcome, difference.toString());
        return outcome;
    }

    /** Returns whether a profile is about colours of the kind that the file has. */
    private static boolean fits(ICC_Profile profile, Path file) throws IOException, InterruptedException {
        String colours = output("identify", "-format", "%[colorspace]", file + "[0]");
        return switch (profile.getColorSpaceType()) {
            case ColorSpace.TYPE_CMYK -> colours.equals("CMYK");
            case ColorSpace.TYPE_GRAY -> colours.contains("Gray");
            default -> colours.contains("RGB");
        };
    }

    private static Optional<ICC_Profile> profileOf(Path file) throws IOException, InterruptedException {
        Path extracted = Files.createTempFile("profile", ".icc");
        try {
            output("convert", file + "[0]", "icc:" + extracted);
            return Optional.of(ICC_Profile.getInstance(Files.readAllBytes(extracted)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        } finally {
            Files.delete(extracted);
        }
    }

    private static String output(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        process.waitFor();
        return text;
    }

    private void note(Path file, Outcome outcome, String text) {
        if (isVerbose || outcome == Outcome.DIFFERENT) {
            System.err.println(outcome + "\t" + file + "\t" + text);
        }
    }

    /** Reads the first image upright, in sRGB, as 16-bit RGBA; null if ImageMagick refuses it. */
    private Pixels readWithImageMagick(Path file, boolean withProfile) throws IOException, InterruptedException {
        Path out = Files.createTempFile("reference", ".pam");
        try {
            List<String> command = new ArrayList<>(List.of("convert", file + "[0]"));
            if (List.of("GIF", "WebP").contains(formatOf(file))) {
                command.add("-coalesce");
            }
            if (formatOf(file).equals("PNG")) {
                command.addAll(List.of("-set", "colorspace", "sRGB")); // samples as they are, whatever gAMA says
            }
            command.add("-auto-orient");
            command.addAll(withProfile ? List.of("-profile", srgb.toString()) : List.of("+profile", "icc"));
            command.addAll(List.of("-colorspace", "sRGB"));
            command.addAll(List.of("-type", "TrueColorAlpha", "-depth", "16", "pam:" + out));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                return null;
            }
            byte[] pam = Files.readAllBytes(out);
            return pam.length < 2 || pam[0] != 'P' || pam[1] != '7' ? null : Pixels.ofPam(pam);
        } finally {
            Files.delete(out);
        }
    }

    private void print(PrintStream out) {
        out.println("| format | files | read right | read, ImageMagick refuses | refused | refused by both | differ |");
        out.println("|---|---|---|---|---|---|---|");
        counts.forEach((format, outcomes) -> {
            StringBuilder row = new StringBuilder("| " + format + " | "
                    + outcomes.values().stream().mapToInt(Integer::intValue).sum());
            for (Outcome outcome : Outcome.values()) {
                row.append(" | ").append(outcomes.getOrDefault(outcome, 0));
            }
            out.println(row + " |");
        });
    }

    /** Samples of red, green, blue and alpha, of 16 bits each. */
    private record Pixels(int width, int height, int bits, int[] rgba) {
        static Pixels of(Image image) {
            BufferedImage picture = image.toBufferedImage();
            Raster raster = picture.getRaster();
            int bands = raster.getNumBands();
            int scale = image.bitDepth() == 8 ? 257 : 1;
            int[] samples = raster.getPixels(0, 0, image.width(), image.height(), (int[]) null);
            int[] rgba = new int[4 * image.width() * image.height()];
            for (int from = 0, to = 0; to < rgba.length; from += bands, to += 4) {
                for (int colour = 0; colour < 3; colour++) {
                    rgba[to + colour] = samples[from + (bands < 3 ? 0 : colour)] * scale;
                }
                rgba[to + 3] = bands % 2 == 0 ? samples[from + bands - 1] * scale : 65535;
            }
            return new Pixels(image.width(), image.height(), image.bitDepth(), rgba);
        }

        /** Reads the form that ImageMagick writes: a header of lines that ends with ENDHDR, then samples. */
        static Pixels ofPam(byte[] pam) {
            String start = new String(pam, 0, Math.min(pam.length, 1 << 16), StandardCharsets.ISO_8859_1);
            int headerEnd = start.indexOf("ENDHDR\n") + "ENDHDR\n".length();
            Map<String, String> header = new TreeMap<>();
            start.substring(0, headerEnd)
                    .lines()
                    .map(line -> line.split(" ", 2))
                    .forEach(words -> {
                        header.put(words[0], words.length < 2 ? "" : words[1]);
                    });
            int width = Integer.parseInt(header.get("WIDTH"));
            int height = Integer.parseInt(header.get("HEIGHT"));
            int depth = Integer.parseInt(header.get("DEPTH"));
            int top = Integer.parseInt(header.get("MAXVAL"));
            ByteBuffer samples =
                    ByteBuffer.wrap(pam, headerEnd, pam.length - headerEnd).order(ByteOrder.BIG_ENDIAN);
            int[] rgba = new int[4 * width * height];
            int[] pixel = new int[depth];
            for (int to = 0; to < rgba.length; to += 4) {
                for (int i = 0; i < depth; i++) {
                    int sample = top > 255 ? samples.getShort() & 0xFFFF : samples.get() & 0xFF;
                    pixel[i] = (int) ((long) sample * 65535 / top);
                }
                for (int colour = 0; colour < 3; colour++) {
                    rgba[to + colour] = pixel[depth < 3 ? 0 : colour];
                }
                rgba[to + 3] = depth % 2 == 0 ? pixel[depth - 1] : 65535;
            }
            return new Pixels(width, height, 16, rgba);
        }

        Difference difference(Pixels other) {
            if (other == null || width != other.width || height != other.height) {
                return new Difference(Double.POSITIVE_INFINITY, 255, 255);
            }
            long sum = 0;
            int most = 0;
            int mostAlpha = 0;
            for (int i = 0; i < rgba.length; i += 4) {
                mostAlpha = Math.max(mostAlpha, Math.abs(rgba[i + 3] - other.rgba[i + 3]));
                boolean isSeen = rgba[i + 3] > 0 || other.rgba[i + 3] > 0;
                for (int colour = 0; isSeen && colour < 3; colour++) {
                    int difference = Math.abs(rgba[i + colour] - other.rgba[i + colour]);
                    sum += difference;
                    most = Math.max(most, difference);
                }
            }
            return new Difference(sum / 257.0 / (rgba.length / 4 * 3), most / 257.0, mostAlpha / 257.0);
        }
    }

    /** How far apart two images are, in steps of 255; infinitely if they are of different sizes. */
    private record Difference(double mean, double most, double mostAlpha) {
        boolean isWithin(double meanTolerance) {
            return mostAlpha <= TOLERANCE && (most <= TOLERANCE || mean <= meanTolerance);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "mean %.3f, most %.1f, alpha %.1f", mean, most, mostAlpha);
        }
    }
}
