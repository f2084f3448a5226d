/** What an evaluation found: figures of every image and method, and the table they sum up to. */
package org.samdeblur.evaluation.results;
