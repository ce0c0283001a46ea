#pragma once

#include "cases/asks.h"

// The SQL of asks; private to the slice.
namespace panoh::cases {

void insert_ask(store::Transaction& transaction, const Ask& ask);
[[nodiscard]] std::optional<Ask> load_ask(store::Reader& reader, core::AskId id);
/// False when it has an answer already.
[[nodiscard]] bool save_answer(store::Transaction& transaction, const Ask& ask, core::Instant at);
/// Without an answer, oldest first.
[[nodiscard]] std::vector<Ask> asks_of_team(store::Reader& reader, core::TeamId team, std::int64_t most);
/// Newest first.
[[nodiscard]] std::vector<Ask> asks_of_person(store::Reader& reader, core::UserId person, core::Instant since,
                                              std::int64_t most);
[[nodiscard]] bool has_waiting_ask(store::Reader& reader, core::UserId person, core::CaseId id);

} // namespace panoh::cases
