package org.samdeblur.backend.openvino.runtime;

import com.sun.jna.FunctionMapper;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.samdeblur.api.BackendException;
import org.samdeblur.networks.engine.OneLine;

/**
 * OpenVINO's library, loaded once per process on first use. Its core is never released, because it holds the devices'
 * plugins, which must not be unloaded while networks run.
 */
public final class OpenVinoRuntime {
    /** The runtime's name, for messages. */
    public static final String NAME = "OpenVINO";

    private static final String OLDEST = "2024.6";

    private final CInterface library;
    private final Pointer core;
    private final String version;

    private OpenVinoRuntime(CInterface library, Pointer core, String version) {
        this.library = library;
        this.core = core;
        this.version = version;
    }

    /**
     * Returns the library, loaded on the first call.
     *
     * @return the library
     * @throws BackendException if it is not found or cannot be loaded; the message states the reason and what to do, on
     *     one line
     */
    public static OpenVinoRuntime get() {
        return Loading.OUTCOME.runtimeOrThrow();
    }

    /**
     * The result of loading. A failure is kept, because a class that failed to initialise cannot be initialised again.
     */
    private record Loading(OpenVinoRuntime runtime, BackendException failure) {
        static final Loading OUTCOME = load();

        private static Loading load() {
            Optional<Path> found = Optional.empty();
            try {
                RuntimeFiles files = RuntimeFiles.find();
                found = Optional.of(files.library());
                return new Loading(start(files), null);
            } catch (BackendException e) {
                return new Loading(null, e);
            } catch (LinkageError | RuntimeException | OpenVinoException e) {
                String message = NAME + " does not load"
                        + found.map(path -> " from '" + path + "'").orElse("") + ": "
                        + OneLine.of(OneLine.rootCause(e));
                return new Loading(null, new BackendException(message, e));
            }
        }

        private static OpenVinoRuntime start(RuntimeFiles files) throws OpenVinoException {
            files.needed().forEach(path -> NativeLibrary.getInstance(path.toString()));
            requireNewEnough(files.library());
            CInterface library = Native.load(files.library().toString(), CInterface.class, OPTIONS);
            PointerByReference core = new PointerByReference();
            check(library, library.ovCoreCreate(core));
            return new OpenVinoRuntime(library, core.getValue(), version(library));
        }

        private static void requireNewEnough(Path file) {
            NativeLibrary library = NativeLibrary.getInstance(file.toString());
            for (Method function : CInterface.class.getDeclaredMethods()) {
                String name = nativeName(function.getName());
                try {
                    library.getFunction(name);
                } catch (UnsatisfiedLinkError e) {
                    throw new BackendException(
                            "the OpenVINO in '" + file + "' has no function " + name + "; install version " + OLDEST
                                    + " or newer",
                            e);
                }
            }
        }

        OpenVinoRuntime runtimeOrThrow() {
            if (runtime == null) {
                throw new BackendException(failure.getMessage(), failure);
            }
            return runtime;
        }
    }

    private static final Map<String, Object> OPTIONS = Map.of(
            Library.OPTION_FUNCTION_MAPPER,
            (FunctionMapper) (library, method) -> nativeName(method.getName()),
            Library.OPTION_STRING_ENCODING,
            StandardCharsets.UTF_8.name());

    private static final Pattern CAPITAL = Pattern.compile("[A-Z]");

    private static String nativeName(String method) {
        return CAPITAL.matcher(method)
                .replaceAll(letter -> "_" + Character.toLowerCase(letter.group().charAt(0)));
    }

    private static String version(CInterface library) throws OpenVinoException {
        Memory version = new Memory(2L * Native.POINTER_SIZE);
        check(library, library.ovGetOpenvinoVersion(version));
        String build = version.getPointer(0).getString(0, StandardCharsets.UTF_8.name());
        library.ovVersionFree(version);
        return build.split("-", 2)[0];
    }

    CInterface library() {
        return library;
    }

    Pointer core() {
        return core;
    }

    /**
     * Returns the version.
     *
     * @return such as {@code 2026.4.1}
     */
    public String version() {
        return version;
    }

    /**
     * Lists the devices that OpenVINO finds on this machine.
     *
     * @return OpenVINO's names, such as {@code CPU}, {@code GPU} or {@code GPU.1}, {@code NPU}
     * @throws OpenVinoException if OpenVINO fails
     */
    public List<String> devices() throws OpenVinoException {
        Memory devices = new Memory(Native.POINTER_SIZE + (long) Long.BYTES);
        check(library.ovCoreGetAvailableDevices(core, devices));
        List<String> names = new ArrayList<>();
        for (int i = 0; i < devices.getLong(Native.POINTER_SIZE); i++) {
            names.add(devices.getPointer(0)
                    .getPointer((long) i * Native.POINTER_SIZE)
                    .getString(0, StandardCharsets.UTF_8.name()));
        }
        library.ovAvailableDevicesFree(devices);
        return names;
    }

    /**
     * Reads a property of a device.
     *
     * @param device OpenVINO's name of the device
     * @param key the property, such as {@code OPTIMIZATION_CAPABILITIES}
     * @return the value as text
     * @throws OpenVinoException if there is no such device or property
     */
    public String property(String device, String key) throws OpenVinoException {
        PointerByReference value = new PointerByReference();
        check(library.ovCoreGetProperty(core, device, key, value));
        return takeText(value.getValue());
    }

    private String takeText(Pointer text) {
        try {
            return text.getString(0, StandardCharsets.UTF_8.name());
        } finally {
            library.ovFree(text);
        }
    }

    void check(int status) throws OpenVinoException {
        check(library, status);
    }

    /**
     * Checks a status. The message is the last one of the process: if two threads fail at once, both may report the
     * same.
     */
    private static void check(CInterface library, int status) throws OpenVinoException {
        if (status != 0) {
            Pointer message = library.ovGetLastErrMsg();
            if (message == null) {
                throw new OpenVinoException("status " + status);
            }
            String text = message.getString(0, StandardCharsets.UTF_8.name());
            library.ovFree(message);
            throw new OpenVinoException(text);
        }
    }

    /** Returns the name and version, such as {@code OpenVINO 2026.4.1}. */
    @Override
    public String toString() {
        return NAME + " " + version;
    }
}
