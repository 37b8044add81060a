package io.chatlog.processor.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.event.Event;
import io.chatlog.event.Payload;
import io.chatlog.event.Payload.ClaimEmail;
import io.chatlog.event.Payload.CreateSession;
import io.chatlog.event.Payload.CreateUser;
import io.chatlog.event.Payload.DeleteContext;
import io.chatlog.event.Payload.DeleteDocument;
import io.chatlog.event.Payload.DeleteMessage;
import io.chatlog.event.Payload.DeleteSession;
import io.chatlog.event.Payload.DeleteUser;
import io.chatlog.event.Payload.PatchMessage;
import io.chatlog.event.Payload.PatchSession;
import io.chatlog.event.Payload.PatchUser;
import io.chatlog.event.Payload.PostDocument;
import io.chatlog.event.Payload.PostMessage;
import io.chatlog.event.Payload.PutDocumentPart;
import io.chatlog.event.Payload.PutSession;
import io.chatlog.event.Payload.Refused;
import io.chatlog.event.Payload.ReleaseEmail;
import io.chatlog.event.Payload.RestoredMessage;
import io.chatlog.event.Payload.RestoredSession;
import io.chatlog.event.Payload.SaveContext;
import io.chatlog.event.Payload.TagSession;
import io.chatlog.event.Payload.VoidEmailClaim;
import io.chatlog.json.PatchText;
import io.chatlog.processor.MapPartition;
import io.chatlog.processor.store.Rows;
import io.chatlog.processor.store.Scans;
import io.chatlog.value.ContextId;
import io.chatlog.value.DocumentId;
import io.chatlog.value.EmailIds;
import io.chatlog.value.Embedding;
import io.chatlog.value.MessageId;
import io.chatlog.value.Role;
import io.chatlog.value.SessionId;
import io.chatlog.value.SessionStatus;
import io.chatlog.value.UserId;
import io.chatlog.view.Session;
import io.chatlog.view.SessionStats;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Chat data as one would write it without a thought for speed: lists, and recounts over them. */
final class NaiveModel {
  private final Map<String, User> users = new LinkedHashMap<>();
  private final Map<UserId, Claim> claims = new LinkedHashMap<>();
  private final Map<String, Long> voids = new LinkedHashMap<>();
  private final NaivePanels panels = new NaivePanels();
  private long offset = -1;

  private record Claim(UserId user, long offset) {}

  private static final class User {
    CreateUser creation;
    String name;
    String email;
    long createdAt;
    long version = 1;
    final Map<String, Chat> chats = new LinkedHashMap<>();

    /** Those saved last stand last. */
    final Map<String, Saved> contexts = new LinkedHashMap<>();
  }

  private record Saved(SaveContext save, long offset) {}

  private static final class Chat {
    CreateSession creation;
    String title = "New Chat Session";
    String channel = "web";
    String source;
    boolean deleted;
    boolean staged;
    String externalId;
    List<String> tags = List.of();
    Embedding vector;
    Embedding modelled;
    String modelledText;
    long lastSeq;
    long seqsGiven;
    long createdAt;
    long version = 1;
    final List<Said> messages = new ArrayList<>();
    final Map<String, Upload> uploads = new LinkedHashMap<>();
    final Map<String, Kept> documents = new LinkedHashMap<>();

    boolean isIn(Bucket bucket) {
      return Bucket.dayOf(createdAt) == bucket.epochDay()
          && channel.equals(bucket.channel())
          && deleted == (bucket.status() == SessionStatus.DELETED);
    }

    long first() {
      return messages.stream().mapToLong(Said::timestamp).min().orElse(createdAt);
    }

    long last() {
      return messages.stream().mapToLong(Said::timestamp).max().orElse(createdAt);
    }

    Said find(MessageId id) {
      return messages.stream()
          .filter(said -> said.post().messageId().equals(id))
          .findFirst()
          .orElse(null);
    }
  }

  /** Parts of a document that is not complete. */
  private static final class Upload {
    long begun;
    final List<byte[]> parts = new ArrayList<>();
    final List<String> chunks = new ArrayList<>();
    final Map<Integer, Embedding> vectors = new LinkedHashMap<>();

    boolean isLapsed(long now) {
      return now - begun > FoldLimits.UPLOAD_MICROS_MAX;
    }

    byte[] bytes() {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      parts.forEach(all::writeBytes);
      return all.toByteArray();
    }
  }

  private record Kept(
      PostDocument post,
      byte[] bytes,
      List<String> chunks,
      Map<Integer, Embedding> vectors,
      long offset) {
    long version() {
      return post.restored() == null || post.restored().version() == null
          ? 1
          : post.restored().version();
    }
  }

  private static final class Said {
    final PostMessage post;
    final long timestamp;
    final long receivedAt;
    final long seq;
    String content;
    Embedding embedding;
    boolean modelled;
    long version = 1;

    Said(PostMessage post, long timestamp, long receivedAt, long seq) {
      this.post = post;
      this.timestamp = timestamp;
      this.receivedAt = receivedAt;
      this.seq = seq;
      this.content = post.content();
      this.embedding = Embedding.of(post.embedding());
    }

