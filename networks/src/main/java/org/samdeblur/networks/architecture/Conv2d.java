package org.samdeblur.networks.architecture;

/**
 * The settings of a two-dimensional convolution, with PyTorch's names. Immutable:
 *
 * <pre>{@code
 * Conv2d.of(32, 64, 3).stride(2).withoutBias()
 * }</pre>
 *
 * @param inputs the number of input channels
 * @param outputs the number of output channels
 * @param kernel the kernel's height and width
 * @param stride the step along both axes
 * @param padding the number of zeros on each of the four sides
 * @param dilation the distance between the kernel's elements
 * @param groups the number of groups
 * @param bias whether a bias is added
 * @since 0.1.0
 */
public record Conv2d(
        int inputs, int outputs, int kernel, int stride, int padding, int dilation, int groups, boolean bias) {
    /**
     * Creates a convolution of stride 1 with a bias. With an odd kernel, it is padded so that height and width do not
     * change; with an even kernel, it is not padded.
     *
     * @param inputs the number of input channels
     * @param outputs the number of output channels
     * @param kernel the kernel's height and width
     * @return the settings
     */
    public static Conv2d of(int inputs, int outputs, int kernel) {
        return new Conv2d(inputs, outputs, kernel, 1, kernel % 2 == 0 ? 0 : kernel / 2, 1, 1, true);
    }

    /**
     * Creates a depthwise convolution of stride 1 with a bias, padded so that height and width do not change.
     *
     * @param channels the number of input and output channels
     * @param kernel the kernel's height and width, odd
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
     * @param pixels the number of zeros on each of the four sides
     * @return the settings
     */
    public Conv2d padding(int pixels) {
        return new Conv2d(inputs, outputs, kernel, stride, pixels, dilation, groups, bias);
    }

    /**
     * Returns the same convolution with dilation, padded so that height and width do not change with stride 1 and an
     * odd kernel.
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
     * Returns the same convolution with or without a bias, for families whose checkpoints may have one.
     *
     * @param added whether a bias is added
     * @return the settings
     */
    public Conv2d bias(boolean added) {
        return new Conv2d(inputs, outputs, kernel, stride, padding, dilation, groups, added);
    }

    /** Returns the number of inputs that each output is computed from. */
    int fanIn() {
        return inputs / groups * kernel * kernel;
    }
}
