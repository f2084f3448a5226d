package org.samdeblur.api.services;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;
import org.samdeblur.api.text.Printable;

/**
 * The service providers found, and the failures of those that could not be loaded. A broken provider does not hide
 * others. Uses the thread's context class loader first, then this library's class loader.
 *
 * @param loaded the providers
 * @param failures one message for each provider that could not be loaded
 * @param <P> the type of provider
 */
public record Providers<P>(List<P> loaded, List<String> failures) {
    /** The search of a class loader ends after this many failures. */
    private static final int PATIENCE = 64;

    /**
     * Finds providers.
     *
     * @param <P> the type of provider
     * @param services creates a service loader for a class loader; must be code of the module that uses the service
     * @return the providers and the failures
     */
    public static <P> Providers<P> installed(Function<ClassLoader, ServiceLoader<P>> services) {
        Map<String, P> found = new LinkedHashMap<>();
        List<String> failures = new ArrayList<>();
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        if (context != null) {
            collect(services.apply(context), found, failures);
        }
        ClassLoader own = Providers.class.getClassLoader();
        if (own != context) {
            collect(services.apply(own), found, failures);
        }
        return new Providers<>(List.copyOf(found.values()), List.copyOf(failures));
    }

    private static <P> void collect(ServiceLoader<P> loader, Map<String, P> found, List<String> failures) {
        Iterator<ServiceLoader.Provider<P>> providers = loader.stream().iterator();
        for (int failed = 0; failed < PATIENCE; ) {
            try {
                if (!providers.hasNext()) {
                    return;
                }
                ServiceLoader.Provider<P> provider = providers.next();
                if (!found.containsKey(provider.type().getName())) {
                    found.put(provider.type().getName(), provider.get());
                }
            } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
                failed++;
                Throwable cause = e.getCause() == null ? e : e.getCause();
                String failure = Printable.line(e.getMessage() + (cause == e ? "" : " (" + cause + ")"));
                if (!failures.contains(failure)) {
                    failures.add(failure);
                }
            }
        }
    }
}
