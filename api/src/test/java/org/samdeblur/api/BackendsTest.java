package org.samdeblur.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.samdeblur.api.services.Providers;

/** Which backend is chosen, and what is said if none can be. */
class BackendsTest {
    private static final ModelSource PTH = ModelSource.of(Path.of("net.pth"));
    private static final ModelSource TORCH_SCRIPT = ModelSource.of(Path.of("net.pt"));
    private static final BackendStatus WORKS = BackendStatus.available("Runtime 1.0", List.of(Device.cpu()));
    private static final String TO_ADD = "; add the dependency org.samdeblur:samdeblur-backend-onnx to have onnx"
            + (Backends.class.getModule().isNamed() ? "; this program needs it on the module path" : "");

    private final Optional<String> propertyBefore = Optional.ofNullable(System.getProperty(Backends.PROPERTY));

    /** A provider that says what it is told to. */
    private record Provider(
            Supplier<String> named,
            int priority,
            int processorPriority,
            Supplier<BackendStatus> state,
            Predicate<ModelSource> takes)
            implements BackendProvider {
        static Provider of(String name, int priority) {
            return new Provider(() -> name, priority, priority, () -> WORKS, model -> true);
        }

        Provider onProcessors(int rank) {
            return new Provider(named, priority, rank, state, takes);
        }

        Provider in(BackendStatus status) {
            return new Provider(named, priority, processorPriority, () -> status, takes);
        }

        Provider without(String problem) {
            return in(BackendStatus.unavailable("Runtime", problem));
        }

        Provider taking(String suffix) {
            return new Provider(
                    named,
                    priority,
                    processorPriority,
                    state,
                    model -> model.toString().endsWith(suffix));
        }

        @Override
        public String name() {
            return named.get();
        }

        @Override
        public BackendStatus status() {
            return state.get();
        }

        @Override
        public boolean supports(ModelSource model) {
            return takes.test(model);
        }

        @Override
        public Backend open(BackendOptions options) {
            throw new UnsupportedOperationException();
        }
    }

    private static Backends found(BackendProvider... providers) {
        return Backends.of(new Providers<>(List.of(providers), List.of()));
    }

    @BeforeEach
    void forgetProperty() {
        System.clearProperty(Backends.PROPERTY);
    }

    @AfterEach
    void restoreProperty() {
        System.clearProperty(Backends.PROPERTY);
        propertyBefore.ifPresent(value -> System.setProperty(Backends.PROPERTY, value));
    }

    @Test
    void theHighestPriorityWins() {
        Provider best = Provider.of("b", 100);
        Backends backends = found(Provider.of("a", 50), best, Provider.of("c", 10));
        assertSame(best, backends.select(PTH));
        assertEquals(
                List.of("b", "a", "c"),
                backends.providers().stream().map(BackendProvider::name).toList());
    }

    @Test
    void whereANetworkRunsOnTheProcessorTheRankThereDecides() {
        Provider usual = Provider.of("usual", 100);
        Provider fast = Provider.of("fast", 30).onProcessors(110);
        Backends backends = found(usual, fast);

        assertSame(fast, backends.select(PTH, Device.cpu()));
        assertSame(fast, backends.select(PTH, Device.auto()));
        assertSame(usual, backends.select(PTH, Device.gpu(0)));
        assertSame(usual, backends.select(PTH));
    }

    @Test
    void aBackendThatHasAGpuIsReplacedOnTheProcessorOnly() {
        Provider usual = Provider.of("usual", 100)
                .in(BackendStatus.available("Runtime 1.0", List.of(Device.parse("cuda"), Device.cpu())));
        Provider fast = Provider.of("fast", 30).onProcessors(110);
        Backends backends = found(usual, fast);

        assertSame(usual, backends.select(PTH, Device.auto()));
        assertSame(fast, backends.select(PTH, Device.cpu()));
    }

    @Test
    void aRankOnTheProcessorIsOfNoUseToABackendThatIsNotAvailable() {
        Provider usual = Provider.of("usual", 100);
        Provider missing = Provider.of("fast", 30).onProcessors(110).without("no library");

        assertSame(usual, found(usual, missing).select(PTH, Device.cpu()));
    }

    @Test
    void thePropertyBeatsTheRankOnTheProcessor() {
        Provider usual = Provider.of("usual", 100);
        System.setProperty(Backends.PROPERTY, "usual");

        assertSame(
                usual, found(usual, Provider.of("fast", 30).onProcessors(110)).select(PTH, Device.cpu()));
    }

    @Test
    void theNameBreaksTies() {
        Provider first = Provider.of("a", 1);
        assertSame(first, found(Provider.of("b", 1), first).select(PTH));
    }

    @Test
    void oneThatIsNotAvailableIsPassedOver() {
        Provider second = Provider.of("b", 50);
        assertSame(
                second,
                found(Provider.of("a", 100).without("no library"), second).select(PTH));
    }

