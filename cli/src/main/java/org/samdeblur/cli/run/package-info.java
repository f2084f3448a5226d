/** Jobs over files and folders: planned, run one after the other, and reported. */
package org.samdeblur.cli.run;
