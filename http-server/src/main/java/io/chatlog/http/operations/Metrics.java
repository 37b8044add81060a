package io.chatlog.http.operations;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The metrics registry that every process has one of. */
public final class Metrics {
  private static final Path MEMORY_OF_THIS_PROCESS = Path.of("/proc/self/statm");
  private static final long PAGE_BYTES = 4096;

  private Metrics() {}

  /**
   * A registry that has the metrics of the JVM and of the process already. Meant to live as long as
   * the process.
   */
  @SuppressWarnings("resource") // The listeners for garbage collections live as long.
  public static PrometheusMeterRegistry newRegistry() {
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    List<MeterBinder> binders =
        List.of(
            new ClassLoaderMetrics(),
            new JvmMemoryMetrics(),
            new JvmGcMetrics(),
            new JvmThreadMetrics(),
            new ProcessorMetrics(),
            new FileDescriptorMetrics(),
            new UptimeMetrics(),
            Metrics::bindResidentMemory);
    binders.forEach(binder -> binder.bindTo(registry));
    return registry;
  }

  private static void bindResidentMemory(MeterRegistry registry) {
    Gauge.builder("process.resident.memory", Metrics::residentBytes)
        .baseUnit("bytes")
        .description("Memory of the process that is in RAM: heap, off-heap and code")
        .register(registry);
  }

  /** Not a number where the operating system does not say. */
  private static double residentBytes() {
    try {
      return Long.parseLong(Files.readString(MEMORY_OF_THIS_PROCESS).split(" ")[1]) * PAGE_BYTES;
    } catch (IOException | RuntimeException unknown) {
      return Double.NaN;
    }
  }
}
