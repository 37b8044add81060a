package io.chatlog.query.http;

import io.chatlog.value.Positions;
import io.chatlog.view.TermStatistics;
import io.chatlog.view.wire.BrokenWire;
import io.chatlog.view.wire.Codec;
import io.chatlog.view.wire.In;
import io.chatlog.view.wire.Out;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the cursors of several searches have in common, as short as may be. */
final class CursorParts {
  /** The most bytes of positions: some 200 partitions with billions of messages each. */
  static final int AS_OF_BYTES_MAX = 1_024;

  /** The most bytes of marks: of three misspelt words that stand for as many words as they may. */
  static final int MARKS_BYTES_MAX = 512;

  private static final int MARK_BYTES = 3;
  private static final int MARKED_BYTES = 4;

  /**
   * What ranking knew, without the names of terms: a query has no more than 64, and tells their
   * names itself. Marks that do not fit into {@value #MARKS_BYTES_MAX} bytes are left out.
   */
  static final Codec<TermStatistics> COLLECTION =
      Codec.of(CursorParts::write, CursorParts::collection);

  /**
   * What the first page reflects. Partitions between two that are named are told as having nothing,
   * and {@link Positions#NONE} stands for what is longer than {@value #AS_OF_BYTES_MAX} bytes.
   */
  static final Codec<Positions> AS_OF =
      Codec.of(
          (positions, out) -> {
            Out own = new Out();
            write(positions, own);
            boolean fits = own.size() <= AS_OF_BYTES_MAX;
            write(fits ? positions : Positions.NONE, out);
          },
          CursorParts::positions);

  private CursorParts() {}

  private static void write(TermStatistics collection, Out out) {
    out.writeLong(collection.docCount()).writeLong(collection.sumTotalTermFreq());
    List<String> names = collection.names();
    out.writeInt(names.size());
    names.forEach(name -> out.writeLong(collection.docFreq().getOrDefault(name, 0L)));
    int room = MARKS_BYTES_MAX;
    for (int place = 0; place < names.size(); place++) {
      Set<Integer> marks = collection.marks(names.get(place));
      int bytes = MARKED_BYTES + MARK_BYTES * marks.size();
      if (!marks.isEmpty() && bytes <= room) {
        room -= bytes;
        out.writeInt(marks.size()).writeInt(place);
        for (int mark : marks) {
          out.writeByte(mark >> 2 * Byte.SIZE).writeByte(mark >> Byte.SIZE).writeByte(mark);
        }
      }
    }
    out.writeInt(0);
  }

  private static TermStatistics collection(In in) {
    long messages = in.readLong();
    long words = in.readLong();
    List<Long> frequencies = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      frequencies.add(in.readLong());
    }
    Map<Integer, List<Integer>> marks = new HashMap<>();
    for (int left = in.readInt(); left > 0; left = in.readInt()) {
      List<Integer> its = new ArrayList<>();
      marks.put(in.readInt(), its);
      for (; left > 0; left--) {
        its.add((in.readByte() & 0xff) << 16 | (in.readByte() & 0xff) << 8 | in.readByte() & 0xff);
      }
    }
    return TermStatistics.inOrder(messages, words, frequencies, marks);
  }

  private static void write(Positions positions, Out out) {
    if (positions.offsets().isEmpty()) {
      out.writeInt(0);
      return;
    }
    int first = positions.offsets().firstKey();
    int last = positions.offsets().lastKey();
    out.writeInt(last - first + 1).writeInt(first);
    for (int partition = first; partition <= last; partition++) {
      long offset = positions.offsets().getOrDefault(partition, Positions.NOTHING);
      out.writeLong(Math.max(Positions.NOTHING, offset));
    }
  }

  private static Positions positions(In in) {
    int many = in.readInt(0, Positions.PARTITIONS_MAX);
    int first = many == 0 ? 0 : in.readInt(0, Positions.PARTITIONS_MAX);
    TreeMap<Integer, Long> offsets = new TreeMap<>();
    for (int partition = first; partition < first + many; partition++) {
      long offset = in.readLong();
      if (offset < Positions.NOTHING) {
        throw new BrokenWire("an offset before the log");
      }
      offsets.put(partition, offset);
    }
    return new Positions(offsets);
  }
}
