package org.samdeblur.networks.sam;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.Mask;
import org.samdeblur.api.Tensor;

/** Prompts travel to other processes. */
class SerializedPromptTest {
    private static Object copy(Object value) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return in.readObject();
        }
    }

    @Test
    void everyPartOfAPromptTravels() throws Exception {
        Prompt prompt =
                Prompt.inside(1, 2).andOutside(3, 4).andBox(0, 0, 9, 9).andMask(Mask.ofRuns(new ImageSize(2, 3), 1, 2));

        Prompt again = (Prompt) copy(prompt);

        assertEquals(prompt.points(), again.points());
        assertEquals(prompt.box(), again.box());
        assertEquals(prompt.hint(), again.hint());
    }

    @Test
    void anEarlierAnswerTravels() throws Exception {
        PromptedMask earlier =
                new PromptedMask(Mask.ofRuns(new ImageSize(1, 1), 0, 1), 0.5, Tensor.of(new float[] {1, 2}, 1, 1, 2));

        assertEquals(Prompt.mask(earlier).hint(), ((Prompt) copy(Prompt.mask(earlier))).hint());
    }
}