    PostMessage post() {
      return post;
    }

    String content() {
      return content;
    }

    long timestamp() {
      return timestamp;
    }
  }

  /** What must become of an event: {@code accepted}, {@code duplicate} or an error code. */
  String apply(Event event) {
    List<Staged> lapsed = lapsed(event);
    String decision = decide(event);
    lapsed.forEach(staged -> staged.chat().uploads.remove(staged.id(), staged.upload()));
    return decision;
  }

  private record Staged(String user, String session, Chat chat, String id, Upload upload) {}

  /** Uploads that go with an event because they took too long: the oldest few, never its own. */
  private List<Staged> lapsed(Event event) {
    String own =
        switch (event.payload()) {
          case PutDocumentPart part -> part.uploadId().value();
          case PostDocument post -> post.uploadId().value();
          default -> null;
        };
    List<Staged> all = new ArrayList<>();
    users.forEach(
        (user, data) ->
            data.chats.forEach(
                (session, chat) ->
                    chat.uploads.forEach(
                        (id, upload) -> all.add(new Staged(user, session, chat, id, upload)))));
    all.sort(
        Comparator.comparingLong((Staged staged) -> staged.upload().begun)
            .thenComparing(Staged::user)
            .thenComparing(Staged::session)
            .thenComparing(Staged::id));
    return all.stream()
        .limit(FoldLimits.LAPSES_PER_EVENT_MAX + 2)
        .filter(staged -> !(staged.id().equals(own) && staged.user().equals(event.owner().value())))
        .filter(staged -> staged.upload().isLapsed(event.receivedAtMicros()))
        .limit(FoldLimits.LAPSES_PER_EVENT_MAX)
        .toList();
  }

