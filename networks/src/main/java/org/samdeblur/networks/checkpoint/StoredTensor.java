package org.samdeblur.networks.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.samdeblur.networks.graph.Constant;

/**
 * A tensor in a file: a strided view of a storage.
 *
 * @param type the type of its elements in the file
 * @param shape the sizes of its axes, outermost first
 * @param strides the distance between neighbours along each axis, in elements; negative for reversed axes
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

    /** Returns the same tensor, beginning at another element of the storage. */
    StoredTensor at(long first) {
        return new StoredTensor(type, shape, strides, first, storage);
    }

    /**
     * Reorders axes.
     *
     * @param order for each axis of the result, the axis of this one
     */
    StoredTensor transposed(int... order) {
        return new StoredTensor(
                type,
                Arrays.stream(order).mapToObj(shape::get).toList(),
                Arrays.stream(order).mapToObj(strides::get).toList(),
                offset,
                storage);
    }

    /** Reverses an axis. */
    StoredTensor reversed(int axis) {
        List<Long> turned = new ArrayList<>(strides);
        turned.set(axis, -strides.get(axis));
        long last = Math.max(shape.get(axis) - 1, 0) * strides.get(axis);
        return new StoredTensor(type, shape, List.copyOf(turned), offset + last, storage);
    }

    /** Returns the elements in row-major order: mapped if they are stored so, or else copied. */
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
        long before = 0;
        long span = 1;
        for (int axis = 0; axis < shape.size(); axis++) {
            long extent = (shape.get(axis) - 1) * strides.get(axis);
            span += Math.abs(extent);
            before += Math.max(-extent, 0);
        }
        ByteBuffer from = storage.bytes((offset - before) * type.bytes(), span * type.bytes());
        ByteBuffer to = ByteBuffer.allocateDirect(Math.multiplyExact(count, type.bytes()))
                .order(ByteOrder.LITTLE_ENDIAN);
        int[] index = new int[shape.size()];
        int element = (int) before;
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
