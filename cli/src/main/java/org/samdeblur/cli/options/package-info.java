/** Options that several commands share. */
package org.samdeblur.cli.options;