    @Test
    void oneThatDoesNotTakeTheModelIsPassedOver() {
        Provider second = Provider.of("b", 50).taking(".pt");
        Backends backends = found(Provider.of("a", 100).taking(".pth"), second);
        assertSame(second, backends.select(TORCH_SCRIPT));
    }

    @Test
    void aNameGivenBeatsPriority() {
        Provider low = Provider.of("low", 1);
        assertSame(low, found(Provider.of("high", 100), low).select("low", PTH));
    }

    @Test
    void thePropertyNamesABackendUnlessTheCallerDoes() {
        Provider low = Provider.of("low", 1);
        Provider lower = Provider.of("lower", 0);
        Backends backends = found(Provider.of("high", 100), low, lower);
        System.setProperty(Backends.PROPERTY, "low");
        assertSame(low, backends.select(PTH));
        assertSame(lower, backends.select("lower", PTH));
    }

    @Test
    void anEmptyPropertyNamesNone() {
        Provider only = Provider.of("only", 1);
        System.setProperty(Backends.PROPERTY, " ");
        assertSame(only, found(only).select(PTH));
    }

    @Test
    void aNameAskedForIsNotReplacedByAnother() {
        Backends backends =
                found(Provider.of("onnx", 100), Provider.of("djl", 50).without("no PyTorch here"));
        assertEquals(
                "no backend 'djl' for model net.pth; found: onnx (not requested), djl (no PyTorch here)",
                refusal(backends, Optional.of("djl"), PTH));
    }

    @Test
    void theErrorListsEveryProviderAndWhyItWasPassedOver() {
        Backends backends = found(
                Provider.of("onnx", 100).taking(".onnx"), Provider.of("djl", 50).without("no PyTorch here"));
        assertEquals(
                "no backend for model net.pth; found: onnx (does not support models like net.pth), djl (no PyTorch here)",
                refusal(backends, Optional.empty(), PTH));
    }

    @Test
    void aReasonThatSeveralShareIsGivenOnceAndOnlyItsRemedy() {
        Backends backends = found(
                Provider.of("djl", 50).taking(".onnx"),
                Provider.of("mine", 70).taking(".onnx"),
                Provider.of("other", 40).without("no library"));
        assertEquals(
                "no backend for model net.pth; found: mine, djl (does not support models like net.pth), other (no library)",
                refusal(backends, Optional.empty(), PTH));
    }

    @Test
    void theErrorSaysWhatToAddIfThereIsNothing() {
        assertEquals(
                "no backend for model embedded; found: none" + TO_ADD,
                refusal(found(), Optional.empty(), ModelSource.embedded()));
    }

    @Test
    void anUnknownNameIsAnsweredWithTheKnownOnes() {
        assertEquals(
                "no backend 'onxx' for model net.pth; found: onnx (not requested)",
                refusal(found(Provider.of("onnx", 100)), Optional.of("onxx"), PTH));
    }

    private static String refusal(Backends backends, Optional<String> name, ModelSource model) {
        return assertThrows(
                        BackendException.class,
                        () -> name.map(given -> backends.select(given, model)).orElseGet(() -> backends.select(model)))
                .getMessage();
    }

    static List<Throwable> failures() {
        return List.of(
                new IllegalStateException("it is\nbroken"),
                new UnsatisfiedLinkError("no native library"),
                new NoClassDefFoundError("some/Runtime"),
                new ExceptionInInitializerError("static block"));
    }

    private static <T> T fail(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) failure;
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aBrokenProviderNeverHidesAnother(Throwable failure) {
        Provider sound = Provider.of("sound", 1);
        Provider noName = new Provider(() -> fail(failure), 9, 9, () -> WORKS, model -> true);
        Provider noStatus = new Provider(() -> "no-status", 8, 8, () -> fail(failure), model -> true);
        Provider noSupport = new Provider(() -> "no-support", 7, 7, () -> WORKS, model -> fail(failure));
        Backends backends = found(noName, noStatus, noSupport, sound);
        assertSame(sound, backends.select(PTH));
        assertEquals(List.of(noStatus, noSupport, sound), backends.providers());
        assertFalse(Backends.status(noStatus).isAvailable());

        String what = "it fails: " + failure.toString().replace('\n', ' ');
        assertEquals(List.of(Provider.class.getName() + " (" + what + ")"), backends.failures());
        assertEquals(Optional.of(what), Backends.status(noStatus).problem());
        assertEquals(
                "no backend for model net.pth; found: no-status (" + what + "), no-support (" + what
                        + "); failed to load: " + Provider.class.getName() + " (" + what + ")" + TO_ADD,
                refusal(found(noName, noStatus, noSupport), Optional.empty(), PTH));
    }

    @Test
    void aProviderThatAnswersNothingIsBroken() {
        Provider nameless = new Provider(() -> null, 9, 9, () -> WORKS, model -> true);
        Provider stateless = new Provider(() -> "stateless", 8, 8, () -> null, model -> true);
        Provider sound = Provider.of("sound", 1);
        assertSame(sound, found(nameless, stateless, sound).select(PTH));
        assertTrue(Backends.status(sound).isAvailable());
    }
}
