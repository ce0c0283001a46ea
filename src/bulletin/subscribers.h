#pragma once

// How somebody comes to be written to, and how that ends. Nothing here goes into the record of who did what:
// strangers do it, and it is nobody's business at the node.

#include <optional>
#include <string>
#include <vector>

#include "bulletin/subscriber.h"
#include "core/action.h"
#include "core/permit.h"
#include "core/result.h"
#include "store/store.h"

namespace panoh::bulletin {

/// What somebody typed.
struct Wish {
    std::string email = {};
    std::string language = {};
    std::vector<std::string> countries = {}; ///< empty: all
};

/// "bulletin/email_invalid", "bulletin/languages_unknown", "bulletin/countries_unknown". The same for every
/// address, whether it is known or not.
[[nodiscard]] core::Done check_wish(const Wish& wish);

/// Notes the wish, so that a confirming letter goes out, unless one did lately or nothing is left to confirm.
/// Whoever asks learns nothing of it.
void ask(store::Transaction& transaction, const SubscriberKeys& keys, const Wish& wish, core::Instant now);

/// Once, within seven days: "bulletin/link_unknown".
[[nodiscard]] core::Done confirm(store::Transaction& transaction, const SubscriberKeys& keys,
                                 std::string_view token, core::Instant now);

/// Deletes the address. Twice is once; "bulletin/link_unknown" for what no letter of this node had.
[[nodiscard]] core::Done leave(store::Transaction& transaction, const SubscriberKeys& keys,
                               std::string_view token, core::Instant now);

/// Deletes addresses that nobody confirmed in time; returns how many.
std::int64_t forget_unconfirmed(store::Transaction& transaction, core::Instant now);

/// Of confirmed subscribers.
struct LanguageCount {
    std::string language = {};
    std::int64_t count = 0;
};
[[nodiscard]] std::vector<LanguageCount>
count_subscribers(store::Reader& reader,
                  const core::Permit<core::Action::edition_send, core::OrganisationId>& permit);

} // namespace panoh::bulletin
