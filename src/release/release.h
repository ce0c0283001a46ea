#pragma once

// A release: what is to be made of a table, who said so, and how far it has come.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/codes.h"
#include "core/ids.h"
#include "core/json.h"
#include "core/names.h"
#include "core/result.h"

namespace panoh::release {

enum class ReleaseState {
    draft,     ///< being written
    proposed,  ///< a second person looks at it
    approved,  ///< waits for its turn
    making,    ///< the node makes it
    made,      ///< there, for the organisation
    published, ///< there for everybody
    withdrawn, ///< was published; its page says so
    failed,    ///< not made; what was debited stays debited
    discarded, ///< given up, its files are gone
};

/// What can happen to one.
enum class ReleaseStep {
    change,
    propose,
    send_back,
    approve,
    begin,  ///< by the node
    fail,   ///< by the node
    finish, ///< by the node
    publish,
    withdraw,
    discard,
};

/// Where a step leads; "release/not_in_this_state" (409) where it cannot be taken.
[[nodiscard]] core::Result<ReleaseState> after(ReleaseState state, ReleaseStep step);
/// Whether its files are there: for everybody of the organisation from then on.
[[nodiscard]] bool is_there(ReleaseState state);

enum class ReleaseKind {
    k,      ///< rows and counts with k-anonymity: no amount can say what it gives away
    tables, ///< noisy counts of combinations
    mst,    ///< rows drawn from a model, quick
    aim,    ///< rows drawn from a model, nearer
    latent, ///< rows drawn from a model of a few kinds of people
};

enum class SourceKind {
    dataset, ///< a loaded table
    cases,   ///< the organisation's own coded cases (own_cases.h)
};
struct ReleaseSource {
    SourceKind kind = SourceKind::dataset;
    std::optional<core::DatasetId> dataset = {};
    bool operator==(const ReleaseSource&) const = default;
};
PANOH_JSON(ReleaseSource, kind, dataset)

/// Words in one language, for the public page.
struct ReleaseText {
    core::Coded<"language"> language = {};
    std::string text = {};
    bool operator==(const ReleaseText&) const = default;
};
PANOH_JSON(ReleaseText, language, text)

/// The words in a language, else the first ones; null where there are none.
[[nodiscard]] const ReleaseText* best_text(const std::vector<ReleaseText>& texts, std::string_view language);

/// So many neighbours of an ordered column become one.
struct JoinedColumn {
    std::string column = {};
    std::int64_t width = 1;
    bool operator==(const JoinedColumn&) const = default;
};
PANOH_JSON(JoinedColumn, column, width)

struct CrossedColumns {
    std::string row = {};
    std::string column = {};
    bool operator==(const CrossedColumns&) const = default;
};
PANOH_JSON(CrossedColumns, row, column)

/// What is to be made; all of it is public once it is.
struct ReleasePlan {
    using AbsentListsAreEmpty = void;
    std::vector<ReleaseText> titles = {};
    std::vector<ReleaseText> notes = {};
    core::LineageId lineage = {};
    ReleaseSource source = {};
    ReleaseKind kind = ReleaseKind::tables;
    std::optional<std::string> epsilon = {};  ///< "0.5"; all but `k`
    std::optional<std::int64_t> length = {};  ///< `tables` and `k`; 3 when it is not said
    std::optional<std::int64_t> k = {};       ///< `k`; 10
    std::optional<std::int64_t> rows = {};    ///< of a model; as many as there are people
    std::vector<JoinedColumn> joined = {};    ///< `k`
    std::vector<CrossedColumns> crossed = {}; ///< `k`
    std::optional<bool> seeded = {};          ///< `k`: rows made after rows as well
    std::vector<std::string> columns = {};    ///< that are used; empty: all of the schema
    std::optional<bool> new_table = {};       ///< another table than the lineage's last one
    bool operator==(const ReleasePlan&) const = default;
};
PANOH_JSON(ReleasePlan, titles, notes, lineage, source, kind, epsilon, length, k, rows, joined, crossed,
           seeded, columns, new_table)

constexpr std::int64_t usual_length = 3;
constexpr std::int64_t usual_k = 10;

} // namespace panoh::release

template <>
struct panoh::core::Names<panoh::release::ReleaseState> {
    using enum panoh::release::ReleaseState;
    static constexpr std::array<Named<panoh::release::ReleaseState>, 9> all = {{
        {draft, "draft"},
        {proposed, "proposed"},
        {approved, "approved"},
        {making, "making"},
        {made, "made"},
        {published, "published"},
        {withdrawn, "withdrawn"},
        {failed, "failed"},
        {discarded, "discarded"},
    }};
};
template <>
struct panoh::core::Names<panoh::release::ReleaseStep> {
    using enum panoh::release::ReleaseStep;
    static constexpr std::array<Named<panoh::release::ReleaseStep>, 10> all = {{
        {change, "changed"},
        {propose, "proposed"},
        {send_back, "sent_back"},
        {approve, "approved"},
        {begin, "begun"},
        {fail, "failed"},
        {finish, "made"},
        {publish, "published"},
        {withdraw, "withdrawn"},
        {discard, "discarded"},
    }};
};
template <>
struct panoh::core::Names<panoh::release::ReleaseKind> {
    using enum panoh::release::ReleaseKind;
    static constexpr std::array<Named<panoh::release::ReleaseKind>, 5> all = {
        {{k, "k"}, {tables, "tables"}, {mst, "mst"}, {aim, "aim"}, {latent, "latent"}}};
};
template <>
struct panoh::core::Names<panoh::release::SourceKind> {
    using enum panoh::release::SourceKind;
    static constexpr std::array<Named<panoh::release::SourceKind>, 2> all = {
        {{dataset, "dataset"}, {cases, "cases"}}};
};
