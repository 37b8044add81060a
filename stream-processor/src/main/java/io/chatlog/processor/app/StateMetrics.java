package io.chatlog.processor.app;

import io.chatlog.http.operations.OperationsRoutes;
import io.chatlog.processor.store.RocksDbMemory;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Metrics of the state of this process: its native memory, which no heap figure shows. */
public final class StateMetrics {
  private StateMetrics() {}

  /** Adds them to a registry. */
  public static void bindTo(MeterRegistry registry) {
    Gauge.builder("chatlog.rocksdb.memory.used.bytes", RocksDbMemory::bytesUsed)
        .description("Native memory of RocksDB in use: blocks, indexes, filters, write buffers")
        .register(registry);
    Gauge.builder("chatlog.rocksdb.memory.pinned.bytes", RocksDbMemory::bytesPinned)
        .description("The part of it that cannot be given up for others now")
        .register(registry);
    Gauge.builder("chatlog.rocksdb.memory.limit.bytes", RocksDbMemory::bytesLimit)
        .description("The most native memory that RocksDB may use")
        .register(registry);
    Gauge.builder(OperationsRoutes.CACHE_HIT_RATIO, RocksDbMemory::cacheHitRatio)
        .description("How often a block that was looked for was in memory, since the start")
        .register(registry);
  }
}
