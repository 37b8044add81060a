package io.chatlog.processor.fold;

import io.chatlog.error.ErrorCode;
import io.chatlog.event.Event;
import io.chatlog.event.Payload;
import io.chatlog.event.Payload.Barrier;
import io.chatlog.event.Payload.ClaimEmail;
import io.chatlog.event.Payload.CreateSession;
import io.chatlog.event.Payload.CreateUser;
import io.chatlog.event.Payload.DeleteContext;
import io.chatlog.event.Payload.DeleteDocument;
import io.chatlog.event.Payload.DeleteMessage;
import io.chatlog.event.Payload.DeleteSession;
import io.chatlog.event.Payload.DeleteUser;
import io.chatlog.event.Payload.EmbedChunk;
import io.chatlog.event.Payload.EmbedMessage;
import io.chatlog.event.Payload.EmbedSession;
import io.chatlog.event.Payload.EraseRefused;
import io.chatlog.event.Payload.PatchMessage;
import io.chatlog.event.Payload.PatchSession;
import io.chatlog.event.Payload.PatchUser;
import io.chatlog.event.Payload.PostDocument;
import io.chatlog.event.Payload.PostMessage;
import io.chatlog.event.Payload.PutDocumentPart;
import io.chatlog.event.Payload.PutSession;
import io.chatlog.event.Payload.Refused;
import io.chatlog.event.Payload.ReleaseEmail;
import io.chatlog.event.Payload.SaveContext;
import io.chatlog.event.Payload.TagSession;
import io.chatlog.event.Payload.VoidEmailClaim;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides events. The one place where it is decided whether a user exists, a session is there, an
 * id repeats: in log order, by a pure function of the state and the event.
 *
 * <p>An event costs the look-ups and changes that its kind names (see {@link MessageFold} for the
 * common one), however long the session is.
 */
public final class Fold {
  private Fold() {}

  /**
   * What an event does.
   *
   * @param state as the events before {@code offset} left it
   * @param offset the event's offset in its partition
   */
  public static Step next(State state, long offset, Event event) {
    return UploadLapse.with(state, event, decided(state, offset, event));
  }

  private static Step decided(State state, long offset, Event event) {
    return switch (event.payload()) {
      case PutDocumentPart part -> DocumentFold.part(state, offset, event, part);
      case EmbedMessage embed -> EmbeddingFold.embed(state, offset, event, embed);
      case EmbedChunk embed -> EmbeddingFold.embed(state, offset, event, embed);
      case EmbedSession embed -> EmbeddingFold.embed(state, offset, event, embed);
      case ClaimEmail claim -> EmailFold.claim(state, offset, event, claim);
      case VoidEmailClaim claim -> EmailFold.voidClaim(state, offset, event, claim);
      case ReleaseEmail release -> EmailFold.release(state, offset, event, release);
      case Barrier _ -> EmailFold.unchanged(state, offset, event);
      case Payload payload -> ofOneUser(state, offset, event, payload);
    };
  }

  private static Step ofOneUser(State state, long offset, Event event, Payload payload) {
    Draft draft = new Draft(state, offset, event);
    Decision.Rejected fault = Conditions.fault(state, event);
    return step(draft, payload, fault == null ? decide(draft, event, payload) : fault);
  }

