#pragma once

// All SQL about subscribers.

#include <string>
#include <utility>
#include <vector>

#include "bulletin/subscribers.h"

namespace panoh::bulletin {

[[nodiscard]] std::optional<Subscriber> find_by_address(store::Reader& reader, const crypto::Hash& hash);
[[nodiscard]] std::optional<Subscriber> find_subscriber(store::Reader& reader, core::SubscriberId id);
/// A new one, or one that is asked for anew; former links to confirm by end.
void save_asked(store::Transaction& transaction, const Subscriber& asked);
/// False when no letter that can still be answered had this token.
[[nodiscard]] bool save_confirmed(store::Transaction& transaction, const crypto::Hash& token,
                                  core::Instant now);
void save_left(store::Transaction& transaction, core::SubscriberId id, core::Instant now);
std::int64_t forget_asked_before(store::Transaction& transaction, core::Instant then, core::Instant now);
[[nodiscard]] std::vector<LanguageCount> load_counts(store::Reader& reader);

/// Whose confirming letter is due, the longest waiting first.
[[nodiscard]] std::vector<Subscriber> due_letters(store::Reader& reader, core::Instant now, int most);
/// When the next one is, if any.
[[nodiscard]] std::optional<core::Instant> next_letter(store::Reader& reader);
/// The link that the letter has; false when the subscriber does not wait for one any more.
[[nodiscard]] bool save_token(store::Transaction& transaction, core::SubscriberId id,
                              const crypto::Hash& token, core::Instant until);
/// The letter went out, or never will: `due_at` is nothing.
void save_letter(store::Transaction& transaction, core::SubscriberId id,
                 const std::optional<core::Instant>& due_at, int tries);
/// How many editions in a row could not be handed over for good.
void save_refused_in_row(store::Transaction& transaction, core::SubscriberId id, int editions);
/// They were reached: nothing of that counts any more.
void forget_refusals(store::Transaction& transaction, core::SubscriberId id);

} // namespace panoh::bulletin
