/** What users read: errors, progress, numbers, JSON, the version. */
package org.samdeblur.cli.console;
