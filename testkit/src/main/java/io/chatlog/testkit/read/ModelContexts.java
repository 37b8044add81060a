package io.chatlog.testkit.read;

import io.chatlog.error.ErrorCode;
import io.chatlog.testkit.read.ModelPartition.Owner;
import io.chatlog.testkit.read.ModelPartition.Talk;
import io.chatlog.view.ContextPage;
import io.chatlog.view.Lookup;
import io.chatlog.view.Read;
import io.chatlog.view.SavedContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Saved contexts of the model. */
final class ModelContexts {
  private ModelContexts() {}

  static Lookup<SavedContext> context(ModelPartition partition, Read.GetContext read) {
    Owner owner = partition.owners.get(read.user());
    if (owner == null) {
      return new Lookup.Missing<>(ErrorCode.USER_NOT_FOUND);
    }
    for (SavedContext context : owner.contexts.values()) {
      if (context.id().equals(read.context()) && isShown(owner, context)) {
        return new Lookup.Found<>(context);
      }
    }
    return new Lookup.Missing<>(ErrorCode.CONTEXT_NOT_FOUND);
  }

  static Lookup<ContextPage> page(ModelPartition partition, Read.ListContexts read) {
    Owner owner = partition.owners.get(read.user());
    if (owner == null) {
      return new Lookup.Missing<>(ErrorCode.USER_NOT_FOUND);
    }
    if (read.session() != null && !owner.talks.containsKey(read.session())) {
      return new Lookup.Missing<>(ErrorCode.SESSION_NOT_FOUND);
    }
    List<SavedContext> shown = new ArrayList<>();
    Long last = null;
    for (Map.Entry<Long, SavedContext> entry : owner.contexts.descendingMap().entrySet()) {
      SavedContext context = entry.getValue();
      boolean asked = read.session() == null || read.session().equals(context.session());
      boolean behind = read.before() == null || entry.getKey() < read.before();
      if (asked && behind && isShown(owner, context)) {
        if (shown.size() == read.limit()) {
          return new Lookup.Found<>(new ContextPage(shown, last));
        }
        shown.add(context);
        last = entry.getKey();
      }
    }
    return new Lookup.Found<>(new ContextPage(shown, null));
  }

  private static boolean isShown(Owner owner, SavedContext context) {
    Talk talk = context.session() == null ? null : owner.talks.get(context.session());
    return context.session() == null || (talk != null && ModelAnswers.isLive(talk));
  }
}
