package org.samdeblur.cli.devices;

import static java.util.stream.Collectors.joining;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.samdeblur.api.BackendProvider;
import org.samdeblur.api.BackendStatus;
import org.samdeblur.api.Backends;
import org.samdeblur.api.Device;
import org.samdeblur.cli.console.Json;
import org.samdeblur.cli.options.CommonOptions;
import org.samdeblur.cli.options.JsonOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says which backends and devices there are. */
@Command(
        name = "devices",
        description = "Lists the backends, whether they are available, and their devices, best first.",
        footer = {
            "",
            "--backend NAME, or the system property samdeblur.backend, selects a backend. Default: the first one that is",
            "available. --device selects a device."
        })
public final class DevicesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private JsonOption json;

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() {
        Backends backends = Backends.installed();
        PrintWriter out = spec.commandLine().getOut();
        if (json.isGiven()) {
            out.println(Json.of(describe(backends)));
        } else {
            print(backends, out);
        }
        return ExitCode.OK;
    }

    private static void print(Backends backends, PrintWriter out) {
        for (BackendProvider provider : backends.providers()) {
            BackendStatus status = provider.status();
            out.println(provider.name() + ": " + (status.isAvailable() ? "available" : "not available") + ", "
                    + status.runtime());
            if (status.isAvailable()) {
                out.println("  devices: "
                        + status.devices().stream().map(Device::toString).collect(joining(", ")));
            }
            status.problem().ifPresent(problem -> out.println("  note: " + problem));
        }
        backends.failures().forEach(failure -> out.println("failed to load: " + failure));
        if (backends.providers().isEmpty()) {
            out.println("no backend found; add org.samdeblur:samdeblur-backend-onnx");
        }
    }

    private static Map<String, Object> describe(Backends backends) {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put(
                "backends",
                backends.providers().stream().map(DevicesCommand::describe).toList());
        description.put("failures", backends.failures());
        return description;
    }

    private static Map<String, Object> describe(BackendProvider provider) {
        BackendStatus status = provider.status();
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("name", provider.name());
        description.put("priority", provider.priority());
        description.put("available", status.isAvailable());
        description.put("runtime", status.runtime());
        List<String> devices = status.devices().stream().map(Device::toString).toList();
        description.put("devices", devices);
        status.problem().ifPresent(problem -> description.put("problem", problem));
        return description;
    }
}
