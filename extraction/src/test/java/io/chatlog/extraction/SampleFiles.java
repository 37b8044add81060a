package io.chatlog.extraction;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;

/** Small real files. */
final class SampleFiles {
  private static final String CONTENT_TYPES =
      "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/"
          + "content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd."
          + "openxmlformats-package.relationships+xml\"/><Override PartName=\"/word/document.xml\" "
          + "ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document"
          + ".main+xml\"/></Types>";
  private static final String RELATIONS =
      "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/"
          + "2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/"
          + "officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/>"
          + "</Relationships>";
  private static final String WORD =
      "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
          + "<w:body><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:body></w:document>";

  private SampleFiles() {}

  static byte[] pdf(String... pages) {
    return made(null, pages);
  }

  static byte[] encryptedPdf(String password, String text) {
    return made(password, text);
  }

  private static byte[] made(String password, String... pages) {
    try (PDDocument document = new PDDocument()) {
      for (String text : pages) {
        PDPage page = new PDPage();
        document.addPage(page);
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
          content.beginText();
          content.setFont(new PDType1Font(FontName.HELVETICA), 12);
          content.newLineAtOffset(50, 700);
          content.showText(text);
          content.endText();
        }
      }
      if (password != null) {
        document.protect(new StandardProtectionPolicy(password, password, new AccessPermission()));
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      document.save(bytes);
      return bytes.toByteArray();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static byte[] docx(String text) {
    return docx("<?xml version=\"1.0\"?>", WORD.formatted(text).getBytes(StandardCharsets.UTF_8));
  }

  /** A document that would unfold to many gigabytes of text by entities. */
  static byte[] billionLaughs() {
    StringBuilder types =
        new StringBuilder("<?xml version=\"1.0\"?><!DOCTYPE d [<!ENTITY l0 \"ha\">");
    for (int level = 1; level < 32; level++) {
      types.append("<!ENTITY l%d \"&l%d;&l%d;\">".formatted(level, level - 1, level - 1));
    }
    return docx(
        types.append("]>").toString(), WORD.formatted("&l31;").getBytes(StandardCharsets.UTF_8));
  }

  /** A document of some kilobytes with a gigabyte of spaces in it. */
  static byte[] zipBomb() {
    byte[] spaces = new byte[1 << 20];
    Arrays.fill(spaces, (byte) ' ');
    return zip(
        out -> {
          out.write("<?xml version=\"1.0\"?>".getBytes(StandardCharsets.UTF_8));
          String[] halves = WORD.split("%s");
          out.write(halves[0].getBytes(StandardCharsets.UTF_8));
          for (int mib = 0; mib < 1_024; mib++) {
            out.write(spaces);
          }
          out.write(halves[1].getBytes(StandardCharsets.UTF_8));
        });
  }

  private static byte[] docx(String prolog, byte[] body) {
    return zip(
        out -> {
          out.write(prolog.getBytes(StandardCharsets.UTF_8));
          out.write(body);
        });
  }

  private interface Content {
    void writeTo(ZipOutputStream out) throws IOException;
  }

  private static byte[] zip(Content document) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("[Content_Types].xml"));
      zip.write(CONTENT_TYPES.getBytes(StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry("_rels/.rels"));
      zip.write(RELATIONS.getBytes(StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry("word/document.xml"));
      document.writeTo(zip);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return bytes.toByteArray();
  }
}
