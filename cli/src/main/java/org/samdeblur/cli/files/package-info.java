/** Names of files, and folders for output. */
package org.samdeblur.cli.files;
