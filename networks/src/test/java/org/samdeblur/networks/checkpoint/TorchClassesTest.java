package org.samdeblur.networks.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import net.razorvine.pickle.IObjectConstructor;
import org.junit.jupiter.api.Test;

/** What older and newer versions of Python and PyTorch write otherwise than the one that wrote the other tests' files. */
class TorchClassesTest {
    private static final PickledStorage BYTES = new PickledStorage(StoredType.UINT8, "0", 8, 0);

    @Test
    void theFirstPyTorchsTensorsHaveNothingAboutTraining() {
        PickledStorage floats = new PickledStorage(StoredType.FLOAT32, "0", 6, 0);

        Object tensor = make("torch._utils._rebuild_tensor", floats, 2, new Object[] {2, 1}, new Object[] {1L, 1L});

        assertEquals(new PickledTensor(floats, StoredType.FLOAT32, 2, List.of(2L, 1L), List.of(1L, 1L)), tensor);
    }

    @Test
    void theNewestPyTorchsTensorsHaveTheirTypeBesideABareStorage() {
        Object type = TorchClasses.named("torch.uint16").orElseThrow();

        Object tensor = make(
                "torch._utils._rebuild_tensor_v3",
                BYTES,
                1,
                new Object[] {3},
                new Object[] {1},
                false,
                Map.of(),
                type,
                null);

        assertEquals(new PickledTensor(BYTES, StoredType.UINT16, 1, List.of(3L), List.of(1L)), tensor);
    }

    @Test
    void bareStoragesHoldBytes() {
        for (String name : List.of("torch.UntypedStorage", "torch.storage.UntypedStorage")) {
            assertEquals(
                    new TorchClasses.TypeName(StoredType.UINT8),
                    TorchClasses.named(name).orElseThrow());
        }
    }

    @Test
    void python2PutsADictionarysEntriesIntoAListOfPairs() {
        List<Object> pairs = new ArrayList<>();
        pairs.add(new ArrayList<>(List.of("b", 1)));
        pairs.add(new Object[] {"a", 2});

        Object dictionary = make("collections.OrderedDict", pairs);

        assertEquals(List.of(Map.entry("b", 1), Map.entry("a", 2)), List.copyOf(((Map<?, ?>) dictionary).entrySet()));
    }

    @Test
    void entriesThatAreNoPairsAreRefused() {
        List<Object> triples = new ArrayList<>();
        triples.add(new Object[] {"b", 1, 2});

        assertThrows(RefusedPickleException.class, () -> make("collections.OrderedDict", triples));
    }

    @Test
    void otherDictionariesAreDictionariesToo() {
        assertEquals(Map.of(), make("collections.defaultdict", new SkippedValue("builtins.list")));
        assertEquals(Map.of(3, 1), make("collections.Counter", new LinkedHashMap<>(Map.of(3, 1))));
    }

    @Test
    void sizesAreTuples() {
        Object[] size = {2, 3};

        assertArrayEquals(size, (Object[]) make("torch.Size", (Object) size));
        assertArrayEquals(new Object[0], (Object[]) make("torch.Size"));
    }

    @Test
    void aTensorWithAttributesOrOfASubclassIsATensor() {
        Object function = TorchClasses.named("torch._utils._rebuild_tensor").orElseThrow();
        Object[] arguments = {BYTES, 0, new Object[] {8}, new Object[] {1}};

        Object tensor = make("torch._tensor._rebuild_from_type_v2", function, "class", arguments, Map.of());

        assertEquals(new PickledTensor(BYTES, StoredType.UINT8, 0, List.of(8L), List.of(1L)), tensor);
    }

    @Test
    void aTensorOfATypeThatIsNotReadIsSkipped() {
        SkippedValue storage = new SkippedValue("torch.ComplexFloatStorage");

        assertInstanceOf(
                SkippedValue.class,
                make("torch._utils._rebuild_tensor_v2", storage, 0, new Object[] {1}, new Object[] {1}));
        assertInstanceOf(
                SkippedValue.class,
                make(
                        "torch._utils._rebuild_tensor_v3",
                        BYTES,
                        0,
                        new Object[] {1},
                        new Object[] {1},
                        false,
                        Map.of(),
                        new SkippedValue("torch.complex64")));
    }

    @Test
    void aTensorTakesItsStorageItsShapeAndItsType() {
        for (Object[] args : new Object[][] {
            {},
            {"no storage", 0, new Object[0], new Object[0]},
            {BYTES, 0, new Object[0]},
            {BYTES, 0, List.of(), new Object[0]},
            {BYTES, 0.5, new Object[0], new Object[0]},
            {BYTES, 0, new Object[65], new Object[65]},
        }) {
            assertThrows(RefusedPickleException.class, () -> make("torch._utils._rebuild_tensor_v2", args));
        }
        assertThrows(
                RefusedPickleException.class,
                () -> make("torch._utils._rebuild_tensor_v3", BYTES, 0, new Object[0], new Object[0]));
        assertThrows(RefusedPickleException.class, () -> make("torch._utils._rebuild_parameter", "no tensor", true));
    }

    @Test
    void aViewOfAStorageBeginsWithinIt() {
        PickledStorage view = new PickledStorage(StoredType.INT8, "0", 8, 3);
        CheckpointFile file = CheckpointFile.open(TestWeights.GOLDEN.resolve("nafnet/config.json"));
        Storage storage = new Storage(file, "0", 0, 8, OptionalLong.empty());

        StoredTensor tensor = new PickledTensor(view, StoredType.INT8, 1, List.of(4L), List.of(1L)).in(storage, 8);

        assertEquals(4, tensor.offset());
        assertThrows(
                RefusedPickleException.class,
                () -> new PickledTensor(view, StoredType.INT8, 1, List.of(5L), List.of(1L)).in(storage, 8));
    }

    private static Object make(String name, Object... args) {
        return ((IObjectConstructor) TorchClasses.named(name).orElseThrow()).construct(args);
    }
}