  private String decide(Event event) {
    User user = users.get(event.owner().value());
    offset++;
    if (event.condition() != null && isStale(user, event)) {
      return "version_mismatch";
    }
    return switch (event.payload()) {
      case ClaimEmail claim -> {
        Claim held = claims.get(event.owner());
        if (held != null
            && !held.user().equals(claim.claimant())
            && !Objects.equals(claim.replaces(), held.offset())) {
          yield "duplicate";
        }
        claims.put(event.owner(), new Claim(claim.claimant(), offset));
        yield "accepted";
      }
      case VoidEmailClaim claim -> {
        if (user != null && user.email != null && EmailIds.of(user.email).equals(claim.email())) {
          yield "duplicate";
        }
        voids.merge(event.owner() + " " + claim.email(), claim.claim(), Math::max);
        yield "accepted";
      }
      case ReleaseEmail release -> {
        Claim held = claims.get(event.owner());
        if (held == null
            || !held.user().equals(release.claimant())
            || held.offset() > release.claim()) {
          yield "duplicate";
        }
        claims.remove(event.owner());
        yield "accepted";
      }
      case CreateUser create -> {
        if (user != null) {
          yield create.restored() != null || user.creation.equals(create.claiming(0))
              ? "duplicate"
              : "user_exists";
        }
        if (isVoid(event.owner(), create.email(), create.emailClaim())) {
          yield "email_taken";
        }
        users.put(event.owner().value(), newUser(create, event.receivedAtMicros()));
        yield "accepted";
      }
      case PatchUser patch -> {
        if (user == null) {
          yield "user_not_found";
        }
        if (patch.expectedVersion() != null && patch.expectedVersion() != user.version) {
          yield "version_mismatch";
        }
        List<Object> before = Arrays.asList(user.name, user.email);
        Map<String, Long> voidsBefore = Map.copyOf(voids);
        if (patch.patchJson().contains("email")) {
          String email = patch.patchJson().replaceAll(".*:.(.*@x.org).*", "$1");
          if (isVoid(event.owner(), email, patch.emailClaim())) {
            yield "email_taken";
          }
          user.email = email;
        } else {
          user.name =
              patch.patchJson().contains("null")
                  ? null
                  : patch.patchJson().replaceAll("\\W|name", "");
        }
        if (before.equals(Arrays.asList(user.name, user.email)) && voids.equals(voidsBefore)) {
          yield "duplicate";
        }
        user.version++;
        yield "accepted";
      }
      case CreateSession create -> create(user, event, create);
      case PatchSession patch -> patch(user, patch);
      case PostMessage post -> post(user, event, post);
      case DeleteUser delete -> {
        if (user == null) {
          yield "user_not_found";
        }
        if (!delete.force() && !(user.chats.isEmpty() && user.contexts.isEmpty())) {
          yield "user_has_data";
        }
        users.remove(event.owner().value());
        yield "accepted";
      }
      case Refused refused -> refused.code().wireName();
      case Payload.Barrier _ -> "duplicate";
      case Payload.EraseRefused erase -> panels.erase(event, erase) ? "accepted" : "duplicate";
      case Payload.OfPanels about -> panels.apply(event, about, offset);
      case PutDocumentPart part -> part(user, event, part);
      case PostDocument post -> document(user, event, post);
      case DeleteDocument delete -> {
        Chat chat = user == null ? null : user.chats.get(delete.sessionId().value());
        if (chat == null || chat.deleted) {
          yield user == null ? "user_not_found" : "session_not_found";
        }
        Kept kept = chat.documents.get(delete.documentId().value());
        if (kept == null) {
          yield "document_not_found";
        }
        if (isStale(delete.expectedVersion(), kept.version())) {
          yield "version_mismatch";
        }
        chat.documents.remove(delete.documentId().value());
        yield "accepted";
      }
      case PutSession put -> put(user, event, put);
      case TagSession tag -> tag(user, tag);
      case DeleteSession delete -> {
        Chat chat = user == null ? null : user.chats.get(delete.sessionId().value());
        if (chat == null) {
          yield user == null ? "user_not_found" : "session_not_found";
        }
        if (isStale(delete.expectedVersion(), chat.version)) {
          yield "version_mismatch";
        }
        if (delete.seen() != null
            && (delete.seen().count() != chat.messages.size()
                || !Objects.equals(delete.seen().lastAtMicros(), lastAt(chat)))) {
          yield "version_mismatch";
        }
        user.chats.remove(delete.sessionId().value());
        user.contexts.values().removeIf(c -> delete.sessionId().equals(c.save().sessionId()));
        yield "accepted";
      }
      case SaveContext save -> {
        if (user == null) {
          yield "user_not_found";
        }
        Saved present = user.contexts.get(save.contextId().value());
        if (present != null) {
          yield (save.restored() != null
                  ? Objects.equals(present.save().sessionId(), save.sessionId())
                  : present.save().restoring(null).equals(save.restoring(null)))
              ? "duplicate"
              : "id_conflict";
        }
        if (save.restored() != null
            ? save.sessionId() != null && isStaged(chat(user, save.sessionId()))
            : isHidden(user, save.sessionId())) {
          yield "session_not_found";
        }
        user.contexts.put(save.contextId().value(), new Saved(save, offset));
        yield "accepted";
      }
      case DeleteContext delete -> {
        if (user == null) {
          yield "user_not_found";
        }
        Saved present = user.contexts.get(delete.contextId().value());
        if (present == null || isHidden(user, present.save().sessionId())) {
          yield "context_not_found";
        }
        user.contexts.remove(delete.contextId().value());
        yield "accepted";
      }
      case PatchMessage patch -> {
        Chat chat = user == null ? null : user.chats.get(patch.sessionId().value());
        Said said = chat == null ? null : chat.find(patch.messageId());
        String missing = missing(user, chat, said);
        if (missing != null) {
          yield missing;
        }
        if (isStale(patch.expectedVersion(), said.version)) {
          yield "version_mismatch";
        }
        List<Object> before = Arrays.asList(said.content, said.embedding, said.modelled);
        edit(said, patch.patchJson());
        if (before.equals(Arrays.asList(said.content, said.embedding, said.modelled))) {
          yield "duplicate";
        }
        said.version++;
        yield "accepted";
      }
      case Payload.EmbedMessage embed -> {
        Chat chat = user == null ? null : user.chats.get(embed.sessionId().value());
        Said said = chat == null ? null : chat.find(embed.messageId());
        if (said == null
            || (said.embedding != null && !said.modelled)
            || embed.embedding().equals(said.embedding)
            || Payload.EmbedMessage.hash(said.content) != embed.contentHash()) {
          yield "duplicate";
        }
        said.embedding = embed.embedding();
        said.modelled = true;
        yield "accepted";
      }
      case Payload.EmbedChunk embed -> embed(chat(user, embed.sessionId()), embed);
      case Payload.EmbedSession embed -> embed(chat(user, embed.sessionId()), embed);
      case DeleteMessage delete -> {
        Chat chat = user == null ? null : user.chats.get(delete.sessionId().value());
        Said said = chat == null ? null : chat.find(delete.messageId());
        String missing = missing(user, chat, said);
        if (missing != null) {
          yield missing;
        }
        if (isStale(delete.expectedVersion(), said.version)) {
          yield "version_mismatch";
        }
        chat.messages.remove(said);
        yield "accepted";
      }
    };
  }

  private static String embed(Chat chat, Payload.EmbedSession embed) {
    if (chat == null
        || chat.vector != null
        || chat.title.equals("New Chat Session")
        || Payload.EmbedMessage.hash(chat.title) != embed.contentHash()
        || embed.embedding().equals(chat.modelled)) {
      return "duplicate";
    }
    chat.modelled = embed.embedding();
    chat.modelledText = chat.title;
    return "accepted";
  }

  /** The vector of a model stands for what the session says, where no client brought one. */
  private static void followModel(Chat chat) {
    if (chat.vector != null || !chat.title.equals(chat.modelledText)) {
      chat.modelled = null;
    }
  }

