package org.samdeblur.cli.segment;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import org.samdeblur.api.Image;
import org.samdeblur.networks.sam.Prompt;
import org.samdeblur.networks.sam.Prompt.Label;
import org.samdeblur.networks.sam.Prompt.Point;

/** Shows where a prompt points: green discs on the thing, red crosses beside it, a green frame around it, all edged in white. */
final class PromptMarks {
    private static final Color INSIDE = new Color(0, 200, 60);
    private static final Color OUTSIDE = new Color(230, 20, 20);

    private final Graphics2D graphics;
    private final float size;

    private PromptMarks(Graphics2D graphics, float size) {
        this.graphics = graphics;
        this.size = size;
    }

    /**
     * Draws a prompt's marks.
     *
     * @param image what the prompt is for, or an overlay of it
     * @param prompt the prompt
     * @return a copy of the image with the marks
     */
    static Image on(Image image, Prompt prompt) {
        BufferedImage picture = image.toBufferedImage();
        Graphics2D graphics = picture.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        new PromptMarks(graphics, Math.max(10, Math.max(image.height(), image.width()) / 50f)).draw(prompt);
        graphics.dispose();
        return Image.of(picture);
    }

    private void draw(Prompt prompt) {
        prompt.box()
                .ifPresent(box -> outline(
                        new Rectangle2D.Double(box.x0(), box.y0(), box.x1() - box.x0(), box.y1() - box.y0()), INSIDE));
        for (Point point : prompt.points()) {
            if (point.label() == Label.INSIDE) {
                disc(point);
            } else {
                cross(point);
            }
        }
    }

    private void disc(Point point) {
        Shape disc = new Ellipse2D.Double(point.x() - size / 2, point.y() - size / 2, size, size);
        graphics.setColor(INSIDE);
        graphics.fill(disc);
        graphics.setStroke(new BasicStroke(size / 5));
        graphics.setColor(Color.WHITE);
        graphics.draw(disc);
    }

    private void cross(Point point) {
        Path2D cross = new Path2D.Double();
        cross.moveTo(point.x() - size / 2, point.y() - size / 2);
        cross.lineTo(point.x() + size / 2, point.y() + size / 2);
        cross.moveTo(point.x() - size / 2, point.y() + size / 2);
        cross.lineTo(point.x() + size / 2, point.y() - size / 2);
        outline(cross, OUTSIDE);
    }

    private void outline(Shape shape, Color colour) {
        graphics.setColor(Color.WHITE);
        graphics.setStroke(new BasicStroke(size / 2.5f));
        graphics.draw(shape);
        graphics.setColor(colour);
        graphics.setStroke(new BasicStroke(size / 5));
        graphics.draw(shape);
    }
}
