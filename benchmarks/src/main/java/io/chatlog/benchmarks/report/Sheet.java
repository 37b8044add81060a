package io.chatlog.benchmarks.report;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What one scenario measured: samples by system and figure, in the order in which they came. */
public final class Sheet {
  private final String title;
  private final Map<String, Map<String, Samples>> systems = new LinkedHashMap<>();
  private final Set<String> notes = new LinkedHashSet<>();
  private List<String> headlines = List.of();

  /**
   * @param title what was measured
   */
  public Sheet(String title) {
    this.title = title;
  }

  /** What was measured. */
  public String title() {
    return title;
  }

  /** Adds a sample of a figure of a system. */
  public void add(String system, String figure, double value) {
    systems
        .computeIfAbsent(system, name -> new LinkedHashMap<>())
        .computeIfAbsent(figure, name -> new Samples())
        .add(value);
  }

  /** Says which figures belong into a summary. */
  public void headline(String... figures) {
    headlines = List.of(figures);
  }

  /** The figures that belong into a summary. */
  public List<String> headlines() {
    return headlines;
  }

  /** Adds a remark that belongs below the table; the same once only. */
  public void note(String text) {
    notes.add(text);
  }

  /** Samples by system and figure. */
  public Map<String, Map<String, Samples>> systems() {
    return systems;
  }

  /** Remarks. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  /** The figures that any system has, in order. */
  public List<String> figures() {
    return systems.values().stream().flatMap(row -> row.keySet().stream()).distinct().toList();
  }
}
