package io.chatlog.processor.search;

import io.chatlog.processor.fold.SessionRow;
import io.chatlog.value.Role;
import io.chatlog.view.FacetCounts;
import io.chatlog.view.SearchShape.Facet;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;

/**
 * Counts all hits of a query by role and day, from values of the index, and by channel and tag,
 * which the rows of their sessions tell: hits are counted by session first, and the rows of the
 * {@value #SESSIONS_MAX} with most hits are read.
 */
final class FacetCollection implements CollectorManager<FacetCollection.Counts, FacetCounts> {
  static final int SESSIONS_MAX = 10_000;

  private static final long MICROS_PER_DAY = 86_400_000_000L;

  private final QueryPlan plan;
  private final float minScore;
  private final Set<Facet> facets;
  private final MessageSource rows;

  FacetCollection(QueryPlan plan, float minScore, Set<Facet> facets, MessageSource rows) {
    this.plan = plan;
    this.minScore = minScore;
    this.facets = facets;
    this.rows = rows;
  }

  private boolean asksForSessions() {
    return facets.contains(Facet.CHANNEL) || facets.contains(Facet.TAG);
  }

  @Override
  public Counts newCollector() {
    return new Counts();
  }

  @Override
  public FacetCounts reduce(Collection<Counts> collectors) {
    Map<Long, Long> roles = new HashMap<>();
    Map<Long, Long> days = new HashMap<>();
    Map<String, Long> sessions = new HashMap<>();
    for (Counts counts : collectors) {
      counts.roles.forEach((role, hits) -> roles.merge(role, hits, Long::sum));
      counts.days.forEach((day, hits) -> days.merge(day, hits, Long::sum));
      counts.sessions.forEach((session, hits) -> sessions.merge(session, hits, Long::sum));
    }
    Map<Facet, Map<String, Long>> values = new EnumMap<>(Facet.class);
    facets.forEach(facet -> values.put(facet, new HashMap<>()));
    roles.forEach(
        (role, hits) ->
            add(values, Facet.ROLE, Role.ofOrdinal(Math.toIntExact(role)).wireName(), hits));
    days.forEach((day, hits) -> add(values, Facet.DAY, LocalDate.ofEpochDay(day).toString(), hits));
    return FacetCounts.of(values, addSessions(values, sessions));
  }

  private static void add(
      Map<Facet, Map<String, Long>> values, Facet facet, String name, long hits) {
    Map<String, Long> counts = values.get(facet);
    if (counts != null) {
      counts.merge(name, hits, Long::sum);
    }
  }

  /** Adds what sessions tell of their hits; false when some were left out. */
  private boolean addSessions(Map<Facet, Map<String, Long>> values, Map<String, Long> sessions) {
    List<Map.Entry<String, Long>> most = new ArrayList<>(sessions.entrySet());
    most.sort(Map.Entry.<String, Long>comparingByValue().reversed());
    for (Map.Entry<String, Long> session : most.subList(0, Math.min(most.size(), SESSIONS_MAX))) {
      String key = session.getKey();
      SessionRow row = rows.session(IndexFields.ownerOf(key), IndexFields.sessionOf(key));
      if (row != null) {
        add(values, Facet.CHANNEL, row.session().channel(), session.getValue());
        row.session().tags().forEach(tag -> add(values, Facet.TAG, tag, session.getValue()));
      }
    }
    return most.size() <= SESSIONS_MAX;
  }

  /** The counts of some segments. */
  final class Counts implements Collector {
    private final Map<Long, Long> roles = new HashMap<>();
    private final Map<Long, Long> days = new HashMap<>();
    private final Map<String, Long> sessions = new HashMap<>();

    @Override
    public LeafCollector getLeafCollector(LeafReaderContext leaf) throws IOException {
      return RelevanceGate.before(new OfSegment(leaf), plan, minScore);
    }

    @Override
    public ScoreMode scoreMode() {
      return minScore > 0 ? ScoreMode.COMPLETE : ScoreMode.COMPLETE_NO_SCORES;
    }

    private final class OfSegment implements LeafCollector {
      private final NumericDocValues role;
      private final NumericDocValues timestamp;
      private final SortedDocValues session;
      private final Map<Integer, Long> hitsByOrd = new HashMap<>();

      OfSegment(LeafReaderContext leaf) throws IOException {
        role = DocValues.getNumeric(leaf.reader(), IndexFields.ROLE);
        timestamp = DocValues.getNumeric(leaf.reader(), IndexFields.TIMESTAMP);
        session = DocValues.getSorted(leaf.reader(), IndexFields.SESSION);
      }

      @Override
      public void setScorer(Scorable scorer) {}

      @Override
      public void collect(int document) throws IOException {
        if (facets.contains(Facet.ROLE) && role.advanceExact(document)) {
          roles.merge(role.longValue(), 1L, Long::sum);
        }
        if (facets.contains(Facet.DAY) && timestamp.advanceExact(document)) {
          days.merge(Math.floorDiv(timestamp.longValue(), MICROS_PER_DAY), 1L, Long::sum);
        }
        if (asksForSessions() && session.advanceExact(document)) {
          hitsByOrd.merge(session.ordValue(), 1L, Long::sum);
        }
      }

      @Override
      public void finish() throws IOException {
        for (Map.Entry<Integer, Long> hits : hitsByOrd.entrySet()) {
          sessions.merge(
              session.lookupOrd(hits.getKey()).utf8ToString(), hits.getValue(), Long::sum);
        }
      }
    }
  }
}
