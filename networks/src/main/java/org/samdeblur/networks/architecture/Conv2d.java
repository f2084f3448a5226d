package org.samdeblur.networks.architecture;

/**
 * The settings of a two-dimensional convolution, with PyTorch's names. Immutable:
 *
 * <pre>{@code
 * Conv2d.of(32, 64, 3).stride(2).withoutBias()
 * }</pre>
 *
 * @param inputs the channels it reads
 * @param outputs the channels it makes
 * @param kernel height and width of its kernel
 * @param stride the step along both axes
 * @param padding zeros on all four sides
 * @param dilation the distance between the kernel's elements
 * @param groups the number of groups
 * @param bias whether a bias is added
 * @since 0.1.0
 */
public record Conv2d(
        int inputs, int outputs, int kernel, int stride, int padding, int dilation, int groups, boolean bias) {
    /**
     * Creates a convolution of stride 1 with a bias. One with an odd kernel is padded so that it keeps the size; one
     * with an even kernel is not padded.
     *
     * @param inputs the channels it reads
     * @param outputs the channels it makes
     * @param kernel height and width of its kernel
     * @return the settings
     */
    public static Conv2d of(int inputs, int outputs, int kernel) {
        return new Conv2d(inputs, outputs, kernel, 1, kernel % 2 == 0 ? 0 : kernel / 2, 1, 1, true);
    }

    /**
     * Creates a depthwise convolution, which keeps the size.
     *
     * @param channels the channels it reads and makes
     * @param kernel height and width of its kernel, odd
     * @return the settings
     */
    public static Conv2d depthwise(int channels, int kernel) {
        return of(channels, channels, kernel).groups(channels);
    }

    /**
     * Returns the same convolution with another step.
     *
     * @param step the step along both axes
     * @return the settings
     */
    public Conv2d stride(int step) {
        return new Conv2d(inputs, outputs, kernel, step, padding, dilation, groups, bias);
    }

    /**
     * Returns the same convolution with other padding.
     *
     * @param pixels zeros on all four sides
     * @return the settings
     */
    public Conv2d padding(int pixels) {
        return new Conv2d(inputs, outputs, kernel, stride, pixels, dilation, groups, bias);
    }

    /**
     * Returns the same convolution, dilated; its padding is made to fit, so that stride 1 keeps the size.
     *
     * @param distance the distance between the kernel's elements
     * @return the settings
     */
    public Conv2d dilation(int distance) {
        return new Conv2d(inputs, outputs, kernel, stride, distance * (kernel / 2), distance, groups, bias);
    }

    /**
     * Returns the same convolution in groups.
     *
     * @param number the number of groups
     * @return the settings
     */
    public Conv2d groups(int number) {
        return new Conv2d(inputs, outputs, kernel, stride, padding, dilation, number, bias);
    }

    /**
     * Returns the same convolution without a bias.
     *
     * @return the settings
     */
    public Conv2d withoutBias() {
        return bias(false);
    }

    /**
     * Returns the same convolution with or without a bias, as a checkpoint has it.
     *
     * @param added whether there is one
     * @return the settings
     */
    public Conv2d bias(boolean added) {
        return new Conv2d(inputs, outputs, kernel, stride, padding, dilation, groups, added);
    }

    /** How many inputs each output is computed from. */
    int fanIn() {
        return inputs / groups * kernel * kernel;
    }
}
