package io.chatlog.processor.store;

import io.chatlog.processor.fold.AuthoredRow;
import io.chatlog.processor.fold.InsightRow;
import io.chatlog.processor.fold.PanelMessageRow;
import io.chatlog.processor.fold.PanelRow;
import io.chatlog.processor.fold.PersonaRow;
import io.chatlog.value.PanelId;
import io.chatlog.value.PersonaId;
import io.chatlog.value.UserId;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** Walks over rows of personas and panels. A walk ends when its visitor says so. */
public final class PanelScans {
  private PanelScans() {}

  /**
   * Personas in the order of their ids.
   *
   * @param prefix only ids that begin so
   * @param after only ids behind this one, or null
   */
  public static void personas(
      RowSource source, String prefix, @Nullable PersonaId after, Predicate<PersonaRow> visitor) {
    Bytes first = PanelKeys.personasFrom(prefix);
    Bytes end = prefix.isEmpty() ? Keys.first((byte) (Keys.PERSONA + 1)) : Keys.end(first);
    source.scan(
        begin(first, after == null ? null : PanelKeys.persona(after)),
        end,
        false,
        (key, value) -> visitor.test(PanelRowCodecs.PERSONA.decode(value)));
  }

  /** The same, of those that belong to a user. */
  public static void personasOf(
      RowSource source,
      UserId owner,
      String prefix,
      @Nullable PersonaId after,
      Predicate<PersonaRow> visitor) {
    PanelRows rows = new PanelRows(source);
    Bytes own = PanelKeys.personasOf(owner);
    Bytes first = PanelKeys.personaOf(owner, prefix);
    source.scan(
        begin(first, after == null ? null : PanelKeys.personaOf(owner, after)),
        Keys.end(first),
        false,
        (key, value) -> {
          PersonaRow row = rows.persona(PanelKeys.personaIn(key, own));
          return row == null || visitor.test(row); // gone since the walk began
        });
  }

  /**
   * Panels in the order of their ids.
   *
   * @param prefix only ids that begin so
   * @param after only ids behind this one, or null
   */
  public static void panels(
      RowSource source, String prefix, @Nullable PanelId after, Predicate<PanelRow> visitor) {
    Bytes first = PanelKeys.panelsFrom(prefix);
    source.scan(
        begin(first, after == null ? null : PanelKeys.panel(after)),
        Keys.end(first),
        false,
        (key, value) -> visitor.test(PanelRowCodecs.PANEL.decode(value)));
  }

  /**
   * Messages of a panel by seq.
   *
   * @param fromSeq the smallest seq
   * @param endSeq the seq behind the largest
   * @param newestFirst whether to begin at the largest
   */
  public static void messages(
      RowSource source,
      PanelId panel,
      long fromSeq,
      long endSeq,
      boolean newestFirst,
      Predicate<PanelMessageRow> visitor) {
    if (fromSeq < endSeq) {
      source.scan(
          PanelKeys.message(panel, fromSeq),
          PanelKeys.message(panel, endSeq),
          newestFirst,
          (key, value) -> visitor.test(PanelRowCodecs.MESSAGE.decode(value)));
    }
  }

  /** Events about panels and personas that name a user, those of one owner together. */
  public static void authoredBy(RowSource source, UserId author, Predicate<AuthoredRow> visitor) {
    Bytes prefix = PanelKeys.authoredBy(author);
    source.scan(
        prefix,
        Keys.end(prefix),
        false,
        (key, value) -> {
          byte[] row = source.get(PanelKeys.authored(key, prefix));
          return row == null || visitor.test(PanelRowCodecs.AUTHORED.decode(row)); // gone since
        });
  }

  /** Insights of a panel by seq, as {@link #messages}. */
  public static void insights(
      RowSource source,
      PanelId panel,
      long fromSeq,
      long endSeq,
      boolean newestFirst,
      Predicate<InsightRow> visitor) {
    if (fromSeq < endSeq) {
      source.scan(
          PanelKeys.insight(panel, fromSeq),
          PanelKeys.insight(panel, endSeq),
          newestFirst,
          (key, value) -> visitor.test(PanelRowCodecs.INSIGHT.decode(value)));
    }
  }

  private static Bytes begin(Bytes first, @Nullable Bytes after) {
    Bytes behind = after == null ? first : Keys.behind(after);
    return behind.compareTo(first) > 0 ? behind : first;
  }
}
