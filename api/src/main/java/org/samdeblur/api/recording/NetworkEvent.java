package org.samdeblur.api.recording;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A network ran on all tiles of an image. */
@Name("org.samdeblur.Network")
@Label("Deblurring Network")
@Category("SamDeblur")
@Description("A network ran on all tiles of an image.")
@StackTrace(false)
public final class NetworkEvent extends Event {
    /** The width of the padded image in pixels. */
    @Label("Width")
    public int width;

    /** The height of the padded image in pixels. */
    @Label("Height")
    public int height;

    /** The number of tiles. */
    @Label("Tiles")
    public int tiles;

    /** The name of the network. */
    @Label("Model")
    public String model;

    /** The backend that ran it. */
    @Label("Backend")
    public String backend;

    /** The device that it ran on. */
    @Label("Device")
    public String device;
}
