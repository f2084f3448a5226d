package consumer;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import org.samdeblur.api.DeblurResult;
import org.samdeblur.api.Image;
import org.samdeblur.api.SamDeblur;

/** Deblurs a small drawing with what one dependency brings. */
public final class Sharpen {
    private Sharpen() {}

    public static void main(String[] arguments) {
        BufferedImage drawing = new BufferedImage(96, 64, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = drawing.createGraphics();
        pen.setColor(Color.ORANGE);
        pen.fillOval(20, 10, 50, 40);
        pen.dispose();

        try (SamDeblur deblur = SamDeblur.builder().build()) {
            DeblurResult result = deblur.deblur(Image.of(drawing));
            System.out.println("class path: " + result.image() + " by " + result.model().name() + " on "
                    + result.backend() + ", " + result.device());
            check(result.image().width() == 96 && result.image().height() == 64, "another size came back");
            check(deblur.segment(Image.of(drawing)).size() > 0, "no masks were found");
            check(!SamDeblur.class.getModule().isNamed(), "this is to show the class path");
        }
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
