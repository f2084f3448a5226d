package org.samdeblur.networks.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.Unpickler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    void aForeignClassIsNamedAndNotMade(String module, String name) {
        byte[] pickle = new PickleWriter()
                .global(module, name)
                .text("echo harm")
                .opcode(Opcodes.TUPLE1)
                .opcode(Opcodes.REDUCE)
                .stop();

        assertTrue(refusal(pickle).contains("names the class '" + module + "." + name + "'"), refusal(pickle));
    }

    @Test
    void theNewerOpcodeForNamesIsNoWayAround() {
        byte[] pickle = new PickleWriter()
                .text("os")
                .text("system")
                .opcode(Opcodes.STACK_GLOBAL)
                .stop();

        assertTrue(refusal(pickle).contains("names the class 'os.system'"), refusal(pickle));
    }

    @Test
    void aConstructorThatOtherCodeRegisteredWithTheLibraryIsNotUsed() {
        Unpickler.registerConstructor("collections", "OrderedDict", args -> {
            throw new AssertionError("the registry of the process was asked");
        });
        Unpickler.registerConstructor("registered", "Elsewhere", args -> {
            throw new AssertionError("the registry of the process was asked");
        });
        byte[] pickle = new PickleWriter()
                .orderedDictionary()
                .global("registered", "Elsewhere")
                .opcode(Opcodes.EMPTY_TUPLE)
                .opcode(Opcodes.REDUCE)
                .stop();

        assertTrue(refusal(pickle).contains("names the class 'registered.Elsewhere'"), refusal(pickle));
    }

    @Test
    void aNameCannotBreakTheMessageIntoLines() {
        byte[] pickle = new PickleWriter()
                .text("os\nfatal: all is lost")
                .text("x".repeat(10_000))
                .opcode(Opcodes.STACK_GLOBAL)
                .stop();

        assertTrue(refusal(pickle).length() < 300 + folder.toString().length(), refusal(pickle));
    }

    @ParameterizedTest
    @ValueSource(
            shorts = {
                Opcodes.INST,
                Opcodes.OBJ,
                Opcodes.NEWOBJ_EX,
                Opcodes.EXT1,
                Opcodes.EXT2,
                Opcodes.EXT4,
                Opcodes.NEXT_BUFFER,
                Opcodes.PERSID,
                Opcodes.LONG,
                Opcodes.GET,
                Opcodes.PUT,
                Opcodes.POP_MARK,
                Opcodes.BYTEARRAY8,
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
    @ValueSource(shorts = {Opcodes.BINUNICODE, Opcodes.BINSTRING, Opcodes.BINBYTES})
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

        assertTrue(refusal(pickle.stop()).contains("no state dict"), "a list is no state dict");
    }

    @Test
    void nestingOfAnyDepthIsHarmless() {
        PickleWriter pickle = new PickleWriter().opcode(Opcodes.EMPTY_TUPLE);
        for (int i = 0; i < 500_000; i++) {
            pickle.opcode(Opcodes.TUPLE1);
        }

        assertTrue(refusal(pickle.stop()).contains("no state dict"), "a tuple is no state dict");
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

        assertTrue(refusal(pickle).contains("collection for a dictionary's key"), refusal(pickle));
    }

    @Test
    void aTensorCannotReachBeyondItsStorage() {
        assertTrue(refusal(tensor(4, 1, List.of(4), List.of(1L))).contains("beyond the 16 bytes"));
        assertTrue(refusal(tensor(4, 0, List.of(2, 2), List.of(3L, 1L))).contains("beyond the 16 bytes"));
        assertTrue(refusal(tensor(4, Long.MAX_VALUE, List.of(2), List.of(1L))).contains("impossible"));
        assertTrue(refusal(tensor(4, 0, List.of(4), List.of(Long.MAX_VALUE))).contains("impossible"));
        assertTrue(refusal(tensor(5, 0, List.of(4), List.of(1L))).contains("needs 20 bytes, and there are 16"));
        assertTrue(refusal(tensor(Long.MAX_VALUE, 0, List.of(4), List.of(1L))).contains("there are 16"));
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
        assertTrue(refusal(tensor(4, 0, List.of(-1), List.of(1L))).contains("count"));
        assertTrue(refusal(tensor(4, 0, List.of(4), List.of(-1L))).contains("count"));
        assertTrue(refusal(tensor(4, -1, List.of(4), List.of(1L))).contains("count"));
        assertTrue(refusal(tensor(4, 0, List.of(4), List.of())).contains("by the strides"));
    }

    private static byte[] tensor(long count, long offset, List<Integer> shape, List<Long> strides) {
        return new PickleWriter()
                .opcode(Opcodes.EMPTY_DICT)
                .text("w")
                .tensor("FloatStorage", "0", count, offset, shape, strides)
                .opcode(Opcodes.SETITEM)
                .stop();
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
