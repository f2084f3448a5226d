/** Models by their names: those that are known, and those in the user's models folder. */
package org.samdeblur.networks.models;
