package org.samdeblur.fuzz.mutation;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/** The header of a safetensors file, with its length. */
final class SafetensorsFormat implements Mutator.Format {
    @Override
    public Optional<byte[]> mutate(byte[] content, Mutator mutator, int depth) {
        if (content.length < 10 || content[8] != '{') {
            return Optional.empty();
        }
        long length = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (length < 2 || length > content.length - 8) {
            return Optional.empty();
        }
        byte[] header = mutator.mutate(Arrays.copyOfRange(content, 8, 8 + (int) length), depth);
        int rest = content.length - 8 - (int) length;
        ByteBuffer out = ByteBuffer.allocate(8 + header.length + rest).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(header.length).put(header).put(content, content.length - rest, rest);
        return Optional.of(out.array());
    }
}
