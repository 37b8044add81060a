package io.chatlog.view.wire;

import io.chatlog.error.ErrorCode;
import io.chatlog.view.Lookup;
import io.chatlog.view.Lookup.Found;
import io.chatlog.view.Lookup.Missing;

/** Lookups of anything, and the error codes in them. */
public final class LookupCodec {
  /** Error codes, by their numbers. */
  public static final Codec<ErrorCode> ERROR_CODE =
      Codec.of((code, out) -> out.writeInt(code.number()), LookupCodec::errorCode);

  private LookupCodec() {}

  private static ErrorCode errorCode(In in) {
    int number = in.readInt();
    return ErrorCode.byNumber(number)
        .orElseThrow(() -> new BrokenWire("no error has the number " + number));
  }

  /** Lookups of what another codec writes, which is not framed: nothing may follow the lookup. */
  public static <T> Codec<Lookup<T>> of(Codec<T> found) {
    return Codec.of(
        (lookup, out) -> {
          switch (lookup) {
            case Found<T>(T value) -> found.write(value, out.writeBoolean(true));
            case Missing<T>(ErrorCode code) -> ERROR_CODE.write(code, out.writeBoolean(false));
          }
        },
        in -> in.readBoolean() ? new Found<>(found.read(in)) : new Missing<>(ERROR_CODE.read(in)));
  }
}
