package io.chatlog.route;

import io.chatlog.view.Answer;
import io.chatlog.view.Read;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who owns what, learnt by asking the nodes. Nothing is asked while reads find their owners: news
 * is looked for when one does not, in rounds that ask every known node at once, and each answer
 * counts as soon as it is there. Thread-safe; at most {@value #NODES_MAX} nodes are known.
 *
 * <p>A round begins no sooner than {@code askIntervalMin} after the one before; the interval
 * doubles up to {@code askIntervalMax} while rounds follow each other, so that a long fail-over
 * costs each node two small requests a second from each router.
 */
final class Cluster implements Owners, Topology {
  static final int NODES_MAX = 256;

  private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);
  private static final Duration TOPOLOGY_AGE_MAX = Duration.ofSeconds(1);

  /** How long an address is still asked that nobody names any more: a restart takes less. */
  private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(10);

  private final NodeTransport transport;
  private final int partitionCount;
  private final RouteSettings settings;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile Claims claims = Claims.NONE;

  private final Map<NodeAddress, Node> nodes = new ConcurrentHashMap<>();

  // all below: under the lock
  /** When each address was last named by a node that answered, itself included. */
  private final Map<NodeAddress, Long> namedNanos = new HashMap<>();

  private final Set<NodeAddress> askedThisRound = new HashSet<>();
  private int outstanding;
  private long roundsDone;
  private long roundBeganNanos;
  private long intervalNanos;
  private boolean closed;

  Cluster(NodeTransport transport, int partitionCount, RouteSettings settings) {
    this.transport = transport;
    this.partitionCount = partitionCount;
    this.settings = settings;
    this.intervalNanos = settings.askIntervalMin().toNanos();
    this.roundBeganNanos = System.nanoTime() - FORGOTTEN_AFTER.toNanos(); // nobody was asked yet
  }

  @Override
  public Candidates candidates(int partition, boolean staleAllowed) {
    Claims now = claims;
    List<NodeAddress> addresses = now.holders(partition, PartitionRole.ACTIVE);
    if (staleAllowed) {
      addresses = Claims.joined(addresses, now.holders(partition, PartitionRole.STANDBY));
    }
    return new Candidates(now.version(), addresses.stream().map(this::node).toList());
  }

  private Node node(NodeAddress address) {
    return nodes.computeIfAbsent(address, transport::node);
  }

  @Override
  public void disowned(Node node, int partition) {
    change(before -> before.disowned(node.address(), partition));
  }

  /**
   * Nothing that the node said counts until it says it again. A node that is only slow is back
   * within one round; one that hangs would otherwise cost every read its whole time.
   */
  @Override
  public void unreachable(Node node) {
    change(before -> before.without(node.address()));
  }

  private void change(UnaryOperator<Claims> step) {
    lock.lock();
    try {
      Claims next = step.apply(claims);
      if (next != claims) {
        claims = next;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean awaitNews(long version, Deadline deadline) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (claims.version() == version) {
        long left = deadline.left();
        if (left <= 0 || closed) {
          return false;
        }
        long dueIn = roundBeganNanos + intervalNanos - System.nanoTime();
        if (outstanding > 0) {
          changed.awaitNanos(left);
        } else if (dueIn > 0) {
          changed.awaitNanos(Math.min(dueIn, left));
        } else {
          beginRound();
        }
      }
      return !deadline.passed();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<NodeMetadata> nodes() {
    Deadline deadline = Deadline.in(settings.metadataTimeout().multipliedBy(2));
    lock.lock();
    try {
      if (System.nanoTime() - roundBeganNanos > TOPOLOGY_AGE_MAX.toNanos() && outstanding == 0) {
        beginRound();
      }
      long round = roundsDone;
      while (outstanding > 0 && roundsDone == round && !deadline.passed()) {
        changed.awaitNanos(Math.max(1, deadline.left()));
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
    return claims.metadata().stream()
        .sorted(Comparator.comparing(metadata -> metadata.address().toString()))
        .toList();
  }

  @Override
  public <R> Answer<R> ask(NodeAddress address, int partition, Read<R> read) {
    return OneNode.ask(node(address), partition, read, settings.attemptTimeout());
  }

  /** Under the lock: asks everyone who is known. */
  private void beginRound() {
    long now = System.nanoTime();
    long quiet = now - roundBeganNanos;
    long most = settings.askIntervalMax().toNanos();
    intervalNanos =
        quiet > 2 * most ? settings.askIntervalMin().toNanos() : Math.min(2 * intervalNanos, most);
    roundBeganNanos = now;
    askedThisRound.clear();
    namedNanos.values().removeIf(named -> now - named > FORGOTTEN_AFTER.toNanos());
    Set<NodeAddress> known = new LinkedHashSet<>(settings.processors());
    known.addAll(namedNanos.keySet());
    nodes.keySet().retainAll(known);
    known.forEach(this::ask);
    if (outstanding == 0) {
      endRound();
    }
  }

  /** Under the lock: asks one node, once a round. */
  private void ask(NodeAddress address) {
    if (closed || !askedThisRound.add(address)) {
      return;
    }
    outstanding++;
    Thread.ofVirtual().name("route-ask-" + address).start(() -> askNow(address));
  }

  private void askNow(NodeAddress address) {
    NodeMetadata answer = null;
    try {
      answer = transport.metadata(address, settings.metadataTimeout());
    } catch (NodeFailure failure) {
      LOG.debug("node {} does not say how it stands: {}", address, failure.getMessage());
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException bug) {
      LOG.error("asking node {} failed", address, bug);
    } finally {
      heard(address, answer);
    }
  }

  private void heard(NodeAddress asked, @Nullable NodeMetadata answer) {
    lock.lock();
    try {
      if (answer == null) {
        claims = claims.without(asked);
      } else if (answer.partitionCount() != partitionCount) {
        LOG.error(
            "node {} says that the log has {} partitions, and this one was told {}: it is not"
                + " asked",
            asked,
            answer.partitionCount(),
            partitionCount);
        claims = claims.without(asked).without(answer.address());
      } else {
        claims = claims.with(answer);
        name(answer.address());
        answer.peers().forEach(this::name);
      }
      changed.signalAll();
    } finally {
      outstanding--;
      if (outstanding == 0) {
        endRound();
      }
      lock.unlock();
    }
  }

  /** Under the lock: an address is worth asking, now and in the rounds of a while to come. */
  private void name(NodeAddress address) {
    if (namedNanos.size() < NODES_MAX || namedNanos.containsKey(address)) {
      namedNanos.put(address, System.nanoTime());
      ask(address);
    }
  }

  /** Under the lock: a round without news is news, too: a slow node may answer now. */
  private void endRound() {
    roundsDone++;
    claims = claims.renewed();
    changed.signalAll();
  }

  /** Asks nobody any more; who waits for news is told that there is none. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
