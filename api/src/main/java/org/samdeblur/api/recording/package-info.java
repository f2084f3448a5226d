/** Events of Java Flight Recorder. Their names and fields are documented; the classes are internal. */
package org.samdeblur.api.recording;