  private static String embed(Chat chat, Payload.EmbedChunk embed) {
    List<String> chunks = List.of();
    Map<Integer, Embedding> vectors = Map.of();
    if (chat != null) {
      Upload upload = chat.uploads.get(embed.uploadId().value());
      if (upload != null) {
        chunks = upload.chunks;
        vectors = upload.vectors;
      }
      for (Kept kept : chat.documents.values()) {
        if (kept.post().uploadId().equals(embed.uploadId())) {
          chunks = kept.chunks();
          vectors = kept.vectors();
        }
      }
    }
    int chunk = embed.chunk();
    if (chunk < 0
        || chunk >= chunks.size()
        || Payload.EmbedMessage.hash(chunks.get(chunk)) != embed.contentHash()
        || embed.embedding().equals(vectors.get(chunk))) {
      return "duplicate";
    }
    vectors.put(chunk, embed.embedding());
    return "accepted";
  }

  private static void edit(Said said, String patch) {
    String content = said.content;
    if (patch.contains("edited")) {
      said.content = patch.replaceAll(".*(edited [^\"]*)\".*", "$1");
    }
    if (patch.contains("\"embedding\":null") || !said.content.equals(content)) {
      said.embedding = null;
      said.modelled = false;
    }
    if (patch.contains("\"embedding\":[")) {
      said.modelled = false;
      String[] numbers = patch.replaceAll(".*\\[(.*)].*", "$1").split(",");
      said.embedding =
          Embedding.of(new float[] {Float.parseFloat(numbers[0]), Float.parseFloat(numbers[1])});
    }
  }

  /** What is missing is refused for that; only a PUT makes what is not there. */
  private static boolean isStale(User user, Event event) {
    long version =
        switch (event.payload()) {
          case PatchUser _, DeleteUser _ -> user == null ? -1 : user.version;
          case PutSession p -> versionToBe(user, p.session().sessionId());
          case CreateSession p -> versionToBe(user, p.sessionId());
          case PatchSession p -> versionOf(chat(user, p.sessionId()));
          case DeleteSession p -> versionOf(chat(user, p.sessionId()));
          case PatchMessage p -> versionOf(chat(user, p.sessionId()), p.messageId());
          case DeleteMessage p -> versionOf(chat(user, p.sessionId()), p.messageId());
          default -> -1;
        };
    return version >= 0 && !event.condition().holds(version);
  }

  private static Chat chat(User user, SessionId session) {
    return user == null ? null : user.chats.get(session.value());
  }

  private static long versionToBe(User user, SessionId session) {
    Chat chat = chat(user, session);
    return chat != null ? chat.version : user == null ? -1 : 0;
  }

  private static long versionOf(Chat chat) {
    return chat == null ? -1 : chat.version;
  }

  private static long versionOf(Chat chat, MessageId message) {
    Said said = chat == null || chat.deleted ? null : chat.find(message);
    return said == null ? -1 : said.version;
  }

  /** Whether it takes nothing, not even what is restored. */
  private static boolean isStaged(Chat chat) {
    return chat == null || chat.staged;
  }

  private static boolean isHidden(User user, SessionId session) {
    Chat chat = session == null ? null : user.chats.get(session.value());
    return session != null && (chat == null || chat.deleted);
  }

  private static String part(User user, Event event, PutDocumentPart part) {
    Chat chat = user == null ? null : user.chats.get(part.sessionId().value());
    if (part.restored() ? isStaged(chat) : chat == null || chat.deleted) {
      return "duplicate";
    }
    String id = part.uploadId().value();
    Upload upload = chat.uploads.get(id);
    if (upload == null) {
      boolean isUsed =
          chat.documents.values().stream()
              .anyMatch(kept -> kept.post().uploadId().value().equals(id));
      if (part.part() != 0 || isUsed) {
        return "duplicate";
      }
      upload = new Upload();
      upload.begun = event.receivedAtMicros();
      chat.uploads.put(id, upload);
    } else if (part.part() != upload.parts.size() || upload.isLapsed(event.receivedAtMicros())) {
      return "duplicate";
    }
    upload.parts.add(part.content());
    upload.chunks.addAll(part.chunks());
    return "accepted";
  }

  private String document(User user, Event event, PostDocument post) {
    Chat chat = user == null ? null : user.chats.get(post.sessionId().value());
    if (chat == null) {
      return user == null ? "user_not_found" : "session_not_found";
    }
    Upload upload = chat.uploads.remove(post.uploadId().value());
    if (post.restored() != null ? isStaged(chat) : chat.deleted) {
      return "session_not_found";
    }
    Kept present = chat.documents.get(post.documentId().value());
    if (present != null) {
      return post.restored() != null || present.post().sha256().equals(post.sha256())
          ? "duplicate"
          : "id_conflict";
    }
    if (upload == null) {
      upload = new Upload();
      upload.begun = event.receivedAtMicros();
    }
    if (upload.parts.size() != post.parts()
        || upload.bytes().length != post.size()
        || upload.chunks.size() != post.chunks()
        || upload.isLapsed(event.receivedAtMicros())) {
      return "upload_incomplete";
    }
    chat.documents.put(
        post.documentId().value(),
        new Kept(post, upload.bytes(), upload.chunks, upload.vectors, offset));
    return "accepted";
  }

