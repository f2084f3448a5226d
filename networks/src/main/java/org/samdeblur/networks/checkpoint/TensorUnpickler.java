package org.samdeblur.networks.checkpoint;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.razorvine.pickle.IObjectConstructor;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.PickleUtils;
import net.razorvine.pickle.Unpickler;

/**
 * Reads pickles of tensors, dictionaries, lists, tuples and plain values; everything else becomes a {@link
 * SkippedValue}. Only the opcodes of Python's binary protocols are allowed, only the names in {@link TorchClasses} have
 * a meaning, and sizes are limited. A damaged or malicious file therefore causes an exception before it takes much
 * memory or time.
 *
 * <p>Values other than text and numbers are never printed, compared or hashed by their content: in a malicious file, a
 * list may contain itself, or lists may be nested exponentially.
 *
 * <p>The Pickle library decodes numbers and strings and keeps the stack and the memo. Its handling of names is never
 * used, because it looks them up in a registry that any code in the process may change, creates objects for unknown
 * names, and calls methods by reflection. Its dictionaries do not keep the order of their entries.
 */
final class TensorUnpickler extends Unpickler {
    /** A state dict takes about 45 opcodes per tensor; with an optimizer's state, three times as many. */
    private static final int MOST_OPCODES = 2_000_000;

    private final PickleInput source;
    private final Map<String, PickledStorage> storages = new LinkedHashMap<>();
    private final Map<String, String> skippedStorages = new HashMap<>();
    private int opcodes;

    TensorUnpickler(PickleInput source) {
        this.source = source;
    }

    /**
     * Reads the next pickle of the source.
     *
     * @throws RefusedPickleException if it is damaged, or has content that is not allowed
     */
    Object next() {
        try {
            return load(source);
        } catch (RefusedPickleException e) {
            throw e;
        } catch (IOException e) {
            throw new RefusedPickleException("is cut short within a pickle", e);
        } catch (RuntimeException e) {
            // the library does not check for an empty stack, or operands of the wrong type
            throw new RefusedPickleException("is damaged: its pickle is invalid", e);
        }
    }

    /** Returns the storages that the pickles read so far refer to, by key. */
    Map<String, PickledStorage> storages() {
        return storages;
    }

    /** Returns the unsupported types of storages, by the storages' keys. */
    Map<String, String> skippedStorages() {
        return skippedStorages;
    }

    /** Runs an opcode. The library's own code is safe for numbers, strings, tuples, the stack and the memo. */
    @Override
    protected Object dispatch(short opcode) throws IOException {
        if (++opcodes > MOST_OPCODES) {
            throw new RefusedPickleException(
                    "holds more than " + MOST_OPCODES + " pickle opcodes, too many for a checkpoint");
        }
        switch (opcode) {
            case Opcodes.PROTO,
                    Opcodes.FRAME,
                    Opcodes.STOP,
                    Opcodes.MARK,
                    Opcodes.NONE,
                    Opcodes.NEWTRUE,
                    Opcodes.NEWFALSE,
                    Opcodes.BININT,
                    Opcodes.BININT1,
                    Opcodes.BININT2,
                    Opcodes.BINFLOAT,
                    Opcodes.EMPTY_TUPLE,
                    Opcodes.TUPLE1,
                    Opcodes.TUPLE2,
                    Opcodes.TUPLE3,
                    Opcodes.TUPLE,
                    Opcodes.EMPTY_LIST,
                    Opcodes.POP,
                    Opcodes.DUP,
                    Opcodes.BINGET,
                    Opcodes.LONG_BINGET,
                    Opcodes.BINPUT,
                    Opcodes.LONG_BINPUT,
                    Opcodes.MEMOIZE,
                    Opcodes.BINPERSID,
                    Opcodes.READONLY_BUFFER -> {
                return super.dispatch(opcode);
            }
            case Opcodes.LONG1, Opcodes.SHORT_BINSTRING, Opcodes.SHORT_BINBYTES, Opcodes.SHORT_BINUNICODE -> {
                return prefixed(opcode, Byte.BYTES);
            }
            case Opcodes.LONG4, Opcodes.BINSTRING, Opcodes.BINBYTES, Opcodes.BINUNICODE -> {
                return prefixed(opcode, Integer.BYTES);
            }
            case Opcodes.BINUNICODE8, Opcodes.BINBYTES8, Opcodes.BYTEARRAY8 -> {
                return prefixed(opcode, Long.BYTES);
            }
            case Opcodes.EMPTY_DICT -> stack.add(new LinkedHashMap<>());
            case Opcodes.SETITEM -> setItem();
            case Opcodes.SETITEMS -> setItems();
            case Opcodes.POP_MARK -> stack.pop_all_since_marker();
            case Opcodes.EMPTY_SET -> stack.add(new SkippedValue("builtins.set"));
            case Opcodes.FROZENSET -> {
                stack.pop_all_since_marker();
                stack.add(new SkippedValue("builtins.frozenset"));
            }
            case Opcodes.APPEND -> append(Collections.singletonList(stack.pop()));
            case Opcodes.APPENDS, Opcodes.ADDITEMS -> append(stack.pop_all_since_marker());
            case Opcodes.GLOBAL -> stack.add(named(PickleUtils.readline(source), PickleUtils.readline(source)));
            case Opcodes.STACK_GLOBAL -> {
                Object name = stack.pop();
                stack.add(named(stack.pop(), name));
            }
            case Opcodes.REDUCE, Opcodes.NEWOBJ -> {
                Object arguments = stack.pop();
                stack.add(made(stack.pop(), arguments));
            }
            case Opcodes.NEWOBJ_EX -> {
                stack.pop();
                Object arguments = stack.pop();
                stack.add(made(stack.pop(), arguments));
            }
            case Opcodes.OBJ -> {
                List<Object> parts = stack.pop_all_since_marker();
                stack.add(made(parts.get(0), parts.subList(1, parts.size()).toArray()));
            }
            case Opcodes.BUILD -> setState();
            default ->
                throw new RefusedPickleException("is damaged or not a checkpoint: its pickle has the opcode " + opcode
                        + ", which checkpoints do not use");
        }
        return NO_RETURN_VALUE;
    }

