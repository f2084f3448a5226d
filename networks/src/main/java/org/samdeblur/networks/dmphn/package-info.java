/** DMPHN 1-2-4. */
package org.samdeblur.networks.dmphn;
