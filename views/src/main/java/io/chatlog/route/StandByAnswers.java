package io.chatlog.route;

import io.chatlog.view.Lookup;
import io.chatlog.view.MessagePage;
import io.chatlog.view.SearchPage;
import io.chatlog.view.SessionPage;
import io.chatlog.view.TagPage;
import io.chatlog.view.UserMessagePage;
import io.chatlog.view.UserPage;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * What a stand-by's answer is worth. It is behind its owner: what it shows was so, but that it
 * shows nothing says nothing, because what is asked for may have been acknowledged since.
 */
final class StandByAnswers {
  private StandByAnswers() {}

  /** Whether an answer shows nothing: something that is missing, or an empty page. */
  static boolean isNothing(@Nullable Object value) {
    return switch (value) {
      case null -> true;
      case Lookup.Missing<?> _ -> true;
      case Lookup.Found<?>(Object found) -> isNothing(found);
      case MessagePage page -> page.items().isEmpty();
      case UserMessagePage page -> page.items().isEmpty();
      case SessionPage page -> page.items().isEmpty();
      case UserPage page -> page.items().isEmpty();
      case TagPage page -> page.items().isEmpty();
      case SearchPage page -> page.hits().isEmpty();
      case Collection<?> rows -> rows.isEmpty();
      default -> false; // a thing that is there, or a count
    };
  }
}
