package org.samdeblur.examples.samples;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.util.Optional;
import javax.swing.JComponent;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.Mask;

/** A picture before and after, on either side of a line that can be moved, and a mask over both. Keeps the picture's proportions. */
final class ComparedPicture extends JComponent {
    private static final long serialVersionUID = 1L;

    private static final Color MARKED = new Color(255, 140, 0, 110);
    private static final Color LABEL = new Color(0, 0, 0, 150);
    private static final int LONGEST_SIDE = 1000;
    private static final int GAP = 6;

    private final transient BufferedImage before;
    private transient Optional<BufferedImage> after = Optional.empty();
    private transient Optional<BufferedImage> marked = Optional.empty();
    private double divider = 0.5;

    ComparedPicture(BufferedImage before) {
        this.before = before;
        double scale = Math.min(1.0, LONGEST_SIDE / (double) Math.max(before.getWidth(), before.getHeight()));
        setPreferredSize(new Dimension((int) (before.getWidth() * scale), (int) (before.getHeight() * scale)));
        setOpaque(true);
        setBackground(Color.DARK_GRAY);
    }

    void setAfter(BufferedImage picture) {
        after = Optional.of(picture);
        repaint();
    }

    /** Moves the line to a part of the picture's width, 0 to 1. */
    void divideAt(double part) {
        divider = Math.max(0, Math.min(1, part));
        repaint();
    }

    void mark(Mask mask) {
        ImageSize size = mask.imageSize();
        BufferedImage colour = new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_INT_ARGB);
        mask.forEachRun((from, to) -> {
            for (int pixel = from; pixel < to; pixel++) {
                colour.setRGB(pixel % size.width(), pixel / size.width(), MARKED.getRGB());
            }
        });
        marked = Optional.of(colour);
        repaint();
    }

    /** Returns the place in the picture, in its pixels, that is shown at a place of this component. */
    Point2D.Double inPicture(int x, int y) {
        Rectangle shown = shown();
        return new Point2D.Double(
                (x - shown.x) * before.getWidth() / (double) shown.width,
                (y - shown.y) * before.getHeight() / (double) shown.height);
    }

    /** The part of this component that the picture covers: as large as it can be, in the middle. */
    private Rectangle shown() {
        double scale = Math.min(getWidth() / (double) before.getWidth(), getHeight() / (double) before.getHeight());
        int width = Math.max(1, (int) Math.round(before.getWidth() * scale));
        int height = Math.max(1, (int) Math.round(before.getHeight() * scale));
        return new Rectangle((getWidth() - width) / 2, (getHeight() - height) / 2, width, height);
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        Graphics2D pen = (Graphics2D) graphics.create();
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        pen.setColor(getBackground());
        pen.fillRect(0, 0, getWidth(), getHeight());
        Rectangle shown = shown();
        draw(pen, before, shown);
        after.ifPresent(sharp -> drawRightOf(pen, sharp, shown));
        marked.ifPresent(mask -> draw(pen, mask, shown));
        after.ifPresent(sharp -> label(pen, shown));
        pen.dispose();
    }

    private static void draw(Graphics2D pen, BufferedImage image, Rectangle at) {
        pen.drawImage(image, at.x, at.y, at.width, at.height, null);
    }

    private int line(Rectangle shown) {
        return shown.x + (int) Math.round(divider * shown.width);
    }

    private void drawRightOf(Graphics2D pen, BufferedImage sharp, Rectangle shown) {
        Graphics2D right = (Graphics2D) pen.create();
        right.clipRect(line(shown), shown.y, shown.x + shown.width - line(shown), shown.height);
        draw(right, sharp, shown);
        right.dispose();
        pen.setStroke(new BasicStroke(3));
        pen.setColor(Color.BLACK);
        pen.drawLine(line(shown), shown.y, line(shown), shown.y + shown.height);
        pen.setStroke(new BasicStroke(1));
        pen.setColor(Color.WHITE);
        pen.drawLine(line(shown), shown.y, line(shown), shown.y + shown.height);
    }

    private void label(Graphics2D pen, Rectangle shown) {
        FontMetrics metrics = pen.getFontMetrics();
        int left = line(shown) - 2 * GAP - metrics.stringWidth("before");
        if (left > shown.x) {
            label(pen, "before", left, shown.y + GAP);
        }
        if (line(shown) + 3 * GAP + metrics.stringWidth("after") < shown.x + shown.width) {
            label(pen, "after", line(shown) + 2 * GAP, shown.y + GAP);
        }
    }

    private static void label(Graphics2D pen, String text, int x, int y) {
        FontMetrics metrics = pen.getFontMetrics();
        pen.setColor(LABEL);
        pen.fillRoundRect(x - GAP, y, metrics.stringWidth(text) + 2 * GAP, metrics.getHeight() + GAP, GAP, GAP);
        pen.setColor(Color.WHITE);
        pen.drawString(text, x, y + GAP / 2 + metrics.getAscent());
    }
}