  private static Long lastAt(Chat chat) {
    return chat.messages.stream().map(said -> said.timestamp).max(Long::compare).orElse(null);
  }

  private static boolean isStale(Long expected, long actual) {
    return expected != null && expected != actual;
  }

  private static String missing(User user, Chat chat, Said said) {
    return user == null
        ? "user_not_found"
        : chat == null || chat.deleted
            ? "session_not_found"
            : said == null ? "message_not_found" : null;
  }

  private static String put(User user, Event event, PutSession put) {
    if (user == null) {
      return "user_not_found";
    }
    CreateSession wanted = put.session();
    Chat chat = user.chats.get(wanted.sessionId().value());
    if (isStale(put.expectedVersion(), chat == null ? 0 : chat.version)) {
      return "version_mismatch";
    }
    boolean stays = chat != null && chat.deleted && wanted.status() == null && put.keepsDeleted();
    if (chat != null
        && chat.title.equals("New Chat Session")
        && chat.channel.equals(wanted.channel())
        && chat.source == null
        && chat.deleted == stays
        && Objects.equals(chat.vector, Embedding.of(wanted.embedding()))
        && chat.tags.equals(wanted.tags())
        && Objects.equals(chat.externalId, wanted.externalId())) {
      return "duplicate";
    }
    if (!stays && isTaken(user, chat, wanted.externalId())) {
      return "external_id_taken";
    }
    if (chat == null) {
      chat = new Chat();
      chat.creation = wanted;
      chat.createdAt = event.receivedAtMicros();
      user.chats.put(wanted.sessionId().value(), chat);
    } else {
      chat.version++;
    }
    chat.title = "New Chat Session";
    chat.channel = wanted.channel();
    chat.source = null;
    chat.deleted = stays;
    chat.staged &= stays;
    chat.tags = wanted.tags();
    chat.vector = Embedding.of(wanted.embedding());
    followModel(chat);
    chat.externalId = wanted.externalId();
    return "accepted";
  }

  private static boolean isTaken(User user, Chat self, String externalId) {
    return externalId != null
        && user.chats.values().stream()
            .anyMatch(chat -> chat != self && !chat.deleted && externalId.equals(chat.externalId));
  }

  private static String tag(User user, TagSession tag) {
    Chat chat = user == null ? null : user.chats.get(tag.sessionId().value());
    if (chat == null) {
      return user == null ? "user_not_found" : "session_not_found";
    }
    if (chat.tags.contains(tag.tag()) == tag.present()) {
      return "duplicate";
    }
    List<String> tags = new ArrayList<>(chat.tags);
    if (tag.present()) {
      tags.add(tag.tag());
    } else {
      tags.remove(tag.tag());
    }
    chat.tags = tags;
    chat.version++;
    return "accepted";
  }

  /** Whether a claim is void; a newer one that is used takes the mark away. */
  private boolean isVoid(UserId user, String email, Long claim) {
    if (email == null || claim == null) {
      return false;
    }
    String use = user + " " + EmailIds.of(email);
    if (voids.getOrDefault(use, -1L) >= claim) {
      return true;
    }
    voids.remove(use);
    return false;
  }

  private static User newUser(CreateUser create, long now) {
    User user = new User();
    user.creation = create.claiming(0).restoring(null);
    user.createdAt = create.restored() == null ? now : create.restored().createdAtMicros();
    user.version = create.restored() == null ? 1 : create.restored().version();
    user.email = create.email();
    user.name = create.name();
    return user;
  }

  private static String create(User user, Event event, CreateSession create) {
    if (user == null) {
      return "user_not_found";
    }
    Chat chat = user.chats.get(create.sessionId().value());
    if (chat != null) {
      return create.restored() != null || saysTheSame(create, chat.creation)
          ? "duplicate"
          : "session_exists";
    }
    chat = new Chat();
    chat.creation = create;
    chat.channel = create.channel();
    chat.staged = create.forkOf() != null;
    chat.deleted = chat.staged;
    chat.createdAt = event.receivedAtMicros();
    chat.vector = Embedding.of(create.embedding());
    RestoredSession past = create.restored();
    if (past != null) {
      // it says all that a client would say but for the status
      chat.creation = create.restoring(null);
      chat.createdAt = past.createdAtMicros();
      chat.deleted = create.status() == SessionStatus.DELETED;
      chat.version = past.version() == null ? 1 : past.version();
      chat.seqsGiven = past.lastSeq() == null ? 0 : past.lastSeq();
    }
    user.chats.put(create.sessionId().value(), chat);
    return "accepted";
  }

  private static List<Object> face(Chat chat) {
    return Arrays.asList(
        chat.title, chat.channel, chat.source, chat.deleted, chat.tags, chat.vector);
  }

