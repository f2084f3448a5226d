/** The forms that networks come in on disk, recognised by their content and without loading a runtime. */
package org.samdeblur.networks.format;
