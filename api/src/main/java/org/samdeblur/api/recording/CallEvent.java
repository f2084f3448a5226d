package org.samdeblur.api.recording;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** A call to deblur, segment or restore, from its beginning to its end. */
@Name("org.samdeblur.Call")
@Label("Call")
@Category("SamDeblur")
@Description("A call to deblur, segment or restore, from its beginning to its end.")
@StackTrace(false)
public final class CallEvent extends Event {
    /** The method: deblur, segment or restore. */
    @Label("Method")
    public String method;

    /** The width of the image in pixels. */
    @Label("Width")
    public int width;

    /** The height of the image in pixels. */
    @Label("Height")
    public int height;

    /** How long the call waited for its turn among concurrent calls. */
    @Label("Waited")
    @Timespan(Timespan.NANOSECONDS)
    public long waited;

    /** Why the call failed; null if it succeeded. */
    @Label("Failure")
    public String failure;
}
