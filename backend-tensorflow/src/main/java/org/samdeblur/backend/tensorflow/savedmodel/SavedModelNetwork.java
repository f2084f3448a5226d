package org.samdeblur.backend.tensorflow.savedmodel;

import java.util.ArrayList;
import java.util.List;
import org.samdeblur.api.BackendException;
import org.samdeblur.api.Tensor;
import org.samdeblur.api.ValueRange;
import org.samdeblur.api.lifetime.Lifetime;
import org.samdeblur.backend.tensorflow.runtime.Tensors;
import org.samdeblur.backend.tensorflow.savedmodel.ImageSignature.Place;
import org.samdeblur.networks.engine.ImageNetwork;
import org.samdeblur.networks.engine.OneLine;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TFUnimplementedException;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.types.TFloat32;

/** A SavedModel with its session. Owns both. */
final class SavedModelNetwork implements ImageNetwork {
    private final String name;
    private final SavedModelBundle bundle;
    private final ImageSignature signature;
    private final ImageForm form;
    private final Lifetime lifetime;

    SavedModelNetwork(String name, SavedModelBundle bundle, ImageSignature signature, ValueRange range) {
        this.name = name;
        this.bundle = bundle;
        this.signature = signature;
        this.lifetime = new Lifetime("network '" + name + "'");
        this.form = new ImageForm(signature.layout(), range);
    }

    @Override
    public Tensor run(Tensor batch) {
        return lifetime.use(() -> compute(batch));
    }

    private Tensor compute(Tensor batch) {
        List<TFloat32> given = new ArrayList<>();
        try {
            Session.Runner runner = bundle.session().runner().fetch(signature.output());
            int first = 0;
            for (Place input : signature.inputs()) {
                TFloat32 part = Tensors.of(form.given(batch, first, input.channels()));
                given.add(part);
                runner.feed(input.tensor(), part);
                first += input.channels();
            }
            try (Result made = runner.run()) {
                return form.restored(Tensors.of(made.get(0)));
            }
        } catch (TensorFlowException | TFInvalidArgumentException | TFUnimplementedException e) {
            throw new BackendException("network '" + name + "' fails on " + batch + ": " + OneLine.of(e), e);
        } finally {
            given.forEach(TFloat32::close);
        }
    }

    @Override
    public void close() {
        lifetime.end(bundle::close);
    }
}
