package org.samdeblur.networks.checkpoint;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.razorvine.pickle.IObjectConstructor;

/**
 * All names in a pickle that mean something here. Each entry is a function of ours that makes a plain value of plain values;
 * no class is looked up by a name from a file, here or anywhere.
 */
final class TorchClasses {
    /** A name that stands for an element type, in a persistent id or as a value. */
    record TypeName(StoredType type) {}

    /** As many as PyTorch's own operations take. */
    private static final int MOST_AXES = 64;

    private static final Map<String, Object> KNOWN = known();

    private TorchClasses() {}

    /**
     * Returns what a name stands for.
     *
     * @return an {@link IObjectConstructor} or a {@link TypeName}; empty if the name is foreign
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

    /** {@code (storage, offset, shape, strides, …)}; what follows is about training. */
    private static Object tensor(Object[] args) {
        if (args.length > 0 && args[0] instanceof SkippedValue storage) {
            return new SkippedValue(storage.name());
        }
        PickledStorage storage = storageIn(args);
        return tensor(args, storage, storage.type());
    }

    /** {@code (storage, offset, shape, strides, requires_grad, hooks, dtype, …)}. */
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
            throw new RefusedPickleException("describes a tensor by too little");
        }
        List<Long> shape = counts(args[2]);
        List<Long> strides = counts(args[3]);
        if (shape.size() != strides.size()) {
            throw new RefusedPickleException("describes a tensor of shape " + shape + " by the strides " + strides);
        }
        return new PickledTensor(storage, type, count(args[1]), shape, strides);
    }

    private static PickledStorage storageIn(Object[] args) {
        if (args.length > 0 && args[0] instanceof PickledStorage storage) {
            return storage;
        }
        throw new RefusedPickleException("describes a tensor without its storage");
    }

    /** {@code (tensor, …)}. */
    private static Object parameter(Object[] args) {
        if (args.length > 0 && (args[0] instanceof PickledTensor || args[0] instanceof SkippedValue)) {
            return args[0];
        }
        throw new RefusedPickleException("describes a parameter without its tensor");
    }

    /** {@code (function, class, arguments, state)}: a tensor with attributes, or of a subclass; both are as good as plain. */
    private static Object tensorOfSubclass(Object[] args) {
        if (args.length > 2 && args[0] instanceof IObjectConstructor function) {
            return function.construct(tuple(args[2]));
        }
        return new SkippedValue("torch._tensor._rebuild_from_type_v2");
    }

    /**
     * Python 2 passes a list of pairs to the constructor, Python 3 sets the entries afterwards. The list is emptied: it is
     * of no other use, and a hostile pickle could have it copied again and again.
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
                    throw new RefusedPickleException("holds a dictionary whose entries are no pairs");
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
        throw new RefusedPickleException("fills a dictionary with something else than a list");
    }

    /** Returns a value that has to be a tuple. */
    static Object[] tuple(Object value) {
        if (value instanceof Object[] items) {
            return items;
        }
        throw new RefusedPickleException("has something else where a tuple belongs");
    }

    /** Returns a value that has to be a count: an integer from 0 on. */
    static long count(Object value) {
        boolean integer = value instanceof Integer || value instanceof Long;
        if (integer && ((Number) value).longValue() >= 0) {
            return ((Number) value).longValue();
        }
        throw new RefusedPickleException("has something else where a count belongs");
    }

    private static List<Long> counts(Object value) {
        Object[] items = tuple(value);
        if (items.length > MOST_AXES) {
            throw new RefusedPickleException("describes a tensor of " + items.length + " axes");
        }
        return Arrays.stream(items).map(TorchClasses::count).toList();
    }
}
