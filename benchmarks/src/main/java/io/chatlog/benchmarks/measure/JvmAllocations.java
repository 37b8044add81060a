package io.chatlog.benchmarks.measure;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * Bytes that other JVMs allocated on their heaps since they began, threads that ended included:
 * what {@code com.sun.management.ThreadMXBean} tells, which the JVM counts anyway. Nothing is
 * sampled. Processes that are no JVM, and those that stand still, count nothing. Not thread-safe.
 */
public final class JvmAllocations implements AutoCloseable {
  private static final String ATTRIBUTE = "TotalThreadAllocatedBytes";

  private final Map<Long, JMXConnector> connectors = new HashMap<>();
  private final Map<Long, Long> known = new HashMap<>();
  private final ObjectName threading;

  /** Connects to none yet. */
  public JvmAllocations() {
    try {
      threading = new ObjectName("java.lang:type=Threading");
    } catch (JMException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** What these processes allocated so far. */
  public long bytes(List<Long> pids) {
    long sum = 0;
    for (long pid : pids) {
      if (isJvm(pid) && !Processes.standsStill(pid)) {
        known.put(pid, ask(pid));
      }
      sum += known.getOrDefault(pid, 0L);
    }
    return sum;
  }

  private long ask(long pid) {
    try {
      JMXConnector connector = connectors.get(pid);
      if (connector == null) {
        connector = connect(pid);
        connectors.put(pid, connector);
      }
      MBeanServerConnection beans = connector.getMBeanServerConnection();
      return (Long) beans.getAttribute(threading, ATTRIBUTE);
    } catch (IOException | JMException | AttachNotSupportedException failed) {
      throw new IllegalStateException("process " + pid + " does not tell", failed);
    }
  }

  @SuppressWarnings("BanJNDI") // the address is a JVM's own, of a process that this one started
  private static JMXConnector connect(long pid) throws IOException, AttachNotSupportedException {
    VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
    try {
      // a process may end, or stand still: that is not to be found out meanwhile
      return JMXConnectorFactory.connect(
          new JMXServiceURL(machine.startLocalManagementAgent()),
          Map.of("jmx.remote.x.client.connection.check.period", 0L));
    } finally {
      machine.detach();
    }
  }

  /** To attach to anything else would send it a signal that ends it. */
  private static boolean isJvm(long pid) {
    try {
      Path program = Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "exe"));
      return program.endsWith("java");
    } catch (IOException gone) {
      return false;
    }
  }

  @Override
  public void close() {
    for (JMXConnector connector : connectors.values()) {
      try {
        connector.close();
      } catch (IOException gone) {
        // its process ended first
      }
    }
    connectors.clear();
  }
}
