package org.samdeblur.networks.checkpoint;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.razorvine.pickle.IObjectConstructor;

/**
 * The allow-list of names in pickles. Each stands for an element type or a function of this class; no class is ever
 * looked up by a name from a file.
 */
final class TorchClasses {
    /** A name of an element type, in a persistent ID or as a value. */
    record TypeName(StoredType type) {}

    /** The most axes that PyTorch's operations support. */
    private static final int MOST_AXES = 64;

    private static final Map<String, Object> KNOWN = known();

    private TorchClasses() {}

    /**
     * Returns the meaning of a name.
     *
     * @return an {@link IObjectConstructor} or a {@link TypeName}; empty if the name is not on the list
     */
    static Optional<Object> named(String name) {
        return Optional.ofNullable(KNOWN.get(name));
    }

    private static Map<String, Object> known() {
        Map<String, Object> names = new HashMap<>();
        for (StoredType type : StoredType.values()) {
            names.put("torch." + type.storageClass(), new TypeName(type));
            names.put("torch.cuda." + type.storageClass(), new TypeName(type));
            names.put("torch." + type.dtype(), new TypeName(type));
        }
        for (String untyped : List.of(
                "torch.UntypedStorage",
                "torch.storage.UntypedStorage",
                "torch.storage._UntypedStorage",
                "torch.storage.TypedStorage",
                "torch.storage._TypedStorage")) {
            names.put(untyped, new TypeName(StoredType.UINT8));
        }
        function(names, "torch._utils._rebuild_tensor", TorchClasses::tensor);
        function(names, "torch._utils._rebuild_tensor_v2", TorchClasses::tensor);
        function(names, "torch._utils._rebuild_tensor_v3", TorchClasses::tensorOfOwnType);
        function(names, "torch._utils._rebuild_parameter", TorchClasses::parameter);
        function(names, "torch._utils._rebuild_parameter_with_state", TorchClasses::parameter);
        function(names, "torch._tensor._rebuild_from_type_v2", TorchClasses::tensorOfSubclass);
        function(names, "torch.Size", args -> args.length == 0 ? args : tuple(args[0]));
        function(names, "collections.OrderedDict", TorchClasses::dictionary);
        function(names, "collections.defaultdict", args -> new LinkedHashMap<>());
        function(names, "collections.Counter", TorchClasses::dictionary);
        return Map.copyOf(names);
    }

    private static void function(Map<String, Object> names, String name, IObjectConstructor function) {
        names.put(name, function);
    }

    /** Reads {@code (storage, offset, shape, strides, …)}; further arguments concern training. */
    private static Object tensor(Object[] args) {
        if (args.length > 0 && args[0] instanceof SkippedValue storage) {
            return new SkippedValue(storage.name());
        }
        PickledStorage storage = storageIn(args);
        return tensor(args, storage, storage.type());
    }

    /** Reads {@code (storage, offset, shape, strides, requires_grad, hooks, dtype, …)}. */
    private static Object tensorOfOwnType(Object[] args) {
        if (args.length > 6 && args[6] instanceof TypeName name) {
            return tensor(args, storageIn(args), name.type());
        }
        if (args.length > 6 && args[6] instanceof SkippedValue type) {
            return new SkippedValue(type.name());
        }
        throw new RefusedPickleException("describes a tensor without its type");
    }

    private static PickledTensor tensor(Object[] args, PickledStorage storage, StoredType type) {
        if (args.length < 4) {
            throw new RefusedPickleException("describes a tensor with too few arguments");
        }
        List<Long> shape = counts(args[2]);
        List<Long> strides = counts(args[3]);
        if (shape.size() != strides.size()) {
            throw new RefusedPickleException("describes a tensor of shape " + shape + " with the strides " + strides);
        }
        return new PickledTensor(storage, type, count(args[1]), shape, strides);
    }

    private static PickledStorage storageIn(Object[] args) {
        if (args.length > 0 && args[0] instanceof PickledStorage storage) {
            return storage;
        }
        throw new RefusedPickleException("describes a tensor without its storage");
    }

    /** Reads {@code (tensor, …)}. */
    private static Object parameter(Object[] args) {
        if (args.length > 0 && (args[0] instanceof PickledTensor || args[0] instanceof SkippedValue)) {
            return args[0];
        }
        throw new RefusedPickleException("describes a parameter without its tensor");
    }

    /**
     * Reads {@code (function, class, arguments, state)}: a tensor of a subclass or with attributes, which are ignored.
     */
    private static Object tensorOfSubclass(Object[] args) {
        if (args.length > 2 && args[0] instanceof IObjectConstructor function) {
            return function.construct(tuple(args[2]));
        }
        return new SkippedValue("torch._tensor._rebuild_from_type_v2");
    }

    /**
     * Creates a dictionary. Python 2 passes a list of pairs to the constructor; Python 3 sets the entries afterwards.
     * The list is emptied, because a malicious pickle could have it copied many times.
     */
    private static Map<?, ?> dictionary(Object[] args) {
        if (args.length == 1 && args[0] instanceof Map<?, ?> entries) {
            return entries;
        }
        Map<Object, Object> dictionary = new LinkedHashMap<>();
        if (args.length > 0) {
            List<?> pairs = list(args);
            for (Object pair : pairs) {
                Object[] entry = pair instanceof List<?> list && list.size() == 2 ? list.toArray() : tuple(pair);
                if (entry.length != 2) {
                    throw new RefusedPickleException("holds a dictionary whose entries are not pairs");
                }
                dictionary.put(TensorUnpickler.key(entry[0]), entry[1]);
            }
            pairs.clear();
        }
        return dictionary;
    }

    private static List<?> list(Object[] args) {
        if (args.length == 1 && args[0] instanceof List<?> items) {
            return items;
        }
        throw new RefusedPickleException("fills a dictionary from a value that is not a list");
    }

    /** Returns the elements of a value that must be a tuple. */
    static Object[] tuple(Object value) {
        if (value instanceof Object[] items) {
            return items;
        }
        throw new RefusedPickleException("has another value where a tuple is required");
    }

    /** Returns a value that must be an integer of 0 or more. */
    static long count(Object value) {
        boolean integer = value instanceof Integer || value instanceof Long;
        if (integer && ((Number) value).longValue() >= 0) {
            return ((Number) value).longValue();
        }
        throw new RefusedPickleException("has another value where an integer of 0 or more is required");
    }

    private static List<Long> counts(Object value) {
        Object[] items = tuple(value);
        if (items.length > MOST_AXES) {
            throw new RefusedPickleException("describes a tensor of " + items.length + " axes");
        }
        return Arrays.stream(items).map(TorchClasses::count).toList();
    }
}
