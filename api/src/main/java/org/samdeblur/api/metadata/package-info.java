/** Metadata of image files, and its conversion between formats. */
package org.samdeblur.api.metadata;
