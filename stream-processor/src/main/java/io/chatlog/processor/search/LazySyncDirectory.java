package io.chatlog.processor.search;

import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FilterDirectory;

/**
 * A directory whose waits for the disk can be put off: Lucene waits for it while it prepares a
 * commit, on the thread that writes the index. Here the thread that prepares notes what is to be on
 * disk, and another waits for it before it makes the commit valid.
 *
 * <p>One commit at a time; {@link IndexCommitter} sees to that.
 */
final class LazySyncDirectory extends FilterDirectory {
  private final Set<String> unsynced = new HashSet<>();
  private boolean putOff;

  LazySyncDirectory(Directory files) {
    super(files);
  }

  /** From now on nothing waits for the disk. */
  synchronized void putOff() {
    putOff = true;
  }

  /** Waits for all files that others did not wait for. */
  void syncFiles() throws IOException {
    Set<String> names;
    synchronized (this) {
      names = new HashSet<>(unsynced);
      unsynced.clear();
    }
    in.sync(names);
  }

  /** Waits for the names of files; from now on all wait again. */
  void syncNames() throws IOException {
    synchronized (this) {
      putOff = false;
    }
    in.syncMetaData();
  }

  @Override
  public void sync(Collection<String> names) throws IOException {
    synchronized (this) {
      if (putOff) {
        unsynced.addAll(names);
        return;
      }
    }
    in.sync(names);
  }

  @Override
  public void syncMetaData() throws IOException {
    synchronized (this) {
      if (putOff) {
        return;
      }
    }
    in.syncMetaData();
  }
}
