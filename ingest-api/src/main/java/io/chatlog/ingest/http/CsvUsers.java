package io.chatlog.ingest.http;

import io.chatlog.error.ErrorCode;
import io.chatlog.http.body.Body;
import io.chatlog.http.json.FieldNames;
import io.chatlog.http.json.Fields;
import io.chatlog.http.json.JsonWriter;
import io.chatlog.http.json.StrictJson;
import io.chatlog.http.problem.Problem;
import io.chatlog.http.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The users of a CSV body (RFC 4180, UTF-8) whose first row names the columns. Cells are separated
 * by commas; by semicolons or tabs, as spreadsheets of some countries write them, where the first
 * row holds such a one and no comma.
 *
 * <p>Each row is read as the JSON object that has its cells as strings, so that every rule of users
 * holds: a column that is no field of a user goes under {@code metadata}. The columns {@code
 * metadata} and {@code preferences} hold JSON objects. An empty cell is an absent field.
 */
final class CsvUsers {
  static final int COLUMNS_MAX = 1_000;
  static final int COLUMN_CHARS_MAX = 128;

  private static final Set<String> JSON_COLUMNS = Set.of("metadata", "preferences");
  private static final FieldNames ANY = FieldNames.open();

  private CsvUsers() {}

  /**
   * The rows of a body as items; a row that cannot be read is one with that fault.
   *
   * @throws ProblemException when the body as a whole cannot be read: {@code malformed_request} for
   *     a bad header row, {@code batch_empty}, {@code batch_too_large}
   */
  static List<BatchItem> read(Body body, int itemsMax, ItemAcceptor acceptor) {
    CsvRows rows = new CsvRows(body);
    List<String> columns =
        switch (rows.next()) {
          case null ->
              throw new ProblemException(ErrorCode.BATCH_EMPTY, "the CSV has no header row");
          case CsvRows.Row.Broken(String why) -> throw malformed(why);
          case CsvRows.Row.Cells(List<String> header) -> columns(header);
        };
    List<BatchItem> items = new ArrayList<>();
    for (CsvRows.Row row = rows.next(); row != null; row = rows.next()) {
      if (items.size() == itemsMax) {
        throw new ProblemException(
            ErrorCode.BATCH_TOO_LARGE, "the batch has more than " + itemsMax + " items");
      }
      items.add(
          switch (row) {
            case CsvRows.Row.Broken(String why) ->
                new BatchItem.Faulty(null, ErrorCode.MALFORMED_REQUEST, why);
            case CsvRows.Row.Cells(List<String> cells) ->
                item(columns, cells, items.size(), acceptor);
          });
    }
    if (items.isEmpty()) {
      throw new ProblemException(ErrorCode.BATCH_EMPTY, "the CSV has no row but the header");
    }
    return items;
  }

  private static List<String> columns(List<String> header) {
    if (header.size() > COLUMNS_MAX) {
      throw malformed("the header row has more than " + COLUMNS_MAX + " columns");
    }
    List<String> columns = new ArrayList<>(header.size());
    Set<String> seen = new HashSet<>();
    for (String cell : header) {
      String column = cell.strip();
      if (column.isEmpty() || column.length() > COLUMN_CHARS_MAX) {
        throw malformed(
            "column "
                + columns.size()
                + " must have a name of 1 to "
                + COLUMN_CHARS_MAX
                + " characters");
      }
      if (!seen.add(column)) {
        throw malformed("the column " + column + " is there twice");
      }
      columns.add(column);
    }
    return columns;
  }

  private static BatchItem item(
      List<String> columns, List<String> cells, int index, ItemAcceptor acceptor) {
    if (cells.size() > columns.size()) {
      return new BatchItem.Faulty(
          null,
          ErrorCode.INVALID_FIELD,
          "the row has " + cells.size() + " cells, the header " + columns.size());
    }
    try {
      Fields fields = StrictJson.object(Body.of(json(columns, cells)), FieldReaders.USER);
      return acceptor.one(fields, index);
    } catch (ProblemException fault) {
      Problem problem = fault.problem();
      return new BatchItem.Faulty(null, problem.code(), problem.detail());
    }
  }

  private static byte[] json(List<String> columns, List<String> cells) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonWriter json = JsonWriter.to(bytes)) {
      json.startObject();
      for (int at = 0; at < cells.size(); at++) {
        String column = columns.get(at);
        String cell = cells.get(at);
        if (cell.isEmpty()) {
          continue;
        }
        if (JSON_COLUMNS.contains(column)) {
          json.rawField(column, object(column, cell));
        } else {
          json.field(column, cell);
        }
      }
      json.endObject();
    } catch (IOException impossible) { // the target is memory
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /** A cell that must be one whole JSON object: nothing in it may reach beyond its field. */
  private static String object(String column, String cell) {
    try {
      StrictJson.object(Body.of(cell), ANY);
      return cell;
    } catch (ProblemException fault) {
      throw new ProblemException(
          ErrorCode.INVALID_FIELD,
          "/" + column + ": must be a JSON object: " + fault.problem().detail());
    }
  }

  private static ProblemException malformed(String detail) {
    return new ProblemException(ErrorCode.MALFORMED_REQUEST, detail);
  }
}
