package org.samdeblur.cli;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.lang.module.ResolvedModule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The Java runtime that distributions carry, made by jlink of the modules that distribution/pom.xml lists. */
class DistributedRuntimeTest {
    private static final Pattern MODULES = Pattern.compile("--add-modules ([\\w.,]+)");

    private static Set<String> runtime(String file) throws IOException {
        Matcher list = MODULES.matcher(Files.readString(Path.of("..").resolve(file)));
        assertTrue(list.find(), file);
        return Configuration.empty()
                .resolve(
                        ModuleFinder.ofSystem(),
                        ModuleFinder.of(),
                        List.of(list.group(1).split(",")))
                .modules()
                .stream()
                .map(ResolvedModule::name)
                .collect(toCollection(TreeSet::new));
    }

    @Test
    void theRuntimeHasAllModulesOfTheJdkThatTheLibraryRequires() throws IOException {
        assumeTrue(DistributedRuntimeTest.class.getModule().isNamed(), "modules are known on the module path only");
        Set<String> required = ModuleLayer.boot().modules().stream()
                .filter(module -> module.getName().startsWith("org.samdeblur."))
                .flatMap(module -> module.getDescriptor().requires().stream())
                .map(Requires::name)
                .filter(name -> Stream.of("java.", "jdk.").anyMatch(name::startsWith))
                .collect(toCollection(TreeSet::new));

        required.removeAll(runtime("distribution/pom.xml"));

        assertEquals(Set.of(), required);
    }

    @Test
    void thePageOnPackagingNamesTheSameModules() throws IOException {
        assertEquals(runtime("distribution/pom.xml"), runtime("docs/packaging.md"));
    }
}
