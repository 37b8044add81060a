package io.chatlog.processor.store;

/** Is told how an index is made anew; may throw to end it, which harms nothing. */
public interface ReindexListener {
  /** So much is to be written, about, and as much to be looked at then. */
  void begins(long documents);

  /** What stands for a row is written. */
  void written();

  /** A document of the index is looked at. */
  void looked();

  /** A document that stood for no row goes. */
  void removed();
}