  private static String patch(User user, PatchSession patch) {
    if (user == null) {
      return "user_not_found";
    }
    Chat chat = user.chats.get(patch.sessionId().value());
    if (chat == null) {
      return "session_not_found";
    }
    if (patch.expectedVersion() != null && patch.expectedVersion() != chat.version) {
      return "version_mismatch";
    }
    String json = patch.patchJson();
    List<Object> before = face(chat);
    if (json.contains("embedding")) {
      chat.vector = Embedding.of(PatchText.parse(json).floats("embedding"));
    } else if (json.contains("phone")) {
      chat.channel = "phone";
    } else if (json.contains("channel")) {
      chat.channel = "web";
      chat.source = "import";
    } else if (json.contains("deleted")) {
      chat.deleted = true;
    } else if (json.contains("active")) {
      if (chat.deleted && isTaken(user, chat, chat.externalId)) {
        return "external_id_taken";
      }
      chat.deleted = false;
      chat.staged = false;
    } else {
      chat.title = json.replaceAll(".*(t\\d).*", "$1");
      chat.tags = List.of("a", "b");
    }
    if (before.equals(face(chat))) {
      return "duplicate";
    }
    followModel(chat);
    chat.version++;
    return "accepted";
  }

  private String post(User user, Event event, PostMessage post) {
    Chat chat = user == null ? null : user.chats.get(post.sessionId().value());
    if (chat == null && post.createMissing() == null) {
      return user == null ? "user_not_found" : "session_not_found";
    }
    RestoredMessage past = post.restored();
    long receivedAt =
        post.copied() != null
            ? post.copied().receivedAtMicros()
            : past != null ? past.receivedAtMicros() : event.receivedAtMicros();
    long timestamp =
        post.timestampMicros() == null ? event.receivedAtMicros() : post.timestampMicros();
    if (chat != null) {
      for (Said said : chat.messages) {
        if (said.post().messageId().equals(post.messageId())) {
          return post.restored() != null || saysTheSame(said.post(), post)
              ? "duplicate"
              : "id_conflict";
        }
      }
      if (chat.staged != (post.copied() != null)
          || (chat.deleted && !chat.staged && post.restored() == null)) {
        return "session_not_found";
      }
    } else {
      if (user == null) {
        user = newUser(CreateUser.bare(), receivedAt);
        users.put(event.owner().value(), user);
      }
      chat = new Chat();
      chat.title = post.createMissing().sessionTitle();
      chat.channel = post.createMissing().channel();
      chat.createdAt = timestamp;
      user.chats.put(post.sessionId().value(), chat);
    }
    chat.lastSeq =
        past != null && past.seq() != null && past.seq() > chat.lastSeq
            ? past.seq()
            : Math.max(chat.lastSeq, chat.seqsGiven) + 1;
    Said said = new Said(post, timestamp, receivedAt, chat.lastSeq);
    said.version = past == null ? 1 : past.version();
    chat.messages.add(said);
    return "accepted";
  }

  private static boolean saysTheSame(CreateSession a, CreateSession b) {
    if (b != null && a.forkOf() != null && b.forkOf() != null && b.forkOf().asked() != null) {
      return a.forkOf().asked() != null
          && a.forkOf().asked().equals(b.forkOf().asked())
          && original(a).equals(original(b));
    }
    return b != null
        && Arrays.equals(a.embedding(), b.embedding())
        && Objects.equals(a.channel(), b.channel())
        && Objects.equals(copied(a), copied(b))
        && Objects.equals(a.status(), b.status())
        && Objects.equals(a.externalId(), b.externalId())
        && a.tags().equals(b.tags());
  }

  private static String copied(CreateSession session) {
    return session.forkOf() == null ? null : session.forkOf().copied();
  }

  private static String original(CreateSession fork) {
    return fork.forkOf().copied().replaceAll("@[^@]*$", "");
  }

  private static boolean saysTheSame(PostMessage a, PostMessage b) {
    return a.role() == b.role()
        && a.content().equals(b.content())
        && Objects.equals(a.timestampMicros(), b.timestampMicros())
        && Arrays.equals(a.embedding(), b.embedding());
  }

  /** Holds every row to a recount. */
  void assertSame(MapPartition partition) {
    Rows rows = partition.rows();
    long sessions = 0;
    long messages = 0;
    for (Map.Entry<String, User> entry : users.entrySet()) {
      UserId id = new UserId(entry.getKey());
      User user = entry.getValue();
      assertThat(rows.user(id).user().name()).isEqualTo(user.name);
      assertThat(rows.user(id).user().email()).isEqualTo(user.email);
      assertThat(rows.user(id).user().version()).isEqualTo(user.version);
      assertThat(rows.user(id).user().createdAtMicros()).isEqualTo(user.createdAt);
      List<Chat> counted = user.chats.values().stream().filter(chat -> !chat.deleted).toList();
      user.chats.forEach((name, chat) -> assertSame(rows, id, new SessionId(name), chat));
      assertSameContexts(partition, id, user);
      UserStatsRow stats = rows.userStats(id);
      assertThat(stats.totalSessions()).isEqualTo(counted.size());
      assertThat(stats.firstActivityMicros())
          .isEqualTo(counted.stream().map(Chat::first).min(Comparator.naturalOrder()).orElse(null));
      assertThat(stats.lastActivityMicros())
          .isEqualTo(counted.stream().map(Chat::last).max(Comparator.naturalOrder()).orElse(null));
      for (Role role : Role.values()) {
        assertThat(stats.messages().of(role))
            .isEqualTo(counted.stream().mapToLong(chat -> count(chat, role)).sum());
      }
      for (String channel : List.of("web", "irc", "phone")) {
        assertThat(rows.channelSessions(id, channel))
            .isEqualTo(counted.stream().filter(chat -> chat.channel.equals(channel)).count());
      }
      sessions += counted.size();
      messages += counted.stream().mapToLong(chat -> chat.messages.size()).sum();
    }
    assertBuckets(rows);
    panels.assertSame(partition);
    for (int address = 0; address < 3; address++) {
      UserId email = EmailIds.of("a" + address + "@x.org");
      EmailClaimRow row = rows.emailClaim(email);
      Claim claim = claims.get(email);
      assertThat(row == null ? null : row.claim().claimant())
          .isEqualTo(claim == null ? null : claim.user());
      assertThat(row == null ? -1 : row.claim().offset())
          .isEqualTo(claim == null ? -1 : claim.offset());
    }
    assertThat(rows.partition().users()).isEqualTo(users.size());
    assertThat(rows.partition().sessions()).isEqualTo(sessions);
    assertThat(rows.partition().messages()).isEqualTo(messages);
  }

