package io.chatlog.testkit.read;

import io.chatlog.error.ErrorCode;
import io.chatlog.testkit.read.ModelPartition.Owner;
import io.chatlog.testkit.read.ModelPartition.Talk;
import io.chatlog.view.Document;
import io.chatlog.view.DocumentText;
import io.chatlog.view.Kept;
import io.chatlog.view.Lookup;
import io.chatlog.view.Read;
import io.chatlog.view.SeqPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What backups ask of the model. Its fingerprints are all 0, its documents have no text. */
final class ModelBackup {
  private ModelBackup() {}

  static Object answer(ModelPartition partition, Read.OfBackup<?> read) {
    return switch (read) {
      case Read.ListKeptPersonas r -> partition.panels.kept(r);
      case Read.ListKeptPanels r -> partition.panels.kept(r);
      case Read.ListKeptPanelMessages r -> partition.panels.kept(r);
      case Read.ListKeptInsights r -> partition.panels.kept(r);
      case Read.ListKeptDocuments r ->
          page(
              documents(partition.owners.get(r.user())),
              partition.owners.get(r.user()),
              r.afterOffset(),
              r.lastOffset(),
              r.limit());
      case Read.GetDocumentText r -> text(partition.owners.get(r.user()), r);
      case Read.ListKeptContexts r -> {
        Owner owner = partition.owners.get(r.user());
        yield page(
            owner == null ? new TreeMap<>() : owner.contexts,
            owner,
            r.afterOffset(),
            r.lastOffset(),
            r.limit());
      }
    };
  }

  private static TreeMap<Long, Document> documents(@Nullable Owner owner) {
    TreeMap<Long, Document> documents = new TreeMap<>();
    if (owner != null) {
      owner
          .talks
          .values()
          .forEach(
              talk ->
                  talk.documents
                      .values()
                      .forEach(kept -> documents.put(kept.offset(), kept.document())));
    }
    return documents;
  }

  private static <T> Lookup<SeqPage<Kept<T>>> page(
      TreeMap<Long, T> all, @Nullable Owner owner, long after, long last, int limit) {
    if (owner == null) {
      return new Lookup.Missing<>(ErrorCode.USER_NOT_FOUND);
    }
    List<Kept<T>> items = new ArrayList<>();
    Long place = null;
    for (Map.Entry<Long, T> each : all.tailMap(after, false).headMap(last, true).entrySet()) {
      if (items.size() == limit) {
        return new Lookup.Found<>(new SeqPage<>(items, place));
      }
      items.add(new Kept<>(each.getValue(), 0));
      place = each.getKey();
    }
    return new Lookup.Found<>(new SeqPage<>(items, null));
  }

  private static Lookup<DocumentText> text(@Nullable Owner owner, Read.GetDocumentText read) {
    Talk talk = owner == null ? null : owner.talks.get(read.session());
    ModelPartition.Kept kept = talk == null ? null : talk.documents.get(read.document());
    return kept == null
        ? new Lookup.Missing<>(ErrorCode.DOCUMENT_NOT_FOUND)
        : new Lookup.Found<>(new DocumentText(kept.document(), List.of()));
  }
}
