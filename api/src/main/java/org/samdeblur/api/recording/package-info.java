/** Events of Java Flight Recorder. Their names and fields are described in docs; the classes are internal. */
package org.samdeblur.api.recording;
