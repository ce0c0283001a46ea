#pragma once

// All SQL about sendings.

#include <optional>
#include <string_view>
#include <vector>

#include "bulletin/sendings.h"
#include "bulletin/subscriber.h"

namespace panoh::bulletin {

[[nodiscard]] bool is_being_sent(store::Reader& reader, core::EditionId edition);
void insert_sending(store::Transaction& transaction, const Sending& sending);
/// One row for everybody confirmed of a language, who asked for the country (empty: any) or for all, and who
/// has neither the edition nor a row; returns how many.
[[nodiscard]] std::int64_t insert_deliveries(store::Transaction& transaction, const Sending& sending,
                                             std::string_view language, std::string_view country);
/// False when it had ended.
[[nodiscard]] bool end_sending(store::Transaction& transaction, core::SendingId id, SendingState state,
                               core::Instant at);
[[nodiscard]] std::optional<Sending> find_sending(store::Reader& reader, core::SendingId id);
[[nodiscard]] std::vector<Sending> load_sendings(store::Reader& reader, core::EditionId edition);
[[nodiscard]] Progress load_progress(store::Reader& reader, Sending sending);
/// The one that began first of those that run and have somebody whose turn it is; nothing when nobody's is.
[[nodiscard]] std::optional<Sending> sending_to_go_on_with(store::Reader& reader, core::Instant now);
/// Those that run and have nobody left to write to.
[[nodiscard]] std::vector<Sending> sendings_at_their_end(store::Reader& reader);
/// When somebody's turn comes next, of all sendings that run.
[[nodiscard]] std::optional<core::Instant> next_turn(store::Reader& reader);

/// One letter that is to go out.
struct Turn {
    core::SubscriberId subscriber = {};
    int tries = 0; ///< before this one
    SubscriberState state = SubscriberState::confirmed;
    std::string language = {};
    core::Bytes sealed = {};
    int refused_in_row = 0;
};
/// Whose turn it is, in the order of ids after `after`.
[[nodiscard]] std::vector<Turn> turns(store::Reader& reader, core::SendingId sending, core::Instant now,
                                      core::SubscriberId after, int most);
/// Whoever was reached (`done`) goes out of the edition's running sending too.
void end_delivery(store::Transaction& transaction, core::SendingId sending, core::SubscriberId subscriber,
                  DeliveryState state, core::Instant at);
void put_off(store::Transaction& transaction, core::SendingId sending, core::SubscriberId subscriber,
             int tries, core::Instant next_at);

} // namespace panoh::bulletin
