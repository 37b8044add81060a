package io.chatlog.embedding;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Gives so many bytes and then fails, so that nobody's answer fills the memory. */
final class BoundedStream extends FilterInputStream {
  private long left;

  BoundedStream(InputStream in, long bytesMax) {
    super(in);
    this.left = bytesMax;
  }

  @Override
  public int read() throws IOException {
    int one = super.read();
    count(one < 0 ? 0 : 1);
    return one;
  }

  @Override
  public int read(byte[] buffer, int from, int length) throws IOException {
    int many = super.read(buffer, from, length);
    count(Math.max(0, many));
    return many;
  }

  private void count(int many) throws IOException {
    left -= many;
    if (left < 0) {
      throw new IOException("the answer is longer than its vectors can be");
    }
  }
}
