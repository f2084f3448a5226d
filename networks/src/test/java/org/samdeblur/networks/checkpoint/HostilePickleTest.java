package org.samdeblur.networks.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.Unpickler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.networks.contract.PickleWriter;
import org.samdeblur.networks.contract.PyTorchZipWriter;

/** Pickles made to do harm: none makes anything but tensors and plain values, whatever it names. */
class HostilePickleTest {
    @TempDir
    private Path folder;

    /** The last eight are classes that the pickle library by itself would make objects of. */
    @ParameterizedTest
    @CsvSource({
        "os, system",
        "posix, system",
        "subprocess, Popen",
        "builtins, eval",
        "builtins, getattr",
        "__builtin__, exec",
        "java.lang, Runtime",
        "torch.hub, load",
        "torch, load",
        "torch.nn.modules.conv, Conv2d",
        "numpy.core.multiarray, _reconstruct",
        "array, array",
        "decimal, Decimal",
        "datetime, datetime",
        "builtins, bytearray",
        "builtins, complex",
        "copy_reg, _reconstructor",
        "operator, attrgetter",
        "builtins, ValueError",
    })
    void aForeignClassIsNotMade(String module, String name) {
        byte[] pickle = withWeight(value -> value.global(module, name)
                .text("echo harm")
                .opcode(Opcodes.TUPLE1)
                .opcode(Opcodes.REDUCE)
                .opcode(Opcodes.EMPTY_DICT)
                .opcode(Opcodes.BUILD));

        assertEquals(Set.of("w"), open(pickle).names());
    }

    /** As Python pickles them: by name, by call, by class and arguments with and without names, and with a state. */
    @Test
    void valuesThatAreNoWeightsAreSkippedHoweverTheyArePickled() {
        PickleWriter pickle = new PickleWriter().opcode(Opcodes.EMPTY_DICT);
        List<Consumer<PickleWriter>> values = List.of(
                value -> value.global("my", "function"),
                value -> value.text("my").text("function").opcode(Opcodes.STACK_GLOBAL),
                value -> value.global("argparse", "Namespace")
                        .opcode(Opcodes.EMPTY_TUPLE)
                        .opcode(Opcodes.NEWOBJ)
                        .opcode(Opcodes.EMPTY_DICT)
                        .opcode(Opcodes.BUILD),
                value -> value.global("my", "Keyword")
                        .opcode(Opcodes.EMPTY_TUPLE)
                        .opcode(Opcodes.EMPTY_DICT)
                        .opcode(Opcodes.NEWOBJ_EX),
                value -> value.opcode(Opcodes.MARK).global("my", "Old").opcode(Opcodes.OBJ),
                value -> value.opcode(Opcodes.EMPTY_SET)
                        .opcode(Opcodes.MARK)
                        .integer(1)
                        .opcode(Opcodes.ADDITEMS),
                value -> value.opcode(Opcodes.MARK).integer(1).opcode(Opcodes.FROZENSET),
                value -> value.global("my", "List")
                        .opcode(Opcodes.EMPTY_TUPLE)
                        .opcode(Opcodes.NEWOBJ)
                        .opcode(Opcodes.MARK)
                        .integer(1)
                        .opcode(Opcodes.APPENDS)
                        .integer(2)
                        .opcode(Opcodes.APPEND),
                value -> value.global("my", "Dict")
                        .opcode(Opcodes.EMPTY_TUPLE)
                        .opcode(Opcodes.REDUCE)
                        .opcode(Opcodes.MARK)
                        .integer(1)
                        .integer(2)
                        .opcode(Opcodes.SETITEMS),
                value -> value.global("my", "factory")
                        .opcode(Opcodes.EMPTY_TUPLE)
                        .opcode(Opcodes.REDUCE)
                        .opcode(Opcodes.EMPTY_TUPLE)
                        .opcode(Opcodes.REDUCE),
                value -> value.opcode(Opcodes.LONG4).raw(1, 0, 0, 0, 5),
                value -> value.opcode(Opcodes.BYTEARRAY8)
                        .raw(1, 0, 0, 0, 0, 0, 0, 0, 5)
                        .opcode(Opcodes.READONLY_BUFFER),
                value -> value.opcode(Opcodes.MARK)
                        .integer(1)
                        .opcode(Opcodes.POP_MARK)
                        .integer(1)
                        .integer(2)
                        .opcode(Opcodes.POP),
                value -> complexTensor(value));
        for (int i = 0; i < values.size(); i++) {
            pickle.text("value " + i);
            values.get(i).accept(pickle);
            pickle.opcode(Opcodes.SETITEM);
        }
        // an enumeration's member and a set may be keys
        pickle.global("my", "Enum")
                .integer(1)
                .opcode(Opcodes.TUPLE1)
                .opcode(Opcodes.REDUCE)
                .integer(1)
                .opcode(Opcodes.SETITEM)
                .opcode(Opcodes.MARK)
                .opcode(Opcodes.FROZENSET)
                .integer(1)
                .opcode(Opcodes.SETITEM);
        byte[] bytes = pickle.text("w")
                .tensor("FloatStorage", "0", 4, 0, List.of(4), List.of(1L))
                .opcode(Opcodes.SETITEM)
                .stop();

        assertEquals(Set.of("w"), open(bytes).names());
    }

