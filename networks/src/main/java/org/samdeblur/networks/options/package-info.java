/** Which options apply to which kinds of models. */
package org.samdeblur.networks.options;
