package org.samdeblur.api;

import java.io.Serializable;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A device that networks run on.
 *
 * @param kind {@code auto}, {@code cpu}, {@code gpu}, or a backend's own name for an accelerator such as {@code cuda},
 *     {@code tensorrt}, {@code directml}, {@code coreml}
 * @param index which one of several, from 0
 * @since 0.1.0
 */
public record Device(String kind, int index) implements Serializable {
    private static final Pattern FORM = Pattern.compile("([a-z]+)(?::(\\d{1,3}))?");
    private static final Device AUTO = new Device("auto", 0);
    private static final Device CPU = new Device("cpu", 0);

    /**
     * Checks the kind and the index.
     *
     * @param kind {@code auto}, {@code cpu}, {@code gpu}, or a backend's own name for an accelerator such as {@code
     *     cuda}, {@code tensorrt}, {@code directml}, {@code coreml}
     * @param index which one of several, from 0
     * @throws IllegalArgumentException if the kind is not in lower-case letters, the index is negative, or the index of
     *     {@code auto} or {@code cpu} is not 0
     */
    public Device {
        if (!kind.matches("[a-z]+") || index < 0) {
            throw new IllegalArgumentException(
                    "a device has a kind in lower-case letters and an index of at least 0, not " + kind + ":" + index);
        }
        if (index > 0 && (kind.equals("auto") || kind.equals("cpu"))) {
            throw new IllegalArgumentException("there is only one device '" + kind + "', no " + kind + ":" + index);
        }
    }

    /**
     * Returns the best device that the backend has: a GPU if there is one, else the processor. The log and the
     * {@linkplain DeblurResult#deviceNote() result} say why a better device is not used.
     *
     * @return the device
     */
    public static Device auto() {
        return AUTO;
    }

    /**
     * Returns the processor.
     *
     * @return the device
     */
    public static Device cpu() {
        return CPU;
    }

    /**
     * Returns a GPU, used through the interface that the backend prefers. If it is not available, opening the backend
     * fails.
     *
     * @param index which one, from 0
     * @return the device
     */
    public static Device gpu(int index) {
        return new Device("gpu", index);
    }

    /**
     * Parses the text form of a device, ignoring case and surrounding white space.
     *
     * @param text {@code auto}, {@code cpu}, {@code gpu}, {@code gpu:1}, {@code tensorrt:0} …
     * @return the device
     * @throws IllegalArgumentException if the text has another form
     */
    public static Device parse(String text) {
        Matcher matcher = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a device; write auto, cpu, gpu or gpu:N");
        }
        return new Device(matcher.group(1), matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2)));
    }

    /**
     * Returns whether the choice is left to the backend.
     *
     * @return true for {@link #auto()}
     */
    public boolean isAuto() {
        return kind.equals("auto");
    }

    /**
     * Returns whether this is the processor.
     *
     * @return true for {@link #cpu()}
     */
    public boolean isCpu() {
        return kind.equals("cpu");
    }

    /** Returns the form that {@link #parse} reads. */
    @Override
    public String toString() {
        return isAuto() || isCpu() ? kind : kind + ":" + index;
    }
}
