#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "access/subject.h"
#include "audit/audit.h"
#include "cases/case_file.h"
#include "cases/find_key.h"
#include "core/permit.h"
#include "vault/vault.h"

namespace panoh::cases {

enum class Sort { opened, updated, due };

/// Which cases a person's list may hold at all; made from the subject by `scope_of`.
struct Scope {
    std::vector<core::TeamId> teams = {};
    /// Set for screeners: only what they opened themselves and nobody took over.
    std::optional<core::UserId> opened_by = {};
};

struct ListQuery {
    std::optional<State> state = {};
    std::optional<std::string> country = {};
    std::optional<core::UserId> assigned_to = {};
    Sort sort = Sort::opened;
    int limit = 50;
    /// Where the page before ended; made by `list_cases`, opaque to others.
    std::string cursor = {};
};

struct ShortName {
    std::string given;
    std::string family;
};
PANOH_JSON(ShortName, given, family)

/// One line of the list.
struct ListRow {
    core::CaseId id = {};
    std::string reference = {};
    State state = State::intake;
    std::string country = {};
    core::TeamId team = {};
    core::UserId assigned_to = {};
    core::Instant opened_at = {};
    core::Instant updated_at = {};
    std::int64_t version = 0;
    std::string age_band = {};
    std::optional<std::string> trafficking_status, exploitation, citizenship, gender, country_of_exploitation,
        next_step, due_on;
    std::string due_sort = {};
    std::optional<ShortName> name = {};
    std::optional<ShortRow> text = {}; ///< the sealed name, when names are wanted
    bool wrap_is_new = false;          ///< opening it made the wrap that stands in `text`
};

struct ListPage {
    std::vector<ListRow> rows = {};
    std::string next = {}; ///< cursor of the next page; empty at the end
};

/// How many cases the scope holds, by state and by country; read from tallies, and counted only where it is
/// what one person opened.
struct Totals {
    std::int64_t all = 0;
    std::map<std::string, std::int64_t> by_state = {};
    std::map<std::string, std::int64_t> by_country = {};
};

using ListPermit = core::Permit<core::Action::case_list, Scope>;

/// One page in a stable order. "case/cursor_invalid". With `with_sealed_names` the rows carry what
/// `open_names` opens.
[[nodiscard]] core::Result<ListPage> list_cases(store::Reader& reader, const ListPermit& permit,
                                                const ListQuery& query, bool with_sealed_names);
/// Opens the names of a page in one pass. A row whose key this person lacks keeps no name.
void open_names(store::Reader& reader, vault::KeyRing& keys, ListPage& page);
/// Keeps what makes the next opening of these names quick, in the transaction of the audit row.
void make_quick(store::Transaction& transaction, vault::KeyRing& keys, const ListPage& page);
/// Which of these cases the person may open the identity of as they stand now; in rising order, one query for
/// fifty.
[[nodiscard]] std::vector<core::CaseId> openable(store::Reader& reader, const access::Subject& subject,
                                                 const std::vector<core::CaseId>& cases);
/// Takes the names away that are not of these cases, which are in rising order.
void keep_names_of(ListPage& page, const std::vector<core::CaseId>& cases);
[[nodiscard]] Totals totals(store::Reader& reader, const ListPermit& permit);

} // namespace panoh::cases

template <>
struct panoh::core::Names<panoh::cases::Sort> {
    using enum panoh::cases::Sort;
    static constexpr std::array<Named<panoh::cases::Sort>, 3> all = {
        {{opened, "opened"}, {updated, "updated"}, {due, "due"}}};
};
