package org.samdeblur.examples.samples;

import java.awt.BorderLayout;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.awt.geom.Point2D;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.swing.BorderFactory;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.SwingUtilities;
import javax.swing.WindowConstants;
import org.samdeblur.api.Image;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.SamDeblur;
import org.samdeblur.networks.sam.Prompt;
import org.samdeblur.networks.sam.PromptedMask;
import org.samdeblur.networks.sam.SamImage;
import org.samdeblur.networks.sam.SamSegmenter;

/**
 * Shows a photograph before and after deblurring, on either side of a line; drag the mouse to move it. With a Segment Anything model, a
 * click shows the object that was clicked on. A click with the right button excludes what was clicked on.
 */
public final class Viewer {
    private final Image photograph;
    private final ComparedPicture picture;
    private final JLabel state = new JLabel("Deblurring …");
    private final ExecutorService work = Executors.newSingleThreadExecutor();
    private volatile Optional<SamSegmenter> sam = Optional.empty();
    private Optional<Prompt> prompt = Optional.empty();

    private Viewer(Image photograph) {
        this.photograph = photograph;
        this.picture = new ComparedPicture(photograph.toBufferedImage());
    }

    /**
     * Runs the sample.
     *
     * @param arguments a photograph, and optionally a Segment Anything model
     */
    public static void main(String[] arguments) {
        if (arguments.length == 0) {
            System.err.println("Usage: Viewer PHOTOGRAPH [SEGMENT_ANYTHING_MODEL]");
            return;
        }
        Image photograph = Image.read(Path.of(arguments[0]));
        SwingUtilities.invokeLater(() -> {
            Viewer viewer = new Viewer(photograph);
            viewer.show();
            viewer.deblur();
            if (arguments.length > 1) {
                viewer.openForClicks(ModelSource.of(Path.of(arguments[1])));
            }
        });
    }

    private void show() {
        JFrame frame = new JFrame("SamDeblur: before and after");
        frame.setDefaultCloseOperation(WindowConstants.DISPOSE_ON_CLOSE);
        state.setBorder(BorderFactory.createEmptyBorder(6, 8, 6, 8));
        frame.add(picture, BorderLayout.CENTER);
        frame.add(state, BorderLayout.SOUTH);
        frame.pack();
        frame.setLocationByPlatform(true);
        frame.setVisible(true);
        frame.addWindowListener(new WindowAdapter() {
            @Override
            public void windowClosed(WindowEvent event) {
                work.shutdownNow(); // interrupts the work, which ends it
                sam.ifPresent(SamSegmenter::close);
            }
        });
        picture.addMouseMotionListener(new MouseAdapter() {
            @Override
            public void mouseDragged(MouseEvent event) {
                picture.divideAt(picture.inPicture(event.getX(), event.getY()).x / photograph.width());
            }
        });
    }

    /** Does long work on its own thread, and shows the result on Swing's. */
    private <T> void inBackground(Supplier<T> task, Consumer<T> result) {
        CompletableFuture.supplyAsync(task, work)
                .whenCompleteAsync(
                        (made, failure) -> {
                            if (failure == null) {
                                result.accept(made);
                            } else {
                                boolean isWrapped =
                                        failure instanceof CompletionException && failure.getCause() != null;
                                state.setText((isWrapped ? failure.getCause() : failure).getMessage());
                            }
                        },
                        SwingUtilities::invokeLater);
    }

    private void deblur() {
        inBackground(
                () -> {
                    try (SamDeblur deblur = SamDeblur.builder().build()) {
                        return deblur.deblur(photograph).bufferedImage();
                    }
                },
                sharp -> {
                    state.setText("Drag the mouse to move the line.");
                    picture.setAfter(sharp);
                });
    }

    private void openForClicks(ModelSource model) {
        inBackground(
                () -> {
                    sam = Optional.of(SamSegmenter.builder(model).build());
                    return sam.get().embed(photograph);
                },
                image -> {
                    state.setText(
                            "Drag the mouse to move the line. Click on an object; right-click to exclude a part.");
                    picture.addMouseListener(new MouseAdapter() {
                        @Override
                        public void mouseClicked(MouseEvent event) {
                            ask(image, event);
                        }
                    });
                });
    }

    private void ask(SamImage image, MouseEvent click) {
        Point2D.Double at = picture.inPicture(click.getX(), click.getY());
        if (at.x < 0 || at.y < 0 || at.x > photograph.width() || at.y > photograph.height()) {
            return;
        }
        boolean excludes = SwingUtilities.isRightMouseButton(click) && prompt.isPresent();
        Prompt next = excludes ? prompt.get().andOutside(at.x, at.y) : Prompt.inside(at.x, at.y);
        prompt = Optional.of(next);
        inBackground(() -> image.mask(next), this::showMask);
    }

    private void showMask(PromptedMask answer) {
        state.setText(String.format(
                Locale.ROOT, "%d pixels, predicted IoU %.2f", answer.mask().area(), answer.predictedIou()));
        picture.mark(answer.mask());
    }
}