    /** Checks a length before the library allocates that much memory. */
    private Object prefixed(short opcode, int width) throws IOException {
        if (!source.holdsPrefixed(width)) {
            throw new IOException("a length exceeds the remaining bytes");
        }
        return super.dispatch(opcode);
    }

    private void setItem() {
        Object value = stack.pop();
        Object key = stack.pop();
        dictionary(stack.peek()).put(key(key), value);
    }

    private void setItems() {
        List<Object> items = stack.pop_all_since_marker();
        Map<Object, Object> dictionary = dictionary(stack.peek());
        for (int i = 0; i < items.size(); i += 2) {
            dictionary.put(key(items.get(i)), items.get(i + 1));
        }
    }

    /** Appends to a list. Elements of sets and of unknown classes are dropped. */
    @SuppressWarnings("unchecked")
    private void append(List<Object> items) {
        if (stack.peek() instanceof ArrayList<?> list) {
            ((List<Object>) list).addAll(items);
        } else if (!(stack.peek() instanceof SkippedValue)) {
            throw new RefusedPickleException("is damaged: it appends to a value that is not a list");
        }
    }

    private static Object named(Object module, Object name) {
        if (!(module instanceof String first) || !(name instanceof String second)) {
            throw new RefusedPickleException("is damaged: the name of a class is not text");
        }
        String full = first + "." + second;
        return TorchClasses.named(full).orElseGet(() -> new SkippedValue(full));
    }

    /** Returns the result of a class or function; a placeholder if it is unknown. */
    private static Object made(Object maker, Object arguments) {
        if (maker instanceof IObjectConstructor known) {
            return known.construct(TorchClasses.tuple(arguments));
        }
        return new SkippedValue(maker instanceof SkippedValue foreign ? foreign.name() : "a value");
    }

    /** Sets attributes. Those of state dicts and parameters are ignored, because they are not weights. */
    private void setState() {
        Object state = stack.pop();
        Object target = stack.peek();
        if (target instanceof SkippedValue skipped) {
            skipped.setState(state);
        } else if (!(target instanceof Map<?, ?>) && !(target instanceof PickledTensor)) {
            throw new RefusedPickleException("is damaged: it sets attributes of a plain value");
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<Object, Object> dictionary(Object value) {
        if (value instanceof LinkedHashMap<?, ?>) {
            return (Map<Object, Object>) value;
        }
        if (value instanceof SkippedValue skipped) {
            return skipped.entries();
        }
        throw new RefusedPickleException("is damaged: it sets entries of a value that is not a dictionary");
    }

    /**
     * Checks a dictionary's key. Python does not allow collections; here, the hash of one that contains itself would
     * not end.
     */
    static Object key(Object key) {
        if (key instanceof Map<?, ?> || key instanceof List<?>) {
            throw new RefusedPickleException("is damaged: it uses a collection as a dictionary's key");
        }
        return key;
    }

    /**
     * Reads {@code ('storage', type, key, device, count)}; in the legacy format, a view's {@code (key, offset, count)}
     * may follow, and a whole module has {@code ('module', class, file, source)}.
     */
    @Override
    protected Object persistentLoad(Object id) {
        Object[] parts = TorchClasses.tuple(id);
        if (parts.length >= 2 && "module".equals(parts[0]) && parts[1] instanceof SkippedValue) {
            return parts[1];
        }
        if (parts.length < 5 || !"storage".equals(parts[0]) || !(parts[2] instanceof String key)) {
            throw new RefusedPickleException("refers to something else than a tensor's storage");
        }
        if (parts[1] instanceof SkippedValue type) {
            skippedStorages.putIfAbsent(key, type.name());
            return type;
        }
        if (!(parts[1] instanceof TorchClasses.TypeName name)) {
            throw new RefusedPickleException("refers to something else than a tensor's storage");
        }
        long count = TorchClasses.count(parts[4]);
        long viewOffset = 0;
        if (parts.length > 5 && parts[5] != null) {
            Object[] view = TorchClasses.tuple(parts[5]);
            viewOffset = TorchClasses.count(view.length == 3 ? view[1] : null);
        }
        storages.putIfAbsent(key, new PickledStorage(name.type(), key, count, 0));
        return new PickledStorage(name.type(), key, count, viewOffset);
    }
}
