/** Jobs over files and folders: planned, run several at a time, and reported. */
package org.samdeblur.cli.run;
