/** What a backend implements to run graphs; everything else about networks is shared here. */
package org.samdeblur.networks.engine;
