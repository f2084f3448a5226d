package org.samdeblur.api.recording;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** Masks of an image were found. */
@Name("org.samdeblur.Segment")
@Label("Segmentation")
@Category("SamDeblur")
@Description("Masks of an image were found.")
@StackTrace(false)
public final class SegmentEvent extends Event {
    /** The width of the image in pixels. */
    @Label("Width")
    public int width;

    /** The height of the image in pixels. */
    @Label("Height")
    public int height;

    /** The number of masks, before grouping. */
    @Label("Masks")
    public int masks;
}
