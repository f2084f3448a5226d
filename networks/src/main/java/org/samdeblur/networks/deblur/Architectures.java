package org.samdeblur.networks.deblur;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.samdeblur.networks.architecture.Architecture;
import org.samdeblur.networks.checkpoint.Checkpoint;
import org.samdeblur.networks.dmphn.DmphnArchitecture;
import org.samdeblur.networks.nafnet.BaselineArchitecture;
import org.samdeblur.networks.nafnet.NafNetArchitecture;

/**
 * The architectures that checkpoints are recognised as: the library's own first, then those found as services with the thread's
 * context class loader and with the library's own.
 */
public final class Architectures {
    private static final System.Logger LOG = System.getLogger(Architectures.class.getName());

    private static final List<Architecture> OWN =
            List.of(new NafNetArchitecture(), new BaselineArchitecture(), new DmphnArchitecture());

    private Architectures() {}

    /**
     * Returns all architectures, in the order in which they are asked. A service that cannot be loaded is left out and logged.
     *
     * @return the architectures
     */
    public static List<Architecture> installed() {
        List<Architecture> all = new ArrayList<>(OWN);
        addServices(ServiceLoader.load(Architecture.class), all);
        ClassLoader own = Architectures.class.getClassLoader();
        if (own != Thread.currentThread().getContextClassLoader()) {
            addServices(ServiceLoader.load(Architecture.class, own), all);
        }
        return List.copyOf(all);
    }

    private static void addServices(ServiceLoader<Architecture> services, List<Architecture> all) {
        services.stream().forEach(service -> {
            boolean isNew = all.stream().noneMatch(known -> known.getClass().equals(service.type()));
            if (isNew) {
                try {
                    all.add(service.get());
                } catch (ServiceConfigurationError e) {
                    LOG.log(System.Logger.Level.WARNING, "an architecture cannot be loaded: " + e.getMessage());
                }
            }
        });
    }

    /**
     * Finds the architecture of a checkpoint.
     *
     * @param checkpoint any checkpoint
     * @return the first architecture that recognises it, empty if none does
     */
    public static Optional<Architecture> of(Checkpoint checkpoint) {
        return installed().stream()
                .filter(architecture -> architecture.recognises(checkpoint))
                .findFirst();
    }
}
