package org.samdeblur.networks.checkpoint;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.razorvine.pickle.IObjectConstructor;

/**
 * All that a pickle may name. Each entry is a function of ours that makes a plain value of plain values; no class is looked
 * up by a name from a file, here or anywhere.
 */
final class TorchClasses {
    /** A name that stands for an element type, in a persistent id or as a value. */
    record TypeName(StoredType type) {}

    /** A name that is only ever passed along, such as the factory of a dictionary. */
    record Token(String name) {}

    /** As many as PyTorch's own operations take. */
    private static final int MOST_AXES = 64;

    private static final Map<String, Object> ALLOWED = allowed();

    private TorchClasses() {}

    /**
     * Returns what a name stands for.
     *
     * @return an {@link IObjectConstructor}, a {@link TypeName} or a {@link Token}; empty if the name is foreign
     */
    static Optional<Object> named(String name) {
        return Optional.ofNullable(ALLOWED.get(name));
    }

    private static Map<String, Object> allowed() {
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
        function(names, "torch._utils._rebuild_parameter", args -> tensorIn(args, 0));
        function(names, "torch._utils._rebuild_parameter_with_state", args -> tensorIn(args, 0));
        function(names, "torch.Size", args -> args.length == 0 ? args : tuple(args[0]));
        function(names, "torch.device", Arrays::asList);
        function(names, "collections.OrderedDict", TorchClasses::dictionary);
        function(names, "collections.defaultdict", args -> new LinkedHashMap<>());
        function(names, "collections.Counter", TorchClasses::dictionary);
        function(names, "_codecs.encode", args -> args[0]);
        for (String builtins : List.of("builtins.", "__builtin__.")) {
            function(names, builtins + "set", TorchClasses::sequence);
            function(names, builtins + "frozenset", TorchClasses::sequence);
            for (String type : List.of("dict", "list", "int", "float", "bool", "str")) {
                names.put(builtins + type, new Token(type));
            }
        }
        return Map.copyOf(names);
    }

    private static void function(Map<String, Object> names, String name, IObjectConstructor function) {
        names.put(name, function);
    }

    /** {@code (storage, offset, shape, strides, …)}; what follows is about training. */
    private static PickledTensor tensor(Object[] args) {
        PickledStorage storage = storageIn(args);
        return tensor(args, storage, storage.type());
    }

    /** {@code (storage, offset, shape, strides, requires_grad, hooks, dtype, …)}. */
    private static PickledTensor tensorOfOwnType(Object[] args) {
        if (args.length > 6 && args[6] instanceof TypeName name) {
            return tensor(args, storageIn(args), name.type());
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

    private static PickledTensor tensorIn(Object[] args, int index) {
        if (args.length > index && args[index] instanceof PickledTensor tensor) {
            return tensor;
        }
        throw new RefusedPickleException("describes a parameter without its tensor");
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
            List<?> pairs = sequence(args);
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

    private static List<?> sequence(Object[] args) {
        if (args.length == 1 && args[0] instanceof List<?> items) {
            return items;
        }
        throw new RefusedPickleException("fills a collection with something else than a list");
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
