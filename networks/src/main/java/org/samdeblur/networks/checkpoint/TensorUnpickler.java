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
 * Reads pickles of tensors, dictionaries, lists, tuples and plain values; everything else becomes a {@link SkippedValue}.
 * Opcodes are those that Python's binary protocols write, names mean what {@link TorchClasses} says or nothing, and amounts
 * are limited, so that a damaged or hostile file ends in an exception before it takes much memory or time.
 *
 * <p>No value is ever printed, compared or hashed by its content unless it is a text or number: in a hostile file a list may
 * hold itself, or twice the list that holds twice the list before.
 *
 * <p>The library underneath decodes numbers and strings and keeps the stack and the memo. Its handling of names is never
 * reached, since it looks them up in a registry that any code in the process may add to, makes objects of names it does not
 * know, and calls methods by reflection; its dictionaries forget the order of their entries.
 */
final class TensorUnpickler extends Unpickler {
    /** A state dict takes some 45 opcodes a tensor; with an optimizer's state, three times as many. */
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
     * @throws RefusedPickleException if it is damaged, or holds what is not allowed; the message continues "the file …"
     */
    Object next() {
        try {
            return load(source);
        } catch (RefusedPickleException e) {
            throw e;
        } catch (IOException e) {
            throw new RefusedPickleException("is cut short within a pickle", e);
        } catch (RuntimeException e) {
            // an empty stack, a value of another kind than the opcode wants: the library checks none of it
            throw new RefusedPickleException("is damaged: its pickle makes no sense", e);
        }
    }

    /** Returns the storages the pickles so far refer to, under their keys. */
    Map<String, PickledStorage> storages() {
        return storages;
    }

    /** Returns the types of storages whose elements are of a type that is not read, under the storages' keys. */
    Map<String, String> skippedStorages() {
        return skippedStorages;
    }

    /** The library's opcodes that push numbers, strings and tuples, or use stack and memo, are safe as they are. */
    @Override
    protected Object dispatch(short opcode) throws IOException {
        if (++opcodes > MOST_OPCODES) {
            throw new RefusedPickleException(
                    "holds more than " + MOST_OPCODES + " pickled values, too many for a checkpoint");
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
                throw new RefusedPickleException(
                        "is damaged or not a checkpoint: its pickle has the opcode " + opcode + ", which none uses");
        }
        return NO_RETURN_VALUE;
    }

    /** The library allocates as much as a length says before it looks whether as much follows. */
    private Object prefixed(short opcode, int width) throws IOException {
        if (!source.holdsPrefixed(width)) {
            throw new IOException("a length that exceeds the rest");
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

    /** Members of a set are dropped, and so are those of a list of a class that is not known. */
    @SuppressWarnings("unchecked")
    private void append(List<Object> items) {
        if (stack.peek() instanceof ArrayList<?> list) {
            ((List<Object>) list).addAll(items);
        } else if (!(stack.peek() instanceof SkippedValue)) {
            throw new RefusedPickleException("is damaged: it appends to what is not a list");
        }
    }

    private static Object named(Object module, Object name) {
        if (!(module instanceof String first) || !(name instanceof String second)) {
            throw new RefusedPickleException("is damaged: it names a class by something else than text");
        }
        String full = first + "." + second;
        return TorchClasses.named(full).orElseGet(() -> new SkippedValue(full));
    }

    /** What a class or function makes; of one that is not known, nothing is made. */
    private static Object made(Object maker, Object arguments) {
        if (maker instanceof IObjectConstructor known) {
            return known.construct(TorchClasses.tuple(arguments));
        }
        return new SkippedValue(maker instanceof SkippedValue foreign ? foreign.name() : "a value");
    }

    /** A state dict carries its format's version as an attribute, a parameter may carry anything; neither is a weight. */
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
        throw new RefusedPickleException("is damaged: it sets entries of what is not a dictionary");
    }

    /** Collections are no keys in Python; here, the hash of one that holds itself would not end. */
    static Object key(Object key) {
        if (key instanceof Map<?, ?> || key instanceof List<?>) {
            throw new RefusedPickleException("is damaged: it has a collection for a dictionary's key");
        }
        return key;
    }

    /**
     * {@code ('storage', type, key, device, count)}, in the legacy format with a view's {@code (key, offset, count)}; or, of a
     * whole module in that format, {@code ('module', class, file, source)}.
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
