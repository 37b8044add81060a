package io.chatlog.query.http;

/** How a search finds. */
enum SearchMode {
  /** By words. */
  TEXT,
  /** By vectors. */
  SEMANTIC,
  /** By both, fused by rank. */
  HYBRID
}
