package org.samdeblur.networks.checkpoint;

import java.util.List;

/**
 * A pickle's description of a tensor. Whether its bytes are in the file has not been checked.
 *
 * @param storage the storage of its elements
 * @param type the type of its elements
 * @param offset the index of its first element in the storage
 * @param shape the sizes of its axes
 * @param strides the distance between neighbours along each axis, in elements
 */
record PickledTensor(PickledStorage storage, StoredType type, long offset, List<Long> shape, List<Long> strides) {
    /**
     * Connects the description with its bytes.
     *
     * @param bytes the storage's bytes
     * @param mostElements the maximum number of elements of a tensor in this file
     * @throws RefusedPickleException if the tensor exceeds the storage or the maximum
     */
    StoredTensor in(Storage bytes, long mostElements) {
        long elements = 1;
        long last;
        try {
            last = Math.addExact(offset, storage.viewOffset());
            for (int axis = 0; axis < shape.size(); axis++) {
                elements = Math.multiplyExact(elements, shape.get(axis));
                last = Math.addExact(last, Math.multiplyExact(shape.get(axis) - 1, strides.get(axis)));
            }
        } catch (ArithmeticException e) {
            throw new RefusedPickleException("has the impossible shape " + shape + " with strides " + strides);
        }
        boolean inside = elements == 0 || last < bytes.length() / type.bytes();
        if (!inside || elements > mostElements || shape.stream().anyMatch(size -> size > Integer.MAX_VALUE)) {
            throw new RefusedPickleException("has the shape " + shape + " with strides " + strides + " from element "
                    + offset + ", beyond the " + bytes.length() + " bytes of its storage");
        }
        return new StoredTensor(
                type, shape.stream().map(Math::toIntExact).toList(), strides, offset + storage.viewOffset(), bytes);
    }
}
