package io.chatlog.processor.store;

import io.chatlog.processor.search.PartitionIndexes;
import java.time.InstantSource;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Supplies {@link IndexedStore}s around Streams' own RocksDB stores, one for each partition. To be
 * used without caching: a row that waits in a cache is in neither.
 *
 * @param name the name of the store
 * @param indexes where the search indexes are
 * @param hub the client supplier of the Kafka Streams client
 * @param clock tells how old an index is
 */
public record IndexedStoreSupplier(
    String name, PartitionIndexes indexes, CommitHub hub, InstantSource clock)
    implements KeyValueBytesStoreSupplier {
  @Override
  public KeyValueStore<Bytes, byte[]> get() {
    return new IndexedStore(new CompactableStore(name), indexes, hub, clock);
  }

  @Override
  public String metricsScope() {
    return "rocksdb";
  }
}
