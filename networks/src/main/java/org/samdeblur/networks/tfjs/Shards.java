package org.samdeblur.networks.tfjs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/** The shards of a group of weights. A weight is taken from where it lies; one that spans two shards or more is copied. */
final class Shards {
    private final Queue<ByteBuffer> shards;

    private Shards(Queue<ByteBuffer> shards) {
        this.shards = shards;
    }

    /**
     * Reads shards.
     *
     * @param paths their names, in order
     * @param needed the bytes that the weights of the group take
     */
    static Shards read(ModelFiles files, List<String> paths, long needed) throws IOException {
        Queue<ByteBuffer> shards = new ArrayDeque<>();
        long held = 0;
        for (String path : paths) {
            if (path.isEmpty() || path.matches(".*[/\\\\\\x00].*")) {
                throw new IOException("its model.json names a file that does not lie beside it: '" + path + "'");
            }
            ByteBuffer shard = files.read(path)
                    .orElseThrow(() ->
                            new IOException("lacks '" + path + "', which its model.json names; download it again"));
            held += shard.remaining();
            shards.add(shard);
        }
        if (held != needed) {
            throw new IOException("is damaged: its weights take " + needed + " bytes, and its " + paths.size()
                    + " shards hold " + held + "; download it again");
        }
        return new Shards(shards);
    }

    /**
     * Takes the next bytes, of which there are enough.
     *
     * @return little-endian
     */
    ByteBuffer next(int length) {
        dropEmpty();
        ByteBuffer first = shards.peek();
        if (length == 0 || first == null) {
            return ByteBuffer.allocateDirect(0).order(ByteOrder.LITTLE_ENDIAN);
        }
        if (first.remaining() >= length) {
            ByteBuffer own = first.slice(first.position(), length);
            first.position(first.position() + length);
            return own.order(ByteOrder.LITTLE_ENDIAN);
        }
        ByteBuffer own = ByteBuffer.allocateDirect(length);
        while (own.hasRemaining()) {
            dropEmpty();
            ByteBuffer shard = shards.element();
            int part = Math.min(own.remaining(), shard.remaining());
            own.put(shard.slice(shard.position(), part));
            shard.position(shard.position() + part);
        }
        return own.flip().order(ByteOrder.LITTLE_ENDIAN);
    }

    private void dropEmpty() {
        while (!shards.isEmpty() && !shards.element().hasRemaining()) {
            shards.remove();
        }
    }
}
