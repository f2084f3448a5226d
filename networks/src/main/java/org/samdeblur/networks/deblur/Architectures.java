package org.samdeblur.networks.deblur;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.samdeblur.api.services.Providers;
import org.samdeblur.networks.architecture.Architecture;
import org.samdeblur.networks.checkpoint.Checkpoint;
import org.samdeblur.networks.dmphn.DmphnArchitecture;
import org.samdeblur.networks.fftformer.FftFormerArchitecture;
import org.samdeblur.networks.maxim.MaximArchitecture;
import org.samdeblur.networks.mimounet.MimoUNetArchitecture;
import org.samdeblur.networks.mlwnet.MlwNetArchitecture;
import org.samdeblur.networks.mprnet.MprNetArchitecture;
import org.samdeblur.networks.nafnet.BaselineArchitecture;
import org.samdeblur.networks.nafnet.NafNetArchitecture;
import org.samdeblur.networks.restormer.RestormerArchitecture;
import org.samdeblur.networks.stripformer.StripformerArchitecture;
import org.samdeblur.networks.uformer.UformerArchitecture;

/**
 * The known architectures of checkpoints: the library's own, then those that are found as services.
 *
 * @since 0.1.0
 */
public final class Architectures {
    private static final System.Logger LOG = System.getLogger(Architectures.class.getName());

    private static final List<Architecture> OWN = List.of(
            new NafNetArchitecture(),
            new BaselineArchitecture(),
            new DmphnArchitecture(),
            new MimoUNetArchitecture(),
            new RestormerArchitecture(),
            new FftFormerArchitecture(),
            new MprNetArchitecture(),
            new UformerArchitecture(),
            new StripformerArchitecture(),
            new MlwNetArchitecture(),
            new MaximArchitecture());

    private Architectures() {}

    /**
     * Returns all architectures, in the order in which they are tried. A service that cannot be loaded is omitted and
     * logged.
     *
     * @return the architectures
     */
    public static List<Architecture> installed() {
        Providers<Architecture> services =
                Providers.installed(loader -> ServiceLoader.load(Architecture.class, loader));
        services.failures()
                .forEach(failure ->
                        LOG.log(System.Logger.Level.WARNING, "an architecture cannot be loaded: {0}", failure));
        return Stream.concat(OWN.stream(), services.loaded().stream()).toList();
    }

    /**
     * Finds the architecture of a checkpoint.
     *
     * @param checkpoint any checkpoint
     * @return the first architecture that recognises it, empty if none does
     */
    public static Optional<Architecture> of(Checkpoint checkpoint) {
        return of(checkpoint, installed());
    }

    static Optional<Architecture> of(Checkpoint checkpoint, List<Architecture> architectures) {
        return architectures.stream()
                .filter(architecture -> architecture.recognises(checkpoint))
                .findFirst();
    }
}
