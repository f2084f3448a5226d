package org.samdeblur.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.samdeblur.api.SamDeblurException;

/** A reader that does everything that readers must not do. */
final class FaultyTarget implements Target {
    private static final List<byte[]> KEPT = new ArrayList<>();

    @Override
    public String name() {
        return FaultyTarget.class.getName();
    }

    @Override
    public int heapMegabytes() {
        return 64;
    }

    @Override
    public List<Sample> samples(Sources sources) {
        return List.of(Sample.ofFile("input", new byte[64]));
    }

    @Override
    public void read(Path input) throws Exception {
        byte[] content = Files.readAllBytes(input);
        int choice = 0;
        for (byte value : content) {
            choice += value & 0xFF;
        }
        switch (choice % 9) {
            case 1 -> throw new IllegalStateException("not announced");
            case 2 -> Runtime.getRuntime().halt(77);
            case 3 -> Thread.sleep(60_000);
            case 4 -> Files.createTempFile("left", ".part");
            case 5 -> exhaustHeap();
            case 6 -> throw new SamDeblurException("refused as it should be");
            case 7 -> overflowStack(1);
            case 8 -> Files.createFile(input.resolveSibling("left.part"));
            default -> {
                // read as it should be
            }
        }
    }

    private static void exhaustHeap() throws IOException {
        try {
            while (true) {
                KEPT.add(new byte[1 << 20]);
            }
        } finally {
            KEPT.clear();
        }
    }

    private static int overflowStack(int depth) {
        return overflowStack(depth + 1) + depth;
    }
}
