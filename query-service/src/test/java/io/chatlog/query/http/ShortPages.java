package io.chatlog.query.http;

import io.chatlog.query.http.Api.Detour;
import io.chatlog.view.Lookup;
import io.chatlog.view.Message;
import io.chatlog.view.MessagePage;
import io.chatlog.view.MessageRange;
import io.chatlog.view.PartitionAnswer;
import io.chatlog.view.Read;
import java.util.List;
import java.util.Set;

/** A node that looks at a few rows for a page, and leaves it short where too few of them match. */
final class ShortPages {
  private ShortPages() {}

  static Detour of(Api api, int rowsMax) {
    return new Detour() {
      @Override
      @SuppressWarnings("unchecked") // a list of messages is answered with a page of messages
      public <R> PartitionAnswer<R> answer(int partition, Read<R> read) {
        if (!(read instanceof Read.ListMessages list)) {
          return null;
        }
        MessageRange range = list.range();
        MessageRange rows =
            new MessageRange(
                range.afterSeq(),
                range.beforeSeq(),
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                Set.of(),
                range.newestFirst(),
                0,
                Math.min(rowsMax, range.limit()),
                null);
        Lookup<MessagePage> found =
            api.state.answer(partition, new Read.ListMessages(list.user(), list.session(), rows));
        MessagePage page = ((Lookup.Found<MessagePage>) found).value();
        List<Message> matching =
            page.items().stream()
                .filter(m -> range.roles().isEmpty() || range.roles().contains(m.role()))
                .toList();
        return (PartitionAnswer<R>)
            new PartitionAnswer.Answered<>(
                new Lookup.Found<>(new MessagePage(matching, page.next())),
                api.state.applied(partition),
                false);
      }
    };
  }
}
