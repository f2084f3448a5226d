/** {@code samdeblur masks}: grouped masks of folders of images, to train with. */
package org.samdeblur.cli.masks;
