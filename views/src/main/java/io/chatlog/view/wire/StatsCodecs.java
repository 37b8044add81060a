package io.chatlog.view.wire;

import io.chatlog.view.DailyRow;
import io.chatlog.view.DurationHistogram;
import io.chatlog.view.RoleCounts;
import io.chatlog.view.SessionStats;
import io.chatlog.view.SystemStats;
import io.chatlog.view.UserStats;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Statistics: rows of the store, and answers. */
public final class StatsCodecs {
  /** Counts by role. */
  public static final Codec<RoleCounts> ROLE_COUNTS =
      Codec.of(
          (counts, out) ->
              out.writeLong(counts.user())
                  .writeLong(counts.assistant())
                  .writeLong(counts.system())
                  .writeLong(counts.tool()),
          in -> new RoleCounts(in.readLong(), in.readLong(), in.readLong(), in.readLong()));

  /** Histograms: the buckets in use, each as the distance from the one before. */
  public static final Codec<DurationHistogram> HISTOGRAM =
      Codec.of(StatsCodecs::write, StatsCodecs::histogram);

  /** Statistics of sessions; they may grow behind their last field. */
  public static final Codec<SessionStats> SESSION_STATS =
      Codec.of(
          (stats, out) -> {
            ROLE_COUNTS.write(stats.messages(), out);
            out.writeLong(stats.contentChars()).writeLong(stats.contentBytes());
            HISTOGRAM.write(stats.responseTimes(), out);
            out.writeNullableLong(stats.firstMessageAtMicros())
                .writeNullableLong(stats.lastMessageAtMicros());
          },
          in ->
              new SessionStats(
                  ROLE_COUNTS.read(in),
                  in.readLong(),
                  in.readLong(),
                  HISTOGRAM.read(in),
                  in.readNullableLong(),
                  in.readNullableLong()));

  /** Statistics of users; they may grow behind their last field. */
  public static final Codec<UserStats> USER_STATS =
      Codec.of(
          (stats, out) -> {
            out.writeLong(stats.totalSessions());
            ROLE_COUNTS.write(stats.messages(), out);
            out.writeNullableLong(stats.firstActivityMicros())
                .writeNullableLong(stats.lastActivityMicros());
            writeCounts(stats.sessionsByChannel(), out);
          },
          in ->
              new UserStats(
                  in.readLong(),
                  ROLE_COUNTS.read(in),
                  in.readNullableLong(),
                  in.readNullableLong(),
                  readCounts(in)));

  /** Statistics of partitions; they may grow behind their last field. */
  public static final Codec<SystemStats> SYSTEM_STATS =
      Codec.of(
          (stats, out) ->
              out.writeLong(stats.totalUsers())
                  .writeLong(stats.totalSessions())
                  .writeLong(stats.totalMessages())
                  .writeLong(stats.storageBytes()),
          in -> new SystemStats(in.readLong(), in.readLong(), in.readLong(), in.readLong()));

  private static final Codec<DailyRow> DAILY_ROW =
      Codec.of(
          (row, out) -> {
            out.writeInt(row.epochDay()).writeString(row.channel());
            EntityCodecs.STATUS.write(row.status(), out);
            out.writeLong(row.sessions())
                .writeLong(row.withEmbeddings())
                .writeLong(row.messages())
                .writeLong(row.users())
                .writeLong(row.firstMicros())
                .writeLong(row.lastMicros());
          },
          in ->
              new DailyRow(
                  in.readInt(),
                  in.readString(),
                  EntityCodecs.STATUS.read(in),
                  in.readLong(),
                  in.readLong(),
                  in.readLong(),
                  in.readLong(),
                  in.readLong(),
                  in.readLong()));

  /** Rows of daily statistics; each may grow behind its last field. */
  public static final Codec<List<DailyRow>> DAILY =
      Codec.of(
          (rows, out) -> out.writeList(rows, DAILY_ROW.framed()),
          in -> in.readList(DAILY_ROW.framed()));

  private StatsCodecs() {}

  private static void write(DurationHistogram histogram, Out out) {
    out.writeLong(histogram.count()).writeLong(histogram.sumMillis()).writeLong(histogram.size());
    int before = -1;
    for (int place = 0; place < histogram.size(); place++) {
      int bucket = histogram.bucket(place);
      out.writeInt(bucket - before).writeLong(histogram.countOf(place));
      before = bucket;
    }
  }

  private static DurationHistogram histogram(In in) {
    long count = in.readLong();
    long sumMillis = in.readLong();
    int size = in.readCount();
    if (size > DurationHistogram.BUCKET_MAX + 1) {
      throw new BrokenWire("a histogram of " + size + " buckets");
    }
    int[] buckets = new int[size];
    long[] counts = new long[size];
    int bucket = -1;
    for (int place = 0; place < size; place++) {
      bucket += in.readInt(1, DurationHistogram.BUCKET_MAX - bucket);
      buckets[place] = bucket;
      counts[place] = in.readLong();
    }
    return DurationHistogram.of(count, sumMillis, buckets, counts);
  }

  static void writeCounts(SortedMap<String, Long> counts, Out out) {
    out.writeLong(counts.size());
    counts.forEach((name, many) -> out.writeString(name).writeLong(many));
  }

  static TreeMap<String, Long> readCounts(In in) {
    TreeMap<String, Long> counts = new TreeMap<>();
    for (int left = in.readCount(); left > 0; left--) {
      if (counts.put(in.readString(), in.readLong()) != null) {
        throw new BrokenWire("a name stands twice");
      }
    }
    return counts;
  }
}
