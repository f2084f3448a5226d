/** Image files: what they say of themselves, and their samples as the library keeps them. */
package org.samdeblur.api.codec;
