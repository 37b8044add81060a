package io.chatlog.embedding;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes a model that looks the vector of each token up in a table: ONNX's protocol buffers by hand
 * (onnx.proto, IR version 8), and a tokenizer of whole words.
 */
final class TinyModel {
  private static final int FLOAT = 1;
  private static final int INT64 = 7;

  private TinyModel() {}

  /** Words and their vectors; any other word has that of the last one. */
  static Path write(Path directory, List<String> words, float[][] table) throws IOException {
    Files.write(directory.resolve("model.onnx"), model(table));
    Files.writeString(directory.resolve("tokenizer.json"), tokenizer(words));
    return directory;
  }

  private static String tokenizer(List<String> words) {
    StringBuilder vocabulary = new StringBuilder();
    for (int at = 0; at < words.size(); at++) {
      vocabulary
          .append(at == 0 ? "" : ",")
          .append('"')
          .append(words.get(at))
          .append("\":")
          .append(at);
    }
    return """
    {"version":"1.0","truncation":null,"padding":null,"added_tokens":[],
     "normalizer":{"type":"Lowercase"},"pre_tokenizer":{"type":"Whitespace"},
     "post_processor":null,"decoder":null,
     "model":{"type":"WordLevel","vocab":{%s},"unk_token":"%s"}}
    """
        .formatted(vocabulary, words.getLast());
  }

  private static byte[] model(float[][] table) {
    Proto lookUp =
        new Proto()
            .text(1, "table")
            .text(1, "input_ids")
            .text(2, "last_hidden_state")
            .text(4, "Gather");
    Proto graph =
        new Proto()
            .message(1, lookUp)
            .text(2, "tiny")
            .message(5, tensor(table))
            .message(11, value("input_ids", INT64, "batch", "tokens"))
            .message(11, value("attention_mask", INT64, "batch", "tokens"))
            .message(12, value("last_hidden_state", FLOAT, "batch", "tokens", table[0].length));
    return new Proto()
        .number(1, 8)
        .message(7, graph)
        .message(8, new Proto().text(1, "").number(2, 13))
        .bytes();
  }

  private static Proto tensor(float[][] table) {
    ByteBuffer raw =
        ByteBuffer.allocate(table.length * table[0].length * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    for (float[] row : table) {
      for (float number : row) {
        raw.putFloat(number);
      }
    }
    return new Proto()
        .number(1, table.length)
        .number(1, table[0].length)
        .number(2, FLOAT)
        .text(8, "table")
        .raw(9, raw.array());
  }

  private static Proto value(String name, int type, Object... shape) {
    Proto dimensions = new Proto();
    for (Object dimension : shape) {
      dimensions.message(
          1,
          dimension instanceof Integer number
              ? new Proto().number(1, number)
              : new Proto().text(2, dimension.toString()));
    }
    Proto tensor = new Proto().number(1, type).message(2, dimensions);
    return new Proto().text(1, name).message(2, new Proto().message(1, tensor));
  }

  /** Protocol buffers' wire format, as much of it as is needed. */
  private static final class Proto {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Proto number(int field, long value) {
      varint((long) field << 3);
      varint(value);
      return this;
    }

    Proto text(int field, String value) {
      return raw(field, value.getBytes(StandardCharsets.UTF_8));
    }

    Proto message(int field, Proto value) {
      return raw(field, value.bytes());
    }

    Proto raw(int field, byte[] value) {
      varint((long) field << 3 | 2);
      varint(value.length);
      out.writeBytes(value);
      return this;
    }

    private void varint(long value) {
      long left = value;
      while (left > 0x7f) {
        out.write((int) (left & 0x7f | 0x80));
        left >>>= 7;
      }
      out.write((int) left);
    }

    byte[] bytes() {
      return out.toByteArray();
    }
  }
}
