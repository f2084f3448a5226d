/** {@code samdeblur convert}: writes a network in another format. */
package org.samdeblur.cli.convert;
