package io.chatlog.standalone.role;

/**
 * Starts one role.
 *
 * @param <O> the options it takes
 */
@FunctionalInterface
public interface RoleStarter<O> {
  /**
   * Starts the role and returns when it is ready to serve. What was started is stopped again when
   * this throws.
   *
   * @throws StartRefusedException when it will not start as asked; the message is for the person
   *     who asked
   * @throws InterruptedException when it shall stop instead
   * @throws Exception for anything else: a fault of the environment or a bug
   */
  Running start(O options) throws Exception;

  /** A role that this jar does not have. */
  static <O> RoleStarter<O> notBuilt(String name) {
    return options -> {
      throw new StartRefusedException(name + " is not built into this jar");
    };
  }
}