  private static Decision decide(Draft draft, Event event, Payload payload) {
    return switch (payload) {
      case CreateUser create -> UserFold.create(draft, event, create);
      case PatchUser patch -> UserFold.patch(draft, event, patch);
      case DeleteUser delete -> UserFold.delete(draft, event, delete);
      case CreateSession create -> SessionFold.create(draft, event, create);
      case PutSession put -> SessionFold.put(draft, event, put);
      case PatchSession patch -> SessionFold.patch(draft, event, patch);
      case TagSession tag -> SessionFold.tag(draft, event, tag);
      case DeleteSession delete -> SessionFold.delete(draft, event, delete);
      case PostMessage post -> MessageFold.post(draft, event, post);
      case PatchMessage patch -> MessageEdits.patch(draft, event, patch);
      case DeleteMessage delete -> MessageEdits.delete(draft, event, delete);
      case PostDocument post -> DocumentFold.post(draft, event, post);
      case DeleteDocument delete -> DocumentFold.delete(draft, event, delete);
      case SaveContext save -> ContextFold.save(draft, event, save);
      case DeleteContext delete -> ContextFold.delete(draft, event, delete);
      case Payload.OfPanels about -> PanelFold.decide(draft, event, about);
      case EraseRefused erase -> PanelErasure.erase(draft, erase);
      case Refused(ErrorCode code, String detail) -> new Decision.Rejected(code, detail);
      case ClaimEmail _,
          VoidEmailClaim _,
          ReleaseEmail _,
          Barrier _,
          PutDocumentPart _,
          EmbedMessage _,
          EmbedSession _,
          EmbedChunk _ ->
          throw new IllegalArgumentException("not of one user: " + event.eventId());
    };
  }

  /**
   * What a record that cannot be decoded does: it is refused, and the partition goes on.
   *
   * @param why for people
   */
  public static Step skip(State state, long offset, String why) {
    PartitionRow partition = state.partition().at(offset);
    RejectionRow rejection = new RejectionRow(ErrorCode.UNDECODABLE, why, null);
    return new Step(
        new Decision.Rejected(ErrorCode.UNDECODABLE, why),
        List.of(new Change.PutRejection(offset, rejection), new Change.PutPartition(partition)));
  }

  /** What a tombstone does: nothing, but the partition goes on. */
  public static Step erased(State state, long offset) {
    return new Step(
        new Decision.Duplicate(), List.of(new Change.PutPartition(state.partition().at(offset))));
  }

  private static Step step(Draft draft, Payload payload, Decision decision) {
    return switch (decision) {
      case Decision.Accepted accepted ->
          new Step(accepted, draft.changes(isTraced(payload) ? draft.trace(accepted) : null));
      case Decision.Duplicate duplicate -> {
        List<Change> changes = new ArrayList<>(draft.regardless());
        addTrace(draft, duplicate, changes);
        changes.add(new Change.PutPartition(draft.unchangedPartition()));
        yield new Step(duplicate, changes);
      }
      case Decision.Rejected rejected -> {
        List<Change> changes = new ArrayList<>(draft.regardless());
        changes.add(
            new Change.PutRejection(
                draft.offset(),
                new RejectionRow(
                    rejected.code(), rejected.detail(), NamedUser.writer(payload, draft.owner()))));
        addTrace(draft, rejected, changes);
        changes.add(new Change.PutPartition(draft.unchangedPartition()));
        yield new Step(rejected, changes);
      }
    };
  }

  private static void addTrace(Draft draft, Decision decision, List<Change> changes) {
    changes.add(new Change.PutTrace(draft.trace(decision)));
    Change.PutAuthored authored = draft.authored(decision);
    if (authored != null) {
      changes.add(authored);
    }
  }

  /** Whether an accepted event needs a trace of its own. */
  private static boolean isTraced(Payload payload) {
    return switch (payload) {
      case PostMessage _ -> false; // the message's row tells
      case PostDocument _, PutDocumentPart _, EmbedChunk _ -> false; // rows of their own tell
      case DeleteUser _, DeleteSession _, DeleteContext _, DeleteDocument _ ->
          false; // what is dropped tells
      case CreateUser _,
          PatchUser _,
          CreateSession _,
          PutSession _,
          PatchSession _,
          TagSession _,
          PatchMessage _,
          DeleteMessage _,
          EmbedMessage _,
          EmbedSession _,
          SaveContext _,
          Refused _,
          ClaimEmail _,
          VoidEmailClaim _,
          ReleaseEmail _,
          Barrier _,
          EraseRefused _ ->
          true;
      case Payload.OfPanels about -> PanelFold.isTraced(about);
    };
  }
}
