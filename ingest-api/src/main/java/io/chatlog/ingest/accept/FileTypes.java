package io.chatlog.ingest.accept;

import java.util.Locale;
import java.util.Map;

/** Media types of files by the endings of their names, where nobody told the type. */
final class FileTypes {
  private static final String UNKNOWN = "application/octet-stream";

  private static final String OFFICE = "application/vnd.openxmlformats-officedocument.";

  private static final Map<String, String> BY_ENDING =
      Map.ofEntries(
          Map.entry("txt", "text/plain"),
          Map.entry("text", "text/plain"),
          Map.entry("log", "text/plain"),
          Map.entry("md", "text/markdown"),
          Map.entry("markdown", "text/markdown"),
          Map.entry("csv", "text/csv"),
          Map.entry("json", "application/json"),
          Map.entry("jsonl", "application/x-ndjson"),
          Map.entry("ndjson", "application/x-ndjson"),
          Map.entry("html", "text/html"),
          Map.entry("htm", "text/html"),
          Map.entry("xml", "application/xml"),
          Map.entry("pdf", "application/pdf"),
          Map.entry("rtf", "application/rtf"),
          Map.entry("doc", "application/msword"),
          Map.entry("xls", "application/vnd.ms-excel"),
          Map.entry("ppt", "application/vnd.ms-powerpoint"),
          Map.entry("docx", OFFICE + "wordprocessingml.document"),
          Map.entry("xlsx", OFFICE + "spreadsheetml.sheet"),
          Map.entry("pptx", OFFICE + "presentationml.presentation"),
          Map.entry("odt", "application/vnd.oasis.opendocument.text"),
          Map.entry("ods", "application/vnd.oasis.opendocument.spreadsheet"),
          Map.entry("odp", "application/vnd.oasis.opendocument.presentation"),
          Map.entry("epub", "application/epub+zip"),
          Map.entry("png", "image/png"),
          Map.entry("jpg", "image/jpeg"),
          Map.entry("jpeg", "image/jpeg"),
          Map.entry("gif", "image/gif"),
          Map.entry("zip", "application/zip"));

  private FileTypes() {}

  /** The type of a file; {@code application/octet-stream} where the name does not tell. */
  static String of(String filename) {
    String ending = filename.substring(filename.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return BY_ENDING.getOrDefault(ending, UNKNOWN);
  }
}
