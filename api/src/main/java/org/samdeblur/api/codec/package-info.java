/** Reading and writing of image files. */
package org.samdeblur.api.codec;
