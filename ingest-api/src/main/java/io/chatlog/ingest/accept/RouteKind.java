package io.chatlog.ingest.accept;

/**
 * What kind of request a write came with. Ids are derived from the names: a constant is never
 * renamed.
 */
public enum RouteKind {
  CREATE_USER,
  CREATE_USERS_BATCH,
  PATCH_USER,
  CREATE_SESSION,
  PATCH_SESSION,
  POST_MESSAGE,
  POST_MESSAGES_BATCH,
  /** The fire hose: each item names its user and session. */
  POST_MESSAGES_ANYWHERE,
  DELETE_USER,
  PUT_SESSION,
  /** Each item names its user. */
  CREATE_SESSIONS_BATCH,
  TAG_SESSION,
  DELETE_SESSION,
  PATCH_MESSAGE,
  DELETE_MESSAGE,
  FORK_SESSION,
  IMPORT,
  SAVE_CONTEXT,
  DELETE_CONTEXT
}
