/** How this project's modules word messages; for them alone. */
package org.samdeblur.api.text;
