package io.chatlog.keeper.http;

import io.chatlog.http.json.JsonWriter;
import io.chatlog.keeper.backup.Line;
import io.chatlog.keeper.backup.LineFormat;
import io.chatlog.keeper.backup.Manifest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Lines and manifests as JSON. */
public final class FileFormat implements LineFormat {
  @Override
  public Writer writer(OutputStream out) throws IOException {
    JsonWriter json = JsonWriter.to(out);
    return new Writer() {
      @Override
      public void write(Line line) throws IOException {
        LineJson.write(line, json);
      }

      @Override
      public void end() throws IOException {
        json.close();
      }
    };
  }

  @Override
  public List<Line> read(byte[] lines) {
    return LineJson.read(lines);
  }

  @Override
  public byte[] write(Manifest manifest) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    JsonWriter json = JsonWriter.to(out);
    json.startObject();
    ManifestJson.write(manifest, json);
    json.endObject().newLine();
    json.close();
    return out.toByteArray();
  }

  @Override
  public Manifest readManifest(byte[] bytes) {
    return ManifestJson.read(bytes);
  }
}
