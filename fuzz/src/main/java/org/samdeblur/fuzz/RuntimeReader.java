package org.samdeblur.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.samdeblur.api.Backend;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.api.BackendProvider;
import org.samdeblur.api.Backends;
import org.samdeblur.api.DeblurModel;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.Device;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.ModelInfo;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.Tensor;

/** Networks that a runtime loads and runs on a small image. */
final class RuntimeReader implements Target {
    static final int RUNTIME_MEGABYTES = 3_072;
    static final BackendOptions ONE_THREAD =
            BackendOptions.DEFAULT.withDevice(Device.cpu()).withThreads(1);

    private static final int LARGEST_SIDE = 128;

    private final String backend;
    private final String name;
    private final Reader.Collector collector;
    private Backend opened;

    RuntimeReader(String name, String backend, Reader.Collector collector) {
        this.name = name;
        this.backend = backend;
        this.collector = collector;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Sample> samples(Sources sources) throws IOException {
        return collector.samples(sources);
    }

    @Override
    public int processMegabytes() {
        return RUNTIME_MEGABYTES;
    }

    @Override
    public void read(Path input) {
        try (DeblurModel model = backend().loadDeblurModel(ModelSource.of(input), DeblurModelOptions.DEFAULT)) {
            ModelInfo info = model.info();
            ImageSize size = info.fixedSize().orElse(new ImageSize(32, 40));
            long pixels = (long) size.height() * size.width();
            if (info.sizeMultiple() <= LARGEST_SIDE
                    && pixels <= LARGEST_SIDE * LARGEST_SIDE
                    && info.inputChannels() < 100) {
                ImageSize fitting = info.fixedSize().isPresent() ? size : size.roundedUpTo(info.sizeMultiple());
                model.run(Tensor.zeros(info.inputChannels(), fitting.height(), fitting.width()));
            }
        }
    }

    private Backend backend() {
        if (opened == null) {
            opened = provider(backend).open(ONE_THREAD);
        }
        return opened;
    }

    @Override
    public void close() {
        if (opened != null) {
            opened.close();
        }
    }

    private static BackendProvider provider(String name) {
        return Backends.installed().providers().stream()
                .filter(provider -> provider.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
