package org.samdeblur.networks.sam.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.samdeblur.api.Device;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.engine.GraphEngine;
import org.samdeblur.networks.engine.GraphSession;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.sam.graph.SamGeneration;
import org.samdeblur.networks.sam.graph.SmallSam;

class MaskDecoderLoadingTest {
    @Test
    void noStageStaysLoadedWhenMemoryDoesNotSufficeForTheLast() {
        ScarceEngine engine = new ScarceEngine(2);

        assertThrows(
                OutOfMemoryError.class,
                () -> StagedMaskDecoder.load(engine, SmallSam.stages(), SamGeneration.SAM, SmallSam.SHAPE));

        assertEquals(0, engine.loaded);
    }

    @Test
    void aDecoderDoesNotStayLoadedWhenMemoryDoesNotSufficeToTryIt() {
        ScarceEngine engine = new ScarceEngine(1);

        assertThrows(
                OutOfMemoryError.class,
                () -> ExportedMaskDecoder.load(engine, SmallSam.plainDecoder(), SamGeneration.SAM, SmallSam.SHAPE));

        assertEquals(0, engine.loaded);
    }

    /** Has memory for so many graphs, and for none of their runs. */
    private static final class ScarceEngine implements GraphEngine {
        private final int most;
        private int loaded;

        ScarceEngine(int most) {
            this.most = most;
        }

        @Override
        public Device device() {
            return Device.cpu();
        }

        @Override
        public Optional<String> deviceNote() {
            return Optional.empty();
        }

        @Override
        public GraphSession load(Graph graph, Map<String, Integer> axes) {
            if (loaded == most) {
                throw new OutOfMemoryError();
            }
            loaded++;
            return new GraphSession() {
                @Override
                public Map<String, Tensor> run(Map<String, Tensor> inputs) {
                    throw new OutOfMemoryError();
                }

                @Override
                public void close() {
                    loaded--;
                }
            };
        }

        @Override
        public void close() {}
    }
}
