package io.chatlog.view;

import io.chatlog.value.PersonaId;
import io.chatlog.value.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Statistics of a panel, exact: counted with each message.
 *
 * @param contributions one for each persona of which something is there, in the order in which they
 *     first spoke, and one without a persona where something was said so; at most {@value
 *     #CONTRIBUTIONS_MAX}
 */
public record PanelStats(
    List<Contribution> contributions, RoleCounts messages, InsightCounts insights) {
  /** The most personas that ever speak in one panel, "no persona" counted as one. */
  public static final int CONTRIBUTIONS_MAX = 100;

  /** Of a panel in which nothing was said. */
  public static final PanelStats EMPTY =
      new PanelStats(List.of(), RoleCounts.ZERO, InsightCounts.ZERO);

  public PanelStats {
    contributions = List.copyOf(contributions);
  }

  /** What a persona said, or, with null, what was said without one. */
  public Contribution of(@Nullable PersonaId persona) {
    return contributions.stream()
        .filter(each -> Objects.equals(each.persona(), persona))
        .findFirst()
        .orElseGet(() -> Contribution.none(persona));
  }

  /** Whether one more message of a persona keeps {@value #CONTRIBUTIONS_MAX}. */
  public boolean hasRoomFor(@Nullable PersonaId persona) {
    return contributions.size() < CONTRIBUTIONS_MAX
        || contributions.stream().anyMatch(each -> Objects.equals(each.persona(), persona));
  }

  /** With one more message. */
  public PanelStats plusMessage(
      @Nullable PersonaId persona, Role role, long characters, boolean response, long atMicros) {
    List<Contribution> next = new ArrayList<>(contributions);
    Contribution before = of(persona);
    Contribution after = before.plus(characters, response, atMicros);
    int at = next.indexOf(before);
    if (at < 0) {
      next.add(after);
    } else {
      next.set(at, after);
    }
    return new PanelStats(next, messages.plus(role, 1), insights);
  }

  /**
   * With one message less.
   *
   * @param firstMicros the earliest time of what else the persona said, or null where that is
   *     nothing
   * @param lastMicros the latest
   */
  public PanelStats minusMessage(
      @Nullable PersonaId persona,
      Role role,
      long characters,
      boolean response,
      @Nullable Long firstMicros,
      @Nullable Long lastMicros) {
    List<Contribution> next = new ArrayList<>(contributions);
    Contribution before = of(persona);
    Contribution after = before.minus(characters, response, firstMicros, lastMicros);
    if (after.messages() == 0) {
      next.remove(before);
    } else {
      next.set(next.indexOf(before), after);
    }
    return new PanelStats(next, messages.plus(role, -1), insights);
  }

  /** With other counts of insights. */
  public PanelStats withInsights(InsightCounts counts) {
    return new PanelStats(contributions, messages, counts);
  }

  /** With an empty contribution of each persona that has not spoken, behind the others. */
  public PanelStats withAll(List<PersonaId> personas) {
    List<Contribution> all = new ArrayList<>(contributions);
    for (PersonaId persona : personas) {
      if (of(persona).messages() == 0) {
        all.add(Contribution.none(persona));
      }
    }
    return new PanelStats(all, messages, insights);
  }

  /** Everything that was said, whoever said it. */
  public Contribution total() {
    return contributions.stream().reduce(Contribution.none(null), Contribution::and);
  }
}
