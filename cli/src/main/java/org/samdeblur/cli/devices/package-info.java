/** {@code samdeblur devices}: lists backends and devices. */
package org.samdeblur.cli.devices;
