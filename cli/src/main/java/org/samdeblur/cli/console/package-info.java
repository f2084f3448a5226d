/** Output for users: errors, progress, numbers, JSON, the version. */
package org.samdeblur.cli.console;
