/** What every backend has to show, as a test for backends to extend. */
package org.samdeblur.networks.contract;
