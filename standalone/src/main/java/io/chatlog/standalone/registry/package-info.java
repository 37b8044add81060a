/** The schemas that this jar was released with, as a schema registry would hold them. */
@NullMarked
package io.chatlog.standalone.registry;

import org.jspecify.annotations.NullMarked;