  /** What is read of contexts: those saved last first, of the user and of each session. */
  private static void assertSameContexts(MapPartition partition, UserId id, User user) {
    for (int context = 0; context < Histories.CONTEXTS; context++) {
      Saved saved = user.contexts.get("c" + context);
      ContextRow row = partition.rows().context(id, new ContextId("c" + context));
      assertThat(row == null ? null : row.context().summary())
          .isEqualTo(saved == null ? null : saved.save().summary());
    }
    List<Saved> all = new ArrayList<>(user.contexts.values());
    all.removeIf(saved -> isHidden(user, saved.save().sessionId()));
    assertThat(listed(partition, id, null)).isEqualTo(ids(all));
    for (String session : user.chats.keySet()) {
      SessionId in = new SessionId(session);
      assertThat(listed(partition, id, in))
          .isEqualTo(
              ids(all.stream().filter(saved -> in.equals(saved.save().sessionId())).toList()));
    }
  }

  private static List<ContextId> ids(List<Saved> saved) {
    return saved.reversed().stream().map(one -> one.save().contextId()).toList();
  }

  private static List<ContextId> listed(MapPartition partition, UserId user, SessionId session) {
    List<ContextId> ids = new ArrayList<>();
    Scans.contexts(
        partition,
        user,
        session,
        null,
        (offset, id) -> {
          ContextRow row = partition.rows().context(user, id);
          SessionId in = row.context().session();
          assertThat(row.offset()).isEqualTo(offset);
          if (in == null
              || partition.rows().session(user, in).session().status() != SessionStatus.DELETED) {
            ids.add(id);
          }
          return true;
        });
    return ids;
  }

  /** Daily statistics: one bucket for each day, channel and status that any session ever had. */
  private void assertBuckets(Rows rows) {
    for (int day : List.of(17_361, 18_518, 19_675)) {
      for (String channel : List.of("web", "irc", "phone")) {
        for (SessionStatus status : List.of(SessionStatus.ACTIVE, SessionStatus.DELETED)) {
          Bucket bucket = new Bucket(day, channel, status);
          List<Chat> chats = new ArrayList<>();
          long owners = 0;
          for (User user : users.values()) {
            List<Chat> own = user.chats.values().stream().filter(c -> c.isIn(bucket)).toList();
            owners += own.isEmpty() ? 0 : 1;
            chats.addAll(own);
          }
          assertBucket(rows.bucket(bucket), chats, owners);
        }
      }
    }
  }

  /** Holds the marks of void claims to the model's; a replay of an erased log has fewer. */
  void assertSameVoids(MapPartition partition) {
    for (int user = 0; user < 4; user++) {
      for (int address = 0; address < 3; address++) {
        UserId id = new UserId("u" + user);
        UserId email = EmailIds.of("a" + address + "@x.org");
        assertThat(partition.rows().emailVoid(id, email))
            .isEqualTo(voids.getOrDefault(id + " " + email, -1L));
      }
    }
  }

  private static void assertBucket(BucketRow row, List<Chat> chats, long owners) {
    assertThat(row.sessions()).isEqualTo(chats.size());
    assertThat(row.users()).isEqualTo(owners);
    assertThat(row.messages())
        .isEqualTo(chats.stream().mapToLong(chat -> chat.messages.size()).sum());
    assertThat(row.span().firstMicros())
        .isEqualTo(
            chats.stream().map(c -> c.createdAt).min(Comparator.naturalOrder()).orElse(null));
    assertThat(row.span().lastMicros())
        .isEqualTo(
            chats.stream().map(c -> c.createdAt).max(Comparator.naturalOrder()).orElse(null));
  }

