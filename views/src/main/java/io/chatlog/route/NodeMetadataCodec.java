package io.chatlog.route;

import io.chatlog.view.wire.BrokenWire;
import io.chatlog.view.wire.Codec;
import io.chatlog.view.wire.In;
import io.chatlog.view.wire.Out;

/**
 * The binary form of what a node says of itself. A later version may add fields behind the last.
 */
public final class NodeMetadataCodec {
  private static final int VERSION = 1;
  private static final PartitionRole[] ROLES = PartitionRole.values();

  private static final Codec<NodeAddress> ADDRESS =
      Codec.of(
          (address, out) -> out.writeString(address.host()).writeInt(address.port()),
          in -> new NodeAddress(in.readString(), in.readInt()));

  private static final Codec<PartitionStatus> PARTITION =
      Codec.of(
          (status, out) ->
              out.writeInt(status.partition())
                  .writeByte(status.role().ordinal())
                  .writeLong(status.appliedOffset())
                  .writeNullableLong(status.endOffset())
                  .writeLong(status.restoredRecords())
                  .writeLong(status.totalRecords()),
          in ->
              new PartitionStatus(
                  in.readInt(0, Integer.MAX_VALUE),
                  role(in.readByte()),
                  in.readLong(),
                  in.readNullableLong(),
                  in.readLong(),
                  in.readLong()));

  /** Metadata of nodes. */
  public static final Codec<NodeMetadata> CODEC =
      Codec.of(NodeMetadataCodec::write, NodeMetadataCodec::read);

  private NodeMetadataCodec() {}

  private static void write(NodeMetadata metadata, Out out) {
    out.writeByte(VERSION)
        .writeString(metadata.nodeId())
        .writeFramed(metadata.address(), ADDRESS)
        .writeInt(metadata.partitionCount())
        .writeBoolean(metadata.ready())
        .writeList(metadata.partitions(), PARTITION.framed())
        .writeList(metadata.peers(), ADDRESS.framed())
        .writeNullableLong(metadata.configVersion());
  }

  private static NodeMetadata read(In in) {
    int version = in.readByte();
    if (version != VERSION) {
      throw new BrokenWire("version " + version + " is not known here");
    }
    return new NodeMetadata(
        in.readString(),
        in.readFramed(ADDRESS),
        in.readInt(1, Integer.MAX_VALUE),
        in.readBoolean(),
        in.readList(PARTITION.framed()),
        in.readList(ADDRESS.framed()),
        in.hasMore() ? in.readNullableLong() : null);
  }

  private static PartitionRole role(int ordinal) {
    if (ordinal < 0 || ordinal >= ROLES.length) {
      throw new BrokenWire("no role has the number " + ordinal);
    }
    return ROLES[ordinal];
  }
}
