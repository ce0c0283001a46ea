#pragma once

// The fixed set of tables of a dataset: counted once, protected once, never recomputed for a question of the
// day, because the answers to many small questions would tell what each of them hides.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "anonymity/suppression.h"
#include "core/json.h"
#include "core/names.h"
#include "release/ctdc.h"

namespace panoh::release {

using anonymity::Rule;

/// `central_asia`: citizens of, or people exploited in, Kazakhstan, Kyrgyzstan, Tajikistan, Turkmenistan and
/// Uzbekistan.
enum class View { world, central_asia };

/// The key of what a source did not record.
constexpr std::string_view not_recorded = "~not_recorded";

/// One line of a table: codes, and how many people; no number when it is hidden.
struct TableRow {
    std::vector<std::string> key;
    std::optional<std::int64_t> people;
    bool operator==(const TableRow&) const = default;
};
PANOH_JSON(TableRow, key, people)

/// One table of one view. A key that is not listed is nobody.
struct Table {
    std::string id; ///< year, sex, age_band, exploitation, citizenship, corridor, in this order
    std::vector<std::string> dimensions; ///< what the key's parts are
    std::vector<TableRow> rows;
    std::optional<std::int64_t> total; ///< people, not the sum of the rows where one person may be in several
    bool people_can_repeat = false;    ///< a person may have been exploited in several ways
    bool withheld = false;             ///< too few people to print anything: no rows
    bool operator==(const Table&) const = default;
};
PANOH_JSON(Table, id, dimensions, rows, total, people_can_repeat, withheld)

/// True counts of a dataset, both views at once.
class Tally {
public:
    struct Pair {
        std::int64_t world = 0;
        std::int64_t central_asia = 0;
    };
    using Marginal = std::map<std::string, Pair, std::less<>>;
    using Corridors = std::map<std::pair<std::string, std::string>, std::int64_t>;

    /// Counts one person.
    void add(const CtdcCodes& codes);

    Pair total;
    Marginal year;
    Marginal sex;
    Marginal age_band;
    Marginal exploitation; ///< without those of whom none is recorded
    Pair exploitation_not_recorded;
    Corridors corridors; ///< citizenship, country of exploitation; all of the world
};

[[nodiscard]] bool in_central_asia(std::string_view country);

/// What may be printed: for each view the six tables.
struct Statistics {
    std::vector<Table> world;
    std::vector<Table> central_asia;
};
/// Protects and sorts. Small counts, and as many others as it takes, are hidden so that neither a count of a
/// view nor of the rest of the world can be worked out from the tables of both views together. A view of too
/// few people is withheld as a whole.
[[nodiscard]] Statistics publish(const Tally& tally, Rule rule);

} // namespace panoh::release

template <>
struct panoh::core::Names<panoh::release::View> {
    static constexpr std::array<Named<panoh::release::View>, 2> all = {
        {{panoh::release::View::world, "world"}, {panoh::release::View::central_asia, "central_asia"}}};
};