  private static void assertSame(Rows rows, UserId user, SessionId id, Chat chat) {
    SessionRow row = rows.session(user, id);
    Session session = row.session();
    assertThat(session.title()).isEqualTo(chat.title);
    assertThat(session.channel()).isEqualTo(chat.channel);
    assertThat(session.source()).isEqualTo(chat.source);
    assertThat(session.status() == SessionStatus.DELETED).isEqualTo(chat.deleted);
    assertThat(session.version()).isEqualTo(chat.version);
    assertThat(session.createdAtMicros()).isEqualTo(chat.createdAt);
    assertThat(session.messageCount()).isEqualTo(chat.messages.size());
    assertThat(session.lastActivityMicros())
        .isEqualTo(chat.messages.stream().mapToLong(Said::timestamp).max().orElse(chat.createdAt));
    assertSame(row.stats(), chat);
    assertThat(session.tags()).isEqualTo(chat.tags);
    assertThat(session.externalId()).isEqualTo(chat.externalId);
    SessionVectorRow vector = rows.sessionVector(user, id);
    assertThat(vector == null ? null : vector.embedding())
        .isEqualTo(chat.vector == null ? chat.modelled : chat.vector);
    assertThat(vector != null && vector.modelled()).isEqualTo(chat.modelled != null);
    assertThat(row.hasEmbedding()).isEqualTo(chat.vector != null);
    assertThat(vector == null || vector.equals(vector.shownIn(session))).isTrue();
    for (Said said : chat.messages) {
      MessageRow message = rows.message(user, id, said.seq);
      assertThat(message.message().id()).isEqualTo(said.post().messageId());
      assertThat(message.message().content()).isEqualTo(said.content());
      assertThat(message.message().version()).isEqualTo(said.version);
      assertThat(message.embedding()).isEqualTo(said.embedding);
      assertThat(message.modelled()).isEqualTo(said.modelled);
      assertThat(message.message().timestampMicros()).isEqualTo(said.timestamp());
      assertThat(message.message().receivedAtMicros()).isEqualTo(said.receivedAt);
      assertThat(rows.seq(user, id, said.post().messageId())).hasValue(said.seq);
    }
    for (int number = 0; number < 6; number++) {
      DocumentId document = new DocumentId("d" + number);
      assertSame(rows, rows.document(user, id, document), chat.documents.get(document.value()));
    }
    assertThat(row.lastSeq()).isEqualTo(chat.lastSeq);
    assertThat(rows.message(user, id, chat.lastSeq + 1)).isNull();
  }

  private static void assertSame(Rows rows, DocumentRow row, Kept kept) {
    assertThat(row == null).isEqualTo(kept == null);
    if (row == null) {
      return;
    }
    assertThat(row.offset()).isEqualTo(kept.offset());
    assertThat(row.document().sha256()).isEqualTo(kept.post().sha256());
    assertThat(row.document().version()).isEqualTo(kept.version());
    assertThat(row.document().size()).isEqualTo(kept.bytes().length);
    assertThat(row.document().chunkCount()).isEqualTo(kept.chunks().size());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int part = 0; part < row.parts(); part++) {
      bytes.writeBytes(rows.content(row, part));
    }
    assertThat(bytes.toByteArray()).isEqualTo(kept.bytes());
    for (int chunk = 0; chunk < kept.chunks().size(); chunk++) {
      assertThat(rows.chunk(row, chunk)).isEqualTo(kept.chunks().get(chunk));
      assertThat(rows.chunkVectors(row).apply(chunk)).isEqualTo(kept.vectors().get(chunk));
    }
    assertThat(rows.chunk(row, kept.chunks().size())).isNull();
  }

  private static void assertSame(SessionStats stats, Chat chat) {
    List<Said> said = chat.messages;
    for (Role role : Role.values()) {
      assertThat(stats.messages().of(role)).isEqualTo(count(chat, role));
    }
    assertThat(stats.contentChars())
        .isEqualTo(said.stream().mapToLong(s -> s.content().codePoints().count()).sum());
    assertThat(stats.contentBytes())
        .isEqualTo(
            said.stream()
                .mapToLong(s -> s.content().getBytes(StandardCharsets.UTF_8).length)
                .sum());
    assertThat(stats.firstMessageAtMicros())
        .isEqualTo(said.stream().map(Said::timestamp).min(Comparator.naturalOrder()).orElse(null));
    assertThat(stats.lastMessageAtMicros())
        .isEqualTo(said.stream().map(Said::timestamp).max(Comparator.naturalOrder()).orElse(null));
    long responses = 0;
    long sum = 0;
    Long open = null;
    for (Said each : said) {
      if (each.post().role() == Role.USER) {
        open = each.timestamp();
      } else if (each.post().role() == Role.ASSISTANT && open != null) {
        if (each.timestamp() >= open) {
          responses++;
          sum += (each.timestamp() - open) / 1_000;
        }
        open = null;
      }
    }
    assertThat(stats.responseTimes().count()).isEqualTo(responses);
    assertThat(stats.responseTimes().sumMillis()).isEqualTo(sum);
  }

  private static long count(Chat chat, Role role) {
    return chat.messages.stream().filter(said -> said.post().role() == role).count();
  }
}
