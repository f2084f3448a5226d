/** Reading and writing of files for this project's modules. */
package org.samdeblur.api.files;
