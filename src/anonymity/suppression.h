#pragma once

// Which counts of a set of linked tables may be printed. The tables are drawn as a network: every count is an
// edge, and at each node what comes in is what goes out ("the years of Central Asia add up to its total", "a
// year of the world is that year of Central Asia and that year of the rest"). Then what a reader can work out
// about a hidden count is exactly how far a flow through its edge can be raised and lowered while every
// printed count stays as it is.
//
// Method: cell suppression by network flows (L. Cox, "Network models for complementary cell suppression",
// JASA 90, 1995; J. Kelly, B. Golden, A. Assad, "Cell suppression: disclosure protection for sensitive
// tabular data", Networks 22, 1992).

#include <cstdint>
#include <limits>
#include <vector>

namespace panoh::anonymity {

/// Counts from 1 to `smallest` - 1 are sensitive: they are hidden, and no reader can tell that they are so
/// small. Zero is not sensitive: "nobody" is printed, or left out, and protects nobody by being hidden.
struct Rule {
    std::int64_t smallest = 11;
    [[nodiscard]] bool sensitive(std::int64_t count) const { return count > 0 && count < smallest; }
};

enum class CountKind {
    known,   ///< the reader has it, whatever we do: a total
    printed, ///< printed unless it is hidden
    derived, ///< never printed, but a reader may try to work it out: the rest of the world
};

constexpr std::int64_t no_limit = std::numeric_limits<std::int64_t>::max() / 4;

/// One edge. `least` and `most` are what a reader knows without any table: a row that is listed has at
/// least 1.
struct Count {
    int from = 0;
    int to = 0;
    CountKind kind = CountKind::printed;
    std::int64_t value = 0;
    std::int64_t least = 0;
    std::int64_t most = no_limit;
    bool hidden = false;
};

/// What a reader can say about a count at best.
struct Range {
    std::int64_t least = 0;
    std::int64_t most = 0;
};

/// Linked counts and the decision which of them to hide.
class CountNetwork {
public:
    [[nodiscard]] int add_node() { return nodes_++; }
    /// Returns the number of the count. With all counts added, every node must balance.
    int add(Count count);
    [[nodiscard]] const Count& at(int count) const { return counts_[static_cast<std::size_t>(count)]; }
    [[nodiscard]] bool balanced() const;

    /// Hides every sensitive count, and of the others as few people as it can (a heuristic: cheapest detour
    /// first, then what turned out needless is printed after all), until for every sensitive count, printed
    /// or derived, a reader must allow for `smallest` or more. False when no choice does that: then nothing
    /// of it may be printed.
    [[nodiscard]] bool protect(Rule rule);
    /// The exact range in which a reader can place a count, given what is printed now.
    [[nodiscard]] Range range(int count) const;

private:
    struct Step {
        int count;
        bool forward;
    };
    using Path = std::vector<Step>;
    class Search;
    [[nodiscard]] bool open(int count) const;
    [[nodiscard]] bool sensitive_safe(Search& search, int count, Rule rule, bool may_hide);
    void print_needless(Search& search, Rule rule, const std::vector<int>& sensitive);

    int nodes_ = 0;
    std::vector<Count> counts_;
    std::vector<std::vector<Step>> leaving_; ///< per node, the steps that start there
    /// Per sensitive count, the counts that another population would change: while they are hidden, it is
    /// safe.
    std::vector<std::vector<int>> witness_;
};

} // namespace panoh::anonymity
