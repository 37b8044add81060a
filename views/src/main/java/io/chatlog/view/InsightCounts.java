package io.chatlog.view;

import io.chatlog.value.InsightType;

/** How many insights there are of each type. Immutable. */
public record InsightCounts(long conclusion, long analysis, long summary, long recommendation) {
  /** No insights. */
  public static final InsightCounts ZERO = new InsightCounts(0, 0, 0, 0);

  /** The count of one type. */
  public long of(InsightType type) {
    return switch (type) {
      case CONCLUSION -> conclusion;
      case ANALYSIS -> analysis;
      case SUMMARY -> summary;
      case RECOMMENDATION -> recommendation;
    };
  }

  /** These counts with one more of a type. */
  public InsightCounts plusOne(InsightType type) {
    return switch (type) {
      case CONCLUSION -> new InsightCounts(conclusion + 1, analysis, summary, recommendation);
      case ANALYSIS -> new InsightCounts(conclusion, analysis + 1, summary, recommendation);
      case SUMMARY -> new InsightCounts(conclusion, analysis, summary + 1, recommendation);
      case RECOMMENDATION -> new InsightCounts(conclusion, analysis, summary, recommendation + 1);
    };
  }

  /** All insights. */
  public long total() {
    return conclusion + analysis + summary + recommendation;
  }
}
