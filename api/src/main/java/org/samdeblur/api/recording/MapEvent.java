package org.samdeblur.api.recording;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** The channels in addition to the image's were computed from its masks. */
@Name("org.samdeblur.Map")
@Label("Mask Average Pooling")
@Category("SamDeblur")
@Description("The channels in addition to the image's were computed from its masks.")
@StackTrace(false)
public final class MapEvent extends Event {
    /** The width of the image in pixels. */
    @Label("Width")
    public int width;

    /** The height of the image in pixels. */
    @Label("Height")
    public int height;

    /** The number of masks, after grouping. */
    @Label("Masks")
    public int masks;

    /** The number of channels in addition to the image's. */
    @Label("Channels")
    public int channels;
}
