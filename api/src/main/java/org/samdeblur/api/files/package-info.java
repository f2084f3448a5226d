/** How this project's modules write files; for them alone. */
package org.samdeblur.api.files;
