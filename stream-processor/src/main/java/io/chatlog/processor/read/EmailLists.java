package io.chatlog.processor.read;

import io.chatlog.processor.fold.EmailClaimRow;
import io.chatlog.processor.store.Rows;
import io.chatlog.value.UserId;
import io.chatlog.view.EmailClaim;
import io.chatlog.view.EmailUse;
import java.util.ArrayList;
import java.util.List;

/** What a partition says of e-mail addresses. */
final class EmailLists {
  private EmailLists() {}

  static List<EmailClaim> claims(Rows rows, List<UserId> emails) {
    List<EmailClaim> claims = new ArrayList<>(emails.size());
    for (UserId email : emails) {
      EmailClaimRow row = rows.emailClaim(email);
      if (row != null) {
        claims.add(row.claim());
      }
    }
    return claims;
  }

  static List<Long> voids(Rows rows, List<EmailUse> uses) {
    return uses.stream().map(use -> rows.emailVoid(use.user(), use.email())).toList();
  }
}
