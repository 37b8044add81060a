package io.chatlog.value;

/**
 * The id of one attempt to upload a document; a new one each time. Legal as {@link Ids} says.
 *
 * @param value the id as events have it
 * @throws IllegalArgumentException when the id is not legal
 */
public record UploadId(String value) {
  public UploadId {
    Ids.checked(value, "upload_id");
  }

  @Override
  public String toString() {
    return value;
  }
}
