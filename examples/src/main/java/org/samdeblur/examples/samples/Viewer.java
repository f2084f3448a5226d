package org.samdeblur.examples.samples;

import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JSlider;
import javax.swing.SwingUtilities;
import javax.swing.WindowConstants;
import org.samdeblur.api.Image;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.Mask;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.SamDeblur;
import org.samdeblur.networks.sam.Prompt;
import org.samdeblur.networks.sam.PromptedMask;
import org.samdeblur.networks.sam.SamImage;
import org.samdeblur.networks.sam.SamSegmenter;

/**
 * Shows a photograph before and after deblurring, on either side of a line that a slider moves. With a Segment Anything model, a
 * click shows the thing that was clicked on; with the right button, what was clicked on is excluded from it.
 */
public final class Viewer {
    private static final Color MARKED = new Color(255, 140, 0, 110);
    private static final int LONGEST_SIDE = 1000;

    private final Image photograph;
    private final Picture picture;
    private final JLabel state = new JLabel("deblurring…");
    private final ExecutorService work = Executors.newSingleThreadExecutor();
    private Optional<SamImage> segmentation = Optional.empty();
    private Optional<Prompt> prompt = Optional.empty();

    private Viewer(Image photograph) {
        this.photograph = photograph;
        this.picture = new Picture(photograph.toBufferedImage());
    }

    /**
     * Runs the sample.
     *
     * @param arguments a photograph, and a Segment Anything model to click with, if there is one
     */
    public static void main(String[] arguments) {
        Image photograph = Image.read(Path.of(arguments[0]));
        Optional<ModelSource> sam =
                arguments.length > 1 ? Optional.of(ModelSource.of(Path.of(arguments[1]))) : Optional.empty();
        SwingUtilities.invokeLater(() -> {
            Viewer viewer = new Viewer(photograph);
            viewer.show();
            viewer.deblur();
            sam.ifPresent(viewer::openForClicks);
        });
    }

    private void show() {
        JSlider slider = new JSlider(0, 100, 50);
        slider.addChangeListener(event -> picture.divideAt(slider.getValue() / 100.0));
        JFrame frame = new JFrame("Before and after");
        frame.setDefaultCloseOperation(WindowConstants.DISPOSE_ON_CLOSE);
        frame.add(picture, BorderLayout.CENTER);
        frame.add(slider, BorderLayout.SOUTH);
        frame.add(state, BorderLayout.NORTH);
        frame.pack();
        frame.setVisible(true);
        frame.addWindowListener(new java.awt.event.WindowAdapter() {
            @Override
            public void windowClosed(java.awt.event.WindowEvent event) {
                work.shutdownNow(); // interrupts the work, which ends it
            }
        });
    }

    /** Long work is done on a thread of its own; what it makes is shown on Swing's. */
    private void deblur() {
        CompletableFuture.supplyAsync(
                        () -> {
                            try (SamDeblur deblur = SamDeblur.builder().build()) {
                                return deblur.deblur(photograph).bufferedImage();
                            }
                        },
                        work)
                .whenCompleteAsync(
                        (sharp, failure) -> {
                            state.setText(failure == null ? " " : failure.getMessage());
                            picture.setAfter(sharp);
                        },
                        SwingUtilities::invokeLater);
    }

    private void openForClicks(ModelSource model) {
        CompletableFuture.supplyAsync(
                        () -> {
                            SamSegmenter sam = SamSegmenter.builder(model).build();
                            Runtime.getRuntime().addShutdownHook(new Thread(sam::close));
                            return sam.embed(photograph);
                        },
                        work)
                .whenCompleteAsync(
                        (image, failure) -> {
                            state.setText(failure == null ? "click on a thing" : failure.getMessage());
                            segmentation = Optional.ofNullable(image);
                        },
                        SwingUtilities::invokeLater);
        picture.addMouseListener(new MouseAdapter() {
            @Override
            public void mouseClicked(MouseEvent event) {
                segmentation.ifPresent(image -> ask(image, event));
            }
        });
    }

    private void ask(SamImage image, MouseEvent click) {
        double x = click.getX() * photograph.width() / (double) picture.getWidth();
        double y = click.getY() * photograph.height() / (double) picture.getHeight();
        boolean excludes = SwingUtilities.isRightMouseButton(click) && prompt.isPresent();
        Prompt next = excludes ? prompt.orElseThrow().andOutside(x, y) : Prompt.inside(x, y);
        prompt = Optional.of(next);
        CompletableFuture.supplyAsync(() -> image.mask(next), work)
                .whenCompleteAsync(
                        (PromptedMask answer, Throwable failure) -> {
                            if (failure == null) {
                                state.setText(answer.mask().area() + " pixels, predicted IoU " + answer.predictedIou());
                                picture.mark(answer.mask());
                            } else {
                                state.setText(failure.getMessage());
                            }
                        },
                        SwingUtilities::invokeLater);
    }

    /** The picture before and after, and what is marked in it. */
    private static final class Picture extends JComponent {
        private static final long serialVersionUID = 1L;

        private final transient BufferedImage before;
        private transient BufferedImage after;
        private transient BufferedImage marked;
        private double divider = 0.5;

        Picture(BufferedImage before) {
            this.before = before;
            double scale = Math.min(1.0, LONGEST_SIDE / (double) Math.max(before.getWidth(), before.getHeight()));
            setPreferredSize(new Dimension((int) (before.getWidth() * scale), (int) (before.getHeight() * scale)));
        }

        void setAfter(BufferedImage picture) {
            after = picture;
            repaint();
        }

        void divideAt(double part) {
            divider = part;
            repaint();
        }

        void mark(Mask mask) {
            ImageSize size = mask.imageSize();
            marked = new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_INT_ARGB);
            mask.forEachRun((from, to) -> {
                for (int pixel = from; pixel < to; pixel++) {
                    marked.setRGB(pixel % size.width(), pixel / size.width(), MARKED.getRGB());
                }
            });
            repaint();
        }

        @Override
        protected void paintComponent(Graphics graphics) {
            Graphics2D pen = (Graphics2D) graphics.create();
            pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            pen.drawImage(before, 0, 0, getWidth(), getHeight(), null);
            if (after != null) {
                int x = (int) (divider * getWidth());
                Graphics2D right = (Graphics2D) pen.create();
                right.clipRect(x, 0, getWidth() - x, getHeight());
                right.drawImage(after, 0, 0, getWidth(), getHeight(), null);
                right.dispose();
                pen.setColor(Color.WHITE);
                pen.drawLine(x, 0, x, getHeight());
            }
            if (marked != null) {
                pen.drawImage(marked, 0, 0, getWidth(), getHeight(), null);
            }
            pen.dispose();
        }
    }
}
