#pragma once

// The tables of the two views drawn as networks, for `publish` alone.

#include <optional>
#include <string>
#include <vector>

#include "anonymity/suppression.h"
#include "release/statistics.h"

namespace panoh::release {

using anonymity::Count;
using anonymity::CountKind;
using anonymity::CountNetwork;
using anonymity::no_limit;

/// How much of the area's own tables a reader has.
enum class Area {
    printed, ///< the table and its total
    total,   ///< its total only, from its other tables
    unknown, ///< nothing: for the reader there is one world
};

/// One key of a table, its true counts, and their numbers in the network; nothing where a view does not list
/// it.
struct Entry {
    std::vector<std::string> key;
    Tally::Pair people;
    std::optional<int> world = {};
    std::optional<int> area = {};
};

/// Tables that share a network.
struct Draft {
    CountNetwork network = {};
    std::vector<Entry> entries = {};   ///< of the table, or of citizenship
    std::vector<Entry> corridors = {}; ///< with citizenship only
};

/// A table in which the keys share out `total`. No key can hold more than `most`.
[[nodiscard]] Draft draft_table(const Tally::Marginal& marginal, Tally::Pair total, Area area,
                                Tally::Pair most = {no_limit, no_limit});
/// Citizenship and corridors are one network: a citizenship is the sum of its corridors, and a corridor that
/// touches the area is the same number in both views.
[[nodiscard]] Draft draft_corridors(const Tally::Corridors& corridors, Tally::Pair total, Area area);

} // namespace panoh::release
