/** Finding of service providers for this project's modules. */
package org.samdeblur.api.services;
