package io.chatlog.query.http;

import io.chatlog.auth.Passwords;
import io.chatlog.auth.UserTokens;
import java.util.Optional;

/**
 * What it takes to make a token.
 *
 * @param tokens empty where there is no secret to sign them with
 * @param seed of the limit of attempts, different in each process
 */
public record Logins(Passwords passwords, Optional<UserTokens> tokens, int seed) {}
