package org.samdeblur.api.recording;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A network was loaded. */
@Name("org.samdeblur.Load")
@Label("Model Load")
@Category("SamDeblur")
@Description("A network was loaded.")
@StackTrace(false)
public final class LoadEvent extends Event {
    /** The source of the network. */
    @Label("Source")
    public String source;

    /** The backend that loaded it. */
    @Label("Backend")
    public String backend;

    /** The device that it runs on. */
    @Label("Device")
    public String device;
}
