package io.chatlog.embedding;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A sentence-embedding model in this process: a directory with {@code model.onnx} (or {@code
 * onnx/model.onnx}) and {@code tokenizer.json}, as sentence-transformers models are published. The
 * vector of a text is the mean of its tokens' vectors, or what the model itself gives for the whole
 * text, brought to length 1.
 *
 * <p>Texts of one call are padded to the longest of them and run as one tensor; of a text the first
 * {@value #TOKENS_MAX} tokens count. Thread-safe: the model is; one call runs at a time, since it
 * takes all the cores that it is given.
 */
final class OnnxEmbedder implements Embedder {
  static final int TOKENS_MAX = 512;

  private static final int BATCH_ITEMS_MAX = 32;
  private static final String IDS = "input_ids";
  private static final String MASK = "attention_mask";
  private static final String TYPES = "token_type_ids";

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final HuggingFaceTokenizer tokenizer;
  private final EmbeddingSettings settings;

  private OnnxEmbedder(
      OrtEnvironment environment,
      OrtSession session,
      HuggingFaceTokenizer tokenizer,
      EmbeddingSettings settings) {
    this.environment = environment;
    this.session = session;
    this.tokenizer = tokenizer;
    this.settings = settings;
  }

  /**
   * Loads a model.
   *
   * @throws EmbedderException when a file is missing or the model does not take tokens or does not
   *     give vectors as configured
   */
  static OnnxEmbedder open(Path directory, EmbeddingSettings settings) throws EmbedderException {
    Path model = directory.resolve("model.onnx");
    if (!Files.isRegularFile(model)) {
      model = directory.resolve("onnx").resolve("model.onnx");
    }
    Path words = directory.resolve("tokenizer.json");
    if (!Files.isRegularFile(model) || !Files.isRegularFile(words)) {
      throw new EmbedderException(
          false, directory + " must hold model.onnx and tokenizer.json", null);
    }
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    HuggingFaceTokenizer tokenizer = null;
    try {
      tokenizer =
          HuggingFaceTokenizer.newInstance(
              words,
              Map.of(
                  "padding",
                  "true",
                  "truncation",
                  "true",
                  "maxLength",
                  String.valueOf(TOKENS_MAX)));
      OrtSession session =
          environment.createSession(model.toString(), new OrtSession.SessionOptions());
      check(session, settings);
      return new OnnxEmbedder(environment, session, tokenizer, settings);
    } catch (OrtException | IOException | RuntimeException broken) {
      if (tokenizer != null) {
        tokenizer.close();
      }
      throw new EmbedderException(
          false, "the model in " + directory + " cannot be used: " + broken.getMessage(), broken);
    }
  }

  private static void check(OrtSession session, EmbeddingSettings settings) throws OrtException {
    Set<String> inputs = session.getInputNames();
    if (!inputs.contains(IDS) || !Set.of(IDS, MASK, TYPES).containsAll(inputs)) {
      throw new IllegalArgumentException(
          "it takes " + inputs + " in place of " + IDS + ", " + MASK + " and " + TYPES);
    }
    NodeInfo output = session.getOutputInfo().values().iterator().next();
    if (!(output.getInfo() instanceof TensorInfo tensor)
        || tensor.getShape().length < 2
        || tensor.getShape().length > 3) {
      throw new IllegalArgumentException("its first output is no tensor of vectors");
    }
    long[] shape = tensor.getShape();
    long numbers = shape[shape.length - 1];
    if (numbers > 0 && numbers != settings.dimensions()) {
      throw new IllegalArgumentException(
          "its vectors have "
              + numbers
              + " numbers, and embeddings.dimensions says "
              + settings.dimensions());
    }
  }

  @Override
  public int batchItemsMax() {
    return Math.min(BATCH_ITEMS_MAX, settings.batchItemsMax());
  }

  @Override
  public int dimensions() {
    return settings.dimensions();
  }

  @Override
  public synchronized List<float[]> embed(List<String> texts) throws EmbedderException {
    if (texts.isEmpty() || texts.size() > batchItemsMax()) {
      throw new IllegalArgumentException(texts.size() + " texts");
    }
    try {
      return run(
          tokenizer.batchEncode(
              texts.stream().map(text -> Texts.begin(text, settings.inputCharsMax())).toList()));
    } catch (OrtException | RuntimeException broken) {
      throw new EmbedderException(false, "the model fails: " + broken.getMessage(), broken);
    }
  }

  private List<float[]> run(Encoding[] encodings) throws OrtException, EmbedderException {
    Map<String, OnnxTensor> inputs = new HashMap<>();
    try {
      for (String name : session.getInputNames()) {
        inputs.put(name, tensor(encodings, name));
      }
      try (OrtSession.Result result = session.run(inputs)) {
        return vectors(result.get(0).getValue(), encodings);
      }
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  private OnnxTensor tensor(Encoding[] encodings, String input) throws OrtException {
    int tokens = encodings[0].getIds().length;
    LongBuffer numbers = LongBuffer.allocate(encodings.length * tokens);
    for (Encoding encoding : encodings) {
      numbers.put(
          switch (input) {
            case IDS -> encoding.getIds();
            case MASK -> encoding.getAttentionMask();
            default -> encoding.getTypeIds();
          });
    }
    return OnnxTensor.createTensor(
        environment, numbers.flip(), new long[] {encodings.length, tokens});
  }

  private List<float[]> vectors(Object output, Encoding[] encodings) throws EmbedderException {
    List<float[]> vectors = new ArrayList<>(encodings.length);
    for (int at = 0; at < encodings.length; at++) {
      float[] vector =
          output instanceof float[][][] tokens
              ? mean(tokens[at], encodings[at].getAttentionMask())
              : ((float[][]) output)[at].clone();
      String fault = Texts.fault(vector, settings.dimensions());
      if (fault != null) {
        throw new EmbedderException(false, "the model gives no vector: " + fault, null);
      }
      vectors.add(toLengthOne(vector));
    }
    return vectors;
  }

  private static float[] mean(float[][] tokens, long[] mask) {
    float[] sum = new float[tokens[0].length];
    for (int token = 0; token < tokens.length; token++) {
      if (mask[token] != 0) {
        for (int at = 0; at < sum.length; at++) {
          sum[at] += tokens[token][at];
        }
      }
    }
    return sum; // its direction is that of the mean
  }

  private static float[] toLengthOne(float[] vector) {
    double square = 0;
    for (float number : vector) {
      square += (double) number * number;
    }
    float length = (float) Math.sqrt(square);
    for (int at = 0; at < vector.length; at++) {
      vector[at] /= length;
    }
    return vector;
  }

  @Override
  public synchronized void close() {
    tokenizer.close();
    try {
      session.close();
    } catch (OrtException ignored) {
      // the process goes on without it
    }
  }
}
