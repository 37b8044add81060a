package io.chatlog.view.wire;

import io.chatlog.view.StoreFigures;
import io.chatlog.view.UpkeepReport;
import io.chatlog.view.UpkeepReport.Difference;
import io.chatlog.view.UpkeepReport.Figure;
import io.chatlog.view.UpkeepReport.State;
import io.chatlog.view.UpkeepTask;
import java.util.List;

/** The binary form of work on partitions. */
final class UpkeepCodecs {
  private static final State[] STATES = State.values();
  private static final UpkeepTask[] TASKS = UpkeepTask.values();

  static final Codec<UpkeepTask> TASK =
      Codec.of((task, out) -> out.writeByte(task.ordinal()), in -> TASKS[at(in, TASKS.length)]);

  private static final Codec<Figure> FIGURE =
      Codec.of(
          (figure, out) -> out.writeString(figure.name()).writeLong(figure.value()),
          in -> new Figure(in.readString(), in.readLong()));

  private static final Codec<Difference> DIFFERENCE =
      Codec.of(
          (difference, out) ->
              out.writeString(difference.check())
                  .writeString(difference.kind())
                  .writeString(difference.key())
                  .writeString(difference.expected())
                  .writeString(difference.found()),
          in ->
              new Difference(
                  in.readString(),
                  in.readString(),
                  in.readString(),
                  in.readString(),
                  in.readString()));

  static final Codec<UpkeepReport> REPORT =
      Codec.of(
          (report, out) -> {
            out.writeByte(report.state().ordinal())
                .writeString(report.step())
                .writeLong(report.done())
                .writeLong(report.total())
                .writeList(report.figures(), FIGURE.framed())
                .writeBoolean(report.difference() != null);
            if (report.difference() != null) {
              out.writeFramed(report.difference(), DIFFERENCE);
            }
            out.writeNullableString(report.fault());
          },
          in ->
              new UpkeepReport(
                  STATES[at(in, STATES.length)],
                  in.readString(),
                  in.readLong(),
                  in.readLong(),
                  in.readList(FIGURE.framed()),
                  in.readBoolean() ? in.readFramed(DIFFERENCE) : null,
                  in.readNullableString()));

  private static final Codec<StoreFigures.Kind> KIND =
      Codec.of(
          (kind, out) ->
              out.writeString(kind.name())
                  .writeLong(kind.entries())
                  .writeBoolean(kind.estimated())
                  .writeLong(kind.bytes()),
          in ->
              new StoreFigures.Kind(
                  in.readString(), in.readLong(), in.readBoolean(), in.readLong()));

  private static final Codec<StoreFigures.Reads> READS =
      Codec.of(
          (reads, out) -> out.writeString(reads.name()).writeLong(reads.many()),
          in -> new StoreFigures.Reads(in.readString(), in.readLong()));

  static final Codec<StoreFigures> FIGURES =
      Codec.of(
          (figures, out) ->
              out.writeLong(figures.appliedOffset())
                  .writeList(figures.kinds(), KIND.framed())
                  .writeLong(figures.rowsBytes())
                  .writeLong(figures.indexMessages())
                  .writeLong(figures.indexSessions())
                  .writeLong(figures.indexBytes())
                  .writeNullableLong(figures.indexDurableOffset())
                  .writeLong(figures.reads())
                  .writeLong(figures.memory().usedBytes())
                  .writeLong(figures.memory().limitBytes())
                  .writeLong(figures.memory().cacheHits())
                  .writeLong(figures.memory().cacheMisses())
                  .writeList(figures.readsByKind(), READS.framed()),
          in ->
              new StoreFigures(
                  in.readLong(),
                  in.readList(KIND.framed()),
                  in.readLong(),
                  in.readLong(),
                  in.readLong(),
                  in.readLong(),
                  in.readNullableLong(),
                  in.readLong(),
                  new StoreFigures.Memory(
                      in.readLong(), in.readLong(), in.readLong(), in.readLong()),
                  in.hasMore() ? in.readList(READS.framed()) : List.of()));

  private UpkeepCodecs() {}

  private static int at(In in, int length) {
    int ordinal = in.readByte();
    if (ordinal < 0 || ordinal >= length) {
      throw new BrokenWire("no constant has the number " + ordinal);
    }
    return ordinal;
  }
}
