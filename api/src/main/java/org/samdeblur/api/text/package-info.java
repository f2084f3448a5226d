/** Wording of messages for this project's modules. */
package org.samdeblur.api.text;
