package io.chatlog.processor.store;

import java.io.File;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.StreamsMetrics;
import org.apache.kafka.streams.processor.CommitCallback;
import org.apache.kafka.streams.processor.StateRestoreCallback;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * The context that the wrapped store is opened with: as the real one, but the restore callback that
 * the store registers is wrapped on its way, so that restored and stand-by records are seen.
 *
 * @param wrap takes the store's callback
 * @param unclosed whether the store is to open files that were not closed well
 */
record RestoreTap(
    StateStoreContext context, UnaryOperator<StateRestoreCallback> wrap, boolean unclosed)
    implements StateStoreContext {
  @Override
  public void register(StateStore root, StateRestoreCallback restore) {
    context.register(root, wrap.apply(restore));
  }

  @Override
  public void register(StateStore root, StateRestoreCallback restore, CommitCallback commit) {
    context.register(root, wrap.apply(restore), commit);
  }

  @Override
  public String applicationId() {
    return context.applicationId();
  }

  @Override
  public TaskId taskId() {
    return context.taskId();
  }

  @Override
  public Optional<RecordMetadata> recordMetadata() {
    return context.recordMetadata();
  }

  @Override
  public Serde<?> keySerde() {
    return context.keySerde();
  }

  @Override
  public Serde<?> valueSerde() {
    return context.valueSerde();
  }

  @Override
  public File stateDir() {
    return context.stateDir();
  }

  @Override
  public StreamsMetrics metrics() {
    return context.metrics();
  }

  @Override
  public Map<String, Object> appConfigs() {
    if (!unclosed) {
      return context.appConfigs();
    }
    // under exactly-once Streams' store does not open them
    Map<String, Object> configs = new HashMap<>(context.appConfigs());
    configs.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
    return configs;
  }

  @Override
  public Map<String, Object> appConfigsWithPrefix(String prefix) {
    return context.appConfigsWithPrefix(prefix);
  }
}