    private static void complexTensor(PickleWriter pickle) {
        pickle.tensor("ComplexFloatStorage", "1", 1, 0, List.of(1), List.of(1L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cycle_stack_global", "laughs_stack_global", "legacy_cycle_keys", "legacy_laughs_keys"})
    void valuesThatHoldThemselvesOrDoubleAtEachLevelAreNoText(String name) {
        Path file = TestWeights.shared("cases/faults/" + name + ".pth");

        InvalidModelException e = assertThrows(InvalidModelException.class, () -> Checkpoint.open(file));

        assertTrue(e.getMessage().contains("is not text"), e.getMessage());
    }

    @Test
    void aClassIsNamedByText() {
        byte[] pickle = new PickleWriter()
                .opcode(Opcodes.EMPTY_LIST)
                .opcode(Opcodes.DUP)
                .opcode(Opcodes.DUP)
                .opcode(Opcodes.APPEND)
                .opcode(Opcodes.DUP)
                .opcode(Opcodes.STACK_GLOBAL)
                .stop();

        assertTrue(refusal(pickle).contains("the name of a class is not text"), refusal(pickle));
    }

    /** A list twice in a list, that twice in a list, and so on: whatever prints, hashes or compares it does not come back. */
    @ParameterizedTest
    @MethodSource
    void aValueOfBillionsOfPartsIsNeverLookedInto(Consumer<PickleWriter> use) {
        PickleWriter pickle = new PickleWriter().opcode(Opcodes.EMPTY_DICT).opcode(Opcodes.EMPTY_LIST);
        for (int i = 0; i < 64; i++) {
            pickle.opcode(Opcodes.BINPUT)
                    .raw(0)
                    .opcode(Opcodes.EMPTY_LIST)
                    .opcode(Opcodes.MARK)
                    .opcode(Opcodes.BINGET)
                    .raw(0)
                    .opcode(Opcodes.BINGET)
                    .raw(0)
                    .opcode(Opcodes.APPENDS);
        }
        pickle.opcode(Opcodes.BINPUT).raw(0).opcode(Opcodes.POP);
        use.accept(pickle);

        String message = refusal(pickle.stop());

        assertTrue(message.length() < 300 + folder.toString().length(), message);
    }

    private static Stream<Consumer<PickleWriter>> aValueOfBillionsOfPartsIsNeverLookedInto() {
        return Stream.of(
                pickle -> bomb(pickle.opcode(Opcodes.BINGET).raw(0)).opcode(Opcodes.SETITEM),
                pickle -> bomb(pickle).opcode(Opcodes.TUPLE1).integer(1).opcode(Opcodes.SETITEM),
                pickle -> bomb(pickle).opcode(Opcodes.BINPERSID),
                pickle -> bomb(pickle).opcode(Opcodes.TUPLE1).opcode(Opcodes.BINPERSID),
                pickle -> bomb(pickle).opcode(Opcodes.EMPTY_TUPLE).opcode(Opcodes.REDUCE),
                pickle -> bomb(bomb(pickle)).opcode(Opcodes.REDUCE),
                pickle -> bomb(bomb(pickle)).opcode(Opcodes.BUILD),
                pickle -> bomb(pickle.global("torch._utils", "_rebuild_tensor_v2"))
                        .opcode(Opcodes.TUPLE1)
                        .opcode(Opcodes.REDUCE),
                pickle -> bomb(pickle.global("collections", "OrderedDict"))
                        .opcode(Opcodes.TUPLE1)
                        .opcode(Opcodes.REDUCE),
                pickle -> bomb(pickle.text("params")).opcode(Opcodes.SETITEM));
    }

    private static PickleWriter bomb(PickleWriter pickle) {
        return pickle.opcode(Opcodes.BINGET).raw(0);
    }

    @Test
    void marksThatAreDroppedOneAtATimeStayLinear() {
        PickleWriter pickle = new PickleWriter();
        for (int i = 0; i < 600_000; i++) {
            pickle.opcode(Opcodes.NONE);
        }
        for (int i = 0; i < 600_000; i++) {
            pickle.opcode(Opcodes.MARK).opcode(Opcodes.POP_MARK);
        }

        assertTrue(refusal(pickle.stop()).contains("no state dict"), "nothing is not a state dict");
    }

    @Test
    void aConstructorThatOtherCodeRegisteredWithTheLibraryIsNotUsed() {
        Unpickler.registerConstructor("collections", "OrderedDict", args -> {
            throw new AssertionError("the registry of the process was asked");
        });
        Unpickler.registerConstructor("registered", "Elsewhere", args -> {
            throw new AssertionError("the registry of the process was asked");
        });
        byte[] pickle = withWeight(
                value -> value.orderedDictionary().opcode(Opcodes.POP).global("registered", "Elsewhere"));

        assertEquals(Set.of("w"), open(pickle).names());
    }

    @Test
    void aNameCannotBreakTheMessageIntoLines() {
        byte[] pickle = new PickleWriter()
                .text("os\nfatal: all is lost")
                .text("x".repeat(10_000))
                .opcode(Opcodes.STACK_GLOBAL)
                .opcode(Opcodes.EMPTY_TUPLE)
                .opcode(Opcodes.NEWOBJ)
                .opcode(Opcodes.EMPTY_DICT)
                .text("_parameters")
                .opcode(Opcodes.NONE)
                .opcode(Opcodes.SETITEM)
                .text("_modules")
                .opcode(Opcodes.NONE)
                .opcode(Opcodes.SETITEM)
                .opcode(Opcodes.BUILD)
                .stop();

        assertTrue(refusal(pickle).length() < 400 + folder.toString().length(), refusal(pickle));
    }

    @ParameterizedTest
    @ValueSource(
            shorts = {
                Opcodes.INST,
                Opcodes.EXT1,
                Opcodes.EXT2,
                Opcodes.EXT4,
                Opcodes.NEXT_BUFFER,
                Opcodes.PERSID,
                Opcodes.LONG,
                Opcodes.GET,
                Opcodes.PUT,
                0,
                255
            })
    void opcodesThatNoCheckpointHasAreRefused(short opcode) {
        byte[] pickle = new PickleWriter()
                .opcode(Opcodes.EMPTY_DICT)
                .opcode(Opcodes.MARK)
                .opcode(opcode)
                .raw(new byte[8])
                .stop();

        assertTrue(refusal(pickle).contains("has the opcode " + opcode), refusal(pickle));
    }

    @Test
    void attributesAreNotSet() {
        byte[] pickle = new PickleWriter()
                .text("a plain value")
                .opcode(Opcodes.EMPTY_DICT)
                .opcode(Opcodes.BUILD)
                .stop();

        assertTrue(refusal(pickle).contains("sets attributes"), refusal(pickle));
    }

    @ParameterizedTest
    @ValueSource(shorts = {Opcodes.BINUNICODE, Opcodes.BINSTRING, Opcodes.BINBYTES, Opcodes.LONG4})
    void aLengthOfGigabytesAllocatesNothing(short opcode) {
        byte[] pickle = new PickleWriter()
                .opcode(opcode)
                .raw(0xff, 0xff, 0xff, 0x7f)
                .raw('a')
                .stop();

        assertTrue(refusal(pickle).contains("cut short"), refusal(pickle));
    }

    @Test
    void aLengthBeyondAllIntegersAllocatesNothing() {
        byte[] pickle = new PickleWriter()
                .opcode(Opcodes.BINUNICODE8)
                .raw(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f)
                .stop();

        assertTrue(refusal(pickle).contains("cut short"), refusal(pickle));
    }

    @Test
    void valuesWithoutEndAreCutOff() {
        PickleWriter pickle = new PickleWriter();
        for (int i = 0; i < 3_000_000; i++) {
            pickle.opcode(Opcodes.EMPTY_DICT);
        }

        assertTrue(refusal(pickle.stop()).contains("too many"), "three million dictionaries");
    }

    @Test
    void aListThatGrowsByOneAtATimeStaysLinear() {
        PickleWriter pickle = new PickleWriter().opcode(Opcodes.EMPTY_LIST);
        for (int i = 0; i < 600_000; i++) {
            pickle.opcode(Opcodes.MARK).opcode(Opcodes.NONE).opcode(Opcodes.APPENDS);
        }

        assertTrue(refusal(pickle.stop()).contains("no state dict"), "a list is not a state dict");
    }

    @Test
    void nestingOfAnyDepthIsHarmless() {
        PickleWriter pickle = new PickleWriter().opcode(Opcodes.EMPTY_TUPLE);
        for (int i = 0; i < 500_000; i++) {
            pickle.opcode(Opcodes.TUPLE1);
        }

        assertTrue(refusal(pickle.stop()).contains("no state dict"), "a tuple is not a state dict");
    }

    @Test
    void aListThatHoldsItselfIsNoKey() {
        byte[] pickle = new PickleWriter()
                .opcode(Opcodes.EMPTY_DICT)
                .opcode(Opcodes.EMPTY_LIST)
                .opcode(Opcodes.BINPUT)
                .raw(0)
                .opcode(Opcodes.BINGET)
                .raw(0)
                .opcode(Opcodes.APPEND)
                .opcode(Opcodes.NONE)
                .opcode(Opcodes.SETITEM)
                .stop();

        assertTrue(refusal(pickle).contains("collection as a dictionary's key"), refusal(pickle));
    }

    @Test
    void aTensorCannotReachBeyondItsStorage() {
        assertTrue(refusal(tensor(4, 1, List.of(4), List.of(1L))).contains("beyond the 16 bytes"));
        assertTrue(refusal(tensor(4, 0, List.of(2, 2), List.of(3L, 1L))).contains("beyond the 16 bytes"));
        assertTrue(refusal(tensor(4, Long.MAX_VALUE, List.of(2), List.of(1L))).contains("impossible"));
        assertTrue(refusal(tensor(4, 0, List.of(4), List.of(Long.MAX_VALUE))).contains("impossible"));
        assertTrue(refusal(tensor(5, 0, List.of(4), List.of(1L))).contains("needs 20 bytes, but its storage has 16"));
        assertTrue(refusal(tensor(Long.MAX_VALUE, 0, List.of(4), List.of(1L))).contains("its storage has 16"));
    }

    @Test
    void aViewCannotReachBeforeItsStorageByOverflow() {
        byte[] pickle = new PickleWriter()
                .opcode(Opcodes.EMPTY_DICT)
                .text("w")
                .global("torch._utils", "_rebuild_tensor_v2")
                .opcode(Opcodes.MARK)
                .opcode(Opcodes.MARK)
                .text("storage")
                .global("torch", "FloatStorage")
                .text("0")
                .text("cpu")
                .integer(4)
                .opcode(Opcodes.MARK)
                .text("view")
                .integer(Long.MAX_VALUE)
                .integer(4)
                .opcode(Opcodes.TUPLE)
                .opcode(Opcodes.TUPLE)
                .opcode(Opcodes.BINPERSID)
                .integer(Long.MAX_VALUE)
                .tuple(List.of(1))
                .tuple(List.of(1L))
                .opcode(Opcodes.TUPLE)
                .opcode(Opcodes.REDUCE)
                .opcode(Opcodes.SETITEM)
                .stop();

        assertTrue(refusal(pickle).contains("impossible"), refusal(pickle));
    }

    @Test
    void aShapeCannotDemandMoreValuesThanTheFileHasBytes() {
        assertTrue(refusal(tensor(4, 0, List.of(1 << 30, 1 << 30), List.of(0L, 0L)))
                .contains("beyond"));
        assertTrue(refusal(tensor(4, 0, List.of(1 << 30, 1 << 30, 1 << 30), List.of(0L, 0L, 0L)))
                .contains("impossible"));
    }

    @Test
    void sizesAndStridesAreCounts() {
        assertTrue(refusal(tensor(4, 0, List.of(-1), List.of(1L))).contains("integer of 0 or more"));
        assertTrue(refusal(tensor(4, 0, List.of(4), List.of(-1L))).contains("integer of 0 or more"));
        assertTrue(refusal(tensor(4, -1, List.of(4), List.of(1L))).contains("integer of 0 or more"));
        assertTrue(refusal(tensor(4, 0, List.of(4), List.of())).contains("with the strides"));
    }

    private static byte[] tensor(long count, long offset, List<Integer> shape, List<Long> strides) {
        return new PickleWriter()
                .opcode(Opcodes.EMPTY_DICT)
                .text("w")
                .tensor("FloatStorage", "0", count, offset, shape, strides)
                .opcode(Opcodes.SETITEM)
                .stop();
    }

    /** A dictionary of a value and the tensor {@code w}. */
    private static byte[] withWeight(Consumer<PickleWriter> value) {
        PickleWriter pickle = new PickleWriter().opcode(Opcodes.EMPTY_DICT).text("value");
        value.accept(pickle);
        return pickle.opcode(Opcodes.SETITEM)
                .text("w")
                .tensor("FloatStorage", "0", 4, 0, List.of(4), List.of(1L))
                .opcode(Opcodes.SETITEM)
                .stop();
    }

    private Checkpoint open(byte[] pickle) {
        Path file = folder.resolve("foreign.pth");
        PyTorchZipWriter.write(file, pickle, Map.of("0", new byte[16]));
        return Checkpoint.open(file);
    }

    /** Opens a checkpoint of this pickle and one storage of sixteen bytes; returns the message of its refusal. */
    private String refusal(byte[] pickle) {
        Path file = folder.resolve("hostile.pth");
        PyTorchZipWriter.write(file, pickle, Map.of("0", new byte[16]));
        InvalidModelException e = assertThrows(InvalidModelException.class, () -> Checkpoint.open(file));
        assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
        return e.getMessage();
    }
}
