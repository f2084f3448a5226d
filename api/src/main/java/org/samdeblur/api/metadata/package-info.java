/** What image files tell beside their pixels, from one format to another. */
package org.samdeblur.api.metadata;
