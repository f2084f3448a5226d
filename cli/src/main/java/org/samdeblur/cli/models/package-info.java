/** {@code samdeblur models}: models by name. */
package org.samdeblur.cli.models;
