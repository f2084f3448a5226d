package org.samdeblur.api.recording;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** The channels beside an image were made of its masks. */
@Name("org.samdeblur.Map")
@Label("Mask Average Pooling")
@Category("SamDeblur")
@Description("The channels beside an image were made of its masks.")
@StackTrace(false)
public final class MapEvent extends Event {
    /** The columns of the image. */
    @Label("Width")
    public int width;

    /** The rows of the image. */
    @Label("Height")
    public int height;

    /** The number of masks, after grouping. */
    @Label("Masks")
    public int masks;

    /** The number of channels beside the image. */
    @Label("Channels")
    public int channels;
}
