package org.samdeblur.fuzz.mutation;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Entries of zip archives, written again with the right checksums; small ones are changed most, since they describe the others. */
final class ZipFormat implements Mutator.Format {
    private static final int SMALL = 1 << 16;

    private record Entry(String name, byte[] data) {}

    @Override
    public Optional<byte[]> mutate(byte[] content, Mutator mutator, int depth) {
        if (!Mutator.startsWith(content, 'P', 'K', 3, 4)) {
            return Optional.empty();
        }
        try {
            List<Entry> entries = entries(content);
            if (entries.isEmpty()) {
                return Optional.empty();
            }
            if (mutator.below(8) == 0) {
                mutator.shuffle(entries);
            } else {
                int at = choose(entries, mutator);
                Entry entry = entries.get(at);
                entries.set(
                        at,
                        mutator.below(16) == 0
                                ? new Entry(
                                        Mutator.latin(
                                                ByteChanges.change(Mutator.latin(entry.name()), mutator.random())),
                                        entry.data())
                                : new Entry(entry.name(), mutator.mutate(entry.data(), depth)));
            }
            return Optional.of(written(entries, mutator.below(4) > 0));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static List<Entry> entries(byte[] content) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(content))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.add(new Entry(entry.getName(), zip.readAllBytes()));
            }
        }
        return entries;
    }

    private static int choose(List<Entry> entries, Mutator mutator) {
        List<Integer> small = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            String name = entries.get(i).name();
            boolean describes = name.endsWith(".pkl") || name.endsWith(".npy") || name.endsWith(".py");
            if (describes || entries.get(i).data().length < SMALL && !name.contains("/data/")) {
                small.add(i);
            }
        }
        return small.isEmpty() || mutator.below(4) == 0
                ? mutator.below(entries.size())
                : small.get(mutator.below(small.size()));
    }

    private static byte[] written(List<Entry> entries, boolean stored) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Entry entry : entries) {
                ZipEntry header = new ZipEntry(entry.name());
                header.setTime(0);
                if (stored) {
                    CRC32 crc = new CRC32();
                    crc.update(entry.data());
                    header.setMethod(ZipEntry.STORED);
                    header.setSize(entry.data().length);
                    header.setCrc(crc.getValue());
                }
                try {
                    zip.putNextEntry(header);
                } catch (ZipException e) {
                    continue; // an entry of the same name is there already, which the writer refuses
                }
                zip.write(entry.data());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
