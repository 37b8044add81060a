package io.chatlog.ingest.email;

import io.chatlog.error.ErrorCode;
import io.chatlog.event.Payload.ClaimEmail;
import io.chatlog.event.Payload.ReleaseEmail;
import io.chatlog.event.Payload.VoidEmailClaim;
import io.chatlog.ingest.publish.Append;
import io.chatlog.ingest.publish.EventEncoder;
import io.chatlog.ingest.publish.EventLog;
import io.chatlog.ingest.publish.LogRecord;
import io.chatlog.value.EmailIds;
import io.chatlog.value.Position;
import io.chatlog.value.UserId;
import io.chatlog.view.EmailClaim;
import io.chatlog.view.EmailUse;
import io.chatlog.view.Reads;
import io.chatlog.view.User;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reserves e-mail addresses before users take them, so that no two users ever have one address,
 * whatever fails in between. Thread-safe; blocks for a bounded time. Keeps nothing between calls.
 *
 * <p>A user's events are decided in the user's partition, which knows nothing of other users. An
 * address therefore has an owner id of its own ({@link EmailIds}) and a partition of its own, where
 * one claimant at a time is known. To take an address is three steps:
 *
 * <ol>
 *   <li>{@code ClaimEmail} goes to the partition of the address. Whose claim stands there is read
 *       back, once the event is applied; only that counts, not what became of the event.
 *   <li>The user's event names the claim's offset.
 *   <li>When the user did not take the address after all, or had another one before, that claim is
 *       <em>settled</em>: {@code VoidEmailClaim} goes to the user's partition, which refuses it
 *       while the user has the address and refuses the claim's use ever after otherwise; then
 *       {@code ReleaseEmail} makes the address free.
 * </ol>
 *
 * <p>A server that dies in between leaves at worst a claim that nobody uses. Whoever wants the
 * address later finds it, and after {@link #GRACE} settles it itself: the void mark decides, in log
 * order, against an event of the first server that is still under way. So the grace and the clocks
 * decide only who is told "taken" for how long, never whether two users get one address.
 */
public final class EmailClaims {
  /** How long a claim whose user does not have the address yet is left alone. */
  public static final Duration GRACE = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(EmailClaims.class);

  /** For all claims of one request. */
  private static final Duration CLAIM_BUDGET = Duration.ofSeconds(5);

  private static final int SETTLE_WAIT_MILLIS = 2_000;

  /** Addresses of one append and of one read. */
  private static final int TOGETHER_MAX = 5_000;

  /** How often one claim is tried that others overtake. */
  private static final int TRIES_MAX = 3;

  private final EmailLog log;

  /**
   * @param newIds gives a UUIDv7 as text at each call, for events
   * @param clock says when events are received, and how old claims are
   */
  public EmailClaims(
      EventEncoder encoder,
      EventLog log,
      Reads reads,
      Supplier<String> newIds,
      InstantSource clock) {
    this.log = new EmailLog(encoder, log, reads, newIds, clock);
  }

  /**
   * Reserves addresses, all together; only what others hold is looked at one by one.
   *
   * @return one result for each use, in the order of the call
   */
  public List<Claimed> claim(List<EmailUse> uses) {
    long deadlineNanos = System.nanoTime() + CLAIM_BUDGET.toNanos();
    Claimed[] results = new Claimed[uses.size()];
    for (int from = 0; from < uses.size(); from += TOGETHER_MAX) {
      claim(uses, from, Math.min(uses.size(), from + TOGETHER_MAX), results, deadlineNanos);
    }
    return Arrays.asList(results);
  }

  private void claim(
      List<EmailUse> uses, int from, int end, Claimed[] results, long deadlineNanos) {
    List<LogRecord> records = new ArrayList<>(end - from);
    for (EmailUse use : uses.subList(from, end)) {
      records.add(log.record(use.email(), new ClaimEmail(use.user(), null)));
    }
    List<Append> appends = log.append(records);
    Map<Integer, List<Integer>> byPartition = new TreeMap<>();
    Map<Integer, Position> reached = new TreeMap<>();
    for (int at = 0; at < appends.size(); at++) {
      int index = from + at;
      switch (appends.get(at)) {
        case Append.Acknowledged(Position position) -> {
          byPartition.computeIfAbsent(position.partition(), _ -> new ArrayList<>()).add(index);
          reached.merge(position.partition(), position, EmailClaims::later);
        }
        case Append.NotWritten(ErrorCode code, String detail) ->
            results[index] = new Claimed.Failed(code, detail);
        case Append.Unknown(String detail) ->
            results[index] = new Claimed.Failed(ErrorCode.OUTCOME_UNKNOWN, detail);
      }
    }
    reached.forEach(
        (partition, position) -> {
          List<Integer> indexes = byPartition.getOrDefault(partition, List.of());
          List<UserId> emails = indexes.stream().map(index -> uses.get(index).email()).toList();
          try {
            Map<UserId, EmailClaim> claims = log.claims(position, emails, left(deadlineNanos));
            for (int index : indexes) {
              EmailUse use = uses.get(index);
              results[index] = claimed(use, claims.get(use.email()), deadlineNanos);
            }
          } catch (UnansweredException failure) {
            indexes.forEach(
                index -> {
                  if (results[index] == null) {
                    results[index] = failure.asFailed();
                  }
                });
          }
        });
  }

  /** What is made of the claim that stands, after ours. */
  private Claimed claimed(EmailUse use, @Nullable EmailClaim found, long deadlineNanos)
      throws UnansweredException {
    EmailClaim standing = found;
    for (int tries = 1; tries <= TRIES_MAX; tries++) {
      if (standing != null && standing.claimant().equals(use.user())) {
        return new Claimed.Held(standing.offset());
      }
      if (standing != null && !isAbandoned(standing, deadlineNanos)) {
        return new Claimed.Taken();
      }
      // free again, or held by a claim that is void: try anew
      Long replaces = standing == null ? null : standing.offset();
      Position position = log.append(log.record(use.email(), new ClaimEmail(use.user(), replaces)));
      standing = log.claims(position, List.of(use.email()), left(deadlineNanos)).get(use.email());
    }
    return standing != null && standing.claimant().equals(use.user())
        ? new Claimed.Held(standing.offset())
        : new Claimed.Taken();
  }

  /** Whether a claim is void from now on, because its user does not have the address. */
  private boolean isAbandoned(EmailClaim claim, long deadlineNanos) throws UnansweredException {
    if (log.nowMicros() - claim.claimedAtMicros() < GRACE.toNanos() / 1_000) {
      return false;
    }
    if (left(deadlineNanos) == 0) {
      throw new UnansweredException(
          ErrorCode.DEADLINE_EXCEEDED, "there was no time to look whether the e-mail is in use");
    }
    if (emailOf(log.user(claim.claimant())).filter(claim.email()::equals).isPresent()) {
      return false;
    }
    EmailUse use = new EmailUse(claim.claimant(), claim.email());
    Position position =
        log.append(log.record(use.user(), new VoidEmailClaim(use.email(), claim.offset())));
    return log.voids(position, List.of(use), left(deadlineNanos)).getFirst() >= claim.offset();
  }

  /** The id of the address that a user has now; empty when it has none, or cannot be read. */
  public Optional<UserId> emailOf(UserId user) {
    try {
      return emailOf(log.user(user));
    } catch (UnansweredException failure) {
      LOG.debug("the e-mail of a user could not be read", failure);
      return Optional.empty();
    }
  }

  private static Optional<UserId> emailOf(Optional<User> user) {
    return user.map(User::email).map(EmailIds::of);
  }

  /** Makes an address free that a user had, unless the user has it again. */
  public void letGo(EmailUse use) {
    try {
      Optional<EmailClaim> claim =
          log.claim(use.email()).filter(held -> held.claimant().equals(use.user()));
      if (claim.isPresent()) {
        settle(List.of(new UnusedClaim(use, claim.get().offset())));
      }
    } catch (UnansweredException failure) {
      LOG.debug("a claim is left to whoever wants the address next", failure);
    }
  }

  /**
   * Makes addresses free whose users did not take them. One that its user has stays; what fails
   * here is left to whoever wants the address next.
   */
  public void settle(List<UnusedClaim> unused) {
    for (int from = 0; from < unused.size(); from += TOGETHER_MAX) {
      settleSome(unused.subList(from, Math.min(unused.size(), from + TOGETHER_MAX)));
    }
  }

  private void settleSome(List<UnusedClaim> unused) {
    List<Append> appends =
        log.append(
            unused.stream()
                .map(
                    each ->
                        log.record(
                            each.use().user(),
                            new VoidEmailClaim(each.use().email(), each.claim())))
                .toList());
    Map<Integer, List<UnusedClaim>> byPartition = new TreeMap<>();
    Map<Integer, Position> reached = new TreeMap<>();
    for (int at = 0; at < appends.size(); at++) {
      if (appends.get(at) instanceof Append.Acknowledged(Position position)) {
        byPartition
            .computeIfAbsent(position.partition(), _ -> new ArrayList<>())
            .add(unused.get(at));
        reached.merge(position.partition(), position, EmailClaims::later);
      }
    }
    List<LogRecord> releases = new ArrayList<>();
    reached.forEach(
        (partition, position) ->
            addReleases(byPartition.getOrDefault(partition, List.of()), position, releases));
    log.append(releases);
  }

  private void addReleases(List<UnusedClaim> some, Position reached, List<LogRecord> releases) {
    try {
      List<EmailUse> uses = some.stream().map(UnusedClaim::use).toList();
      List<Long> voids = log.voids(reached, uses, SETTLE_WAIT_MILLIS);
      for (int at = 0; at < some.size(); at++) {
        UnusedClaim each = some.get(at);
        if (voids.get(at) >= each.claim()) {
          ReleaseEmail release = new ReleaseEmail(each.use().user(), each.claim());
          releases.add(log.record(each.use().email(), release));
        }
      }
    } catch (UnansweredException failure) {
      LOG.debug("{} claims are left to whoever wants the addresses next", some.size(), failure);
    }
  }

  private static Position later(Position one, Position other) {
    return one.offset() >= other.offset() ? one : other;
  }

  private static int left(long deadlineNanos) {
    return (int) Math.max(0, (deadlineNanos - System.nanoTime()) / 1_000_000);
  }
}
