/** Finding service providers, for the project's own modules. */
package org.samdeblur.api.services;
