package org.samdeblur.networks.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.samdeblur.networks.graph.Constant;

/**
 * A tensor as it lies in a file: a strided view of a storage.
 *
 * @param type the type of its elements in the file
 * @param shape the sizes of its axes, outermost first
 * @param strides the distance of neighbours along each axis, in elements
 * @param offset the first element's index in the storage, in elements
 * @param storage the bytes
 */
record StoredTensor(StoredType type, List<Integer> shape, List<Long> strides, long offset, Storage storage) {
    /** Describes a tensor that fills its storage in row-major order. */
    static StoredTensor contiguous(StoredType type, List<Integer> shape, Storage storage) {
        Long[] strides = new Long[shape.size()];
        long stride = 1;
        for (int axis = strides.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= shape.get(axis);
        }
        return new StoredTensor(type, List.copyOf(shape), List.of(strides), 0, storage);
    }

    /** Returns the elements in row-major order: mapped if the file holds them so, else converted. */
    Constant read() {
        ByteBuffer elements = isContiguous() ? inPlace() : gathered();
        return new Constant(type.readAs(), shape, ElementConversion.toReadType(type, elements));
    }

    private boolean isContiguous() {
        long expected = 1;
        for (int axis = shape.size() - 1; axis >= 0; axis--) {
            if (shape.get(axis) != 1 && strides.get(axis) != expected) {
                return elementCount() == 0;
            }
            expected *= shape.get(axis);
        }
        return true;
    }

    /** Returns the number of elements. */
    long elementCount() {
        return shape.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
    }

    private ByteBuffer inPlace() {
        long count = elementCount();
        return count == 0 ? ByteBuffer.allocateDirect(0) : storage.bytes(offset * type.bytes(), count * type.bytes());
    }

    private ByteBuffer gathered() {
        int count = Math.toIntExact(elementCount());
        long span = 1;
        for (int axis = 0; axis < shape.size(); axis++) {
            span += (shape.get(axis) - 1) * strides.get(axis);
        }
        ByteBuffer from = storage.bytes(offset * type.bytes(), span * type.bytes());
        ByteBuffer to = ByteBuffer.allocateDirect(Math.multiplyExact(count, type.bytes()))
                .order(ByteOrder.LITTLE_ENDIAN);
        int[] index = new int[shape.size()];
        int element = 0;
        for (int i = 0; i < count; i++) {
            copyElement(from, element * type.bytes(), to);
            for (int axis = index.length - 1; axis >= 0; axis--) {
                int stride = strides.get(axis).intValue();
                element += stride;
                if (++index[axis] < shape.get(axis)) {
                    break;
                }
                element -= index[axis] * stride;
                index[axis] = 0;
            }
        }
        return to.flip();
    }

    private void copyElement(ByteBuffer from, int position, ByteBuffer to) {
        switch (type.bytes()) {
            case 1 -> to.put(from.get(position));
            case 2 -> to.putShort(from.getShort(position));
            case 4 -> to.putInt(from.getInt(position));
            default -> to.putLong(from.getLong(position));
        }
    }
}
