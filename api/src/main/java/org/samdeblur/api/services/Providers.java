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
 * The service providers found, and what went wrong with those that could not be loaded: one broken provider never hides
 * another. Looks with the thread's context class loader first, then with this library's own.
 *
 * @param loaded the providers
 * @param failures one message for each provider that could not be loaded
 */
public record Providers<P>(List<P> loaded, List<String> failures) {
    /** This many provider files in a row that cannot even be read end the search of one class loader. */
    private static final int PATIENCE = 64;

    /**
     * Looks for providers.
     *
     * @param <P> the kind of provider
     * @param services looks for them with a class loader; to be written in the module that uses the service
     * @return what was found
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
