/** Small files of settings in JSON. */
package org.samdeblur.networks.json;
