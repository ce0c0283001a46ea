#include "anonymity/suppression.h"

#include <algorithm>
#include <queue>
#include <tuple>

namespace panoh::anonymity {

int CountNetwork::add(Count count)
{
    const int number = static_cast<int>(counts_.size());
    leaving_.resize(static_cast<std::size_t>(nodes_));
    leaving_[static_cast<std::size_t>(count.from)].push_back({number, true});
    leaving_[static_cast<std::size_t>(count.to)].push_back({number, false});
    counts_.push_back(count);
    return number;
}

bool CountNetwork::balanced() const
{
    std::vector<std::int64_t> sums(static_cast<std::size_t>(nodes_), 0);
    for (const Count& count : counts_) {
        sums[static_cast<std::size_t>(count.from)] -= count.value;
        sums[static_cast<std::size_t>(count.to)] += count.value;
    }
    return std::all_of(sums.begin(), sums.end(), [](std::int64_t sum) { return sum == 0; });
}

/// Moves one count up or down and finds out how the others can make up for it. Keeps its memory from one to
/// the next.
class CountNetwork::Search {
public:
    explicit Search(const CountNetwork& network)
        : network_(network), change_(network.counts_.size(), 0),
          cost_(static_cast<std::size_t>(network.nodes_)), came_by_(cost_.size())
    {
    }

    /// How far the count can be moved, at most by `wanted`. With `may_hide` printed counts may take part;
    /// each that does is told to `hide`, which must hide it.
    template <typename Hide>
    std::int64_t move(int count, bool up, std::int64_t wanted, bool may_hide, Hide hide)
    {
        for (const int one : changed_)
            change_[static_cast<std::size_t>(one)] = 0;
        changed_.clear();
        const Count& it = network_.at(count);
        // What is added to the count must find its way back from where it leads to where it comes from.
        const auto [start, end] = up ? std::pair(it.to, it.from) : std::pair(it.from, it.to);
        std::int64_t moved = 0;
        while (moved < wanted) {
            const Path path = cheapest_path(start, end, count, may_hide);
            if (path.empty()) break;
            std::int64_t amount = wanted - moved;
            for (const Step step : path)
                amount = std::min(amount, room(step));
            for (const Step step : path) {
                change_[static_cast<std::size_t>(step.count)] += step.forward ? amount : -amount;
                changed_.push_back(step.count);
                if (!network_.open(step.count)) hide(step.count);
            }
            moved += amount;
        }
        return moved;
    }
    /// The counts that the last move changed.
    [[nodiscard]] const std::vector<int>& changed() const { return changed_; }

private:
    [[nodiscard]] std::int64_t room(Step step) const
    {
        const Count& count = network_.at(step.count);
        const std::int64_t now = count.value + change_[static_cast<std::size_t>(step.count)];
        return step.forward ? count.most - now : now - count.least;
    }
    [[nodiscard]] Path cheapest_path(int from, int to, int without, bool may_hide);
    [[nodiscard]] Path path_to(int from, int to) const;

    const CountNetwork& network_;
    std::vector<std::int64_t> change_;
    std::vector<int> changed_;
    std::vector<std::int64_t> cost_;
    std::vector<Step> came_by_;
};

/// Dijkstra. Counts that a reader does not know cost nothing; hiding a printed one costs the people in it.
CountNetwork::Path CountNetwork::Search::cheapest_path(int from, int to, int without, bool may_hide)
{
    using Entry = std::pair<std::int64_t, int>;
    std::fill(cost_.begin(), cost_.end(), no_limit);
    const std::int64_t& best = cost_[static_cast<std::size_t>(to)];
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
    cost_[static_cast<std::size_t>(from)] = 0;
    queue.push({0, from});
    while (!queue.empty() && queue.top().first < best) {
        const auto [so_far, node] = queue.top();
        queue.pop();
        if (so_far > cost_[static_cast<std::size_t>(node)]) continue;
        for (const Step step : network_.leaving_[static_cast<std::size_t>(node)]) {
            const Count& count = network_.at(step.count);
            const bool free = network_.open(step.count);
            const std::int64_t total = so_far + (free ? 0 : count.value);
            const auto next = static_cast<std::size_t>(step.forward ? count.to : count.from);
            if (total >= cost_[next] || total >= best || step.count == without) continue;
            if (!free && !(may_hide && count.kind == CountKind::printed)) continue;
            if (room(step) <= 0) continue;
            cost_[next] = total;
            came_by_[next] = step;
            queue.push({total, static_cast<int>(next)});
        }
    }
    return best == no_limit ? Path() : path_to(from, to);
}

CountNetwork::Path CountNetwork::Search::path_to(int from, int to) const
{
    Path path;
    for (int node = to; node != from;) {
        const Step step = came_by_[static_cast<std::size_t>(node)];
        path.push_back(step);
        node = step.forward ? network_.at(step.count).from : network_.at(step.count).to;
    }
    return path;
}

bool CountNetwork::protect(Rule rule)
{
    leaving_.resize(static_cast<std::size_t>(nodes_));
    witness_.assign(counts_.size(), {});
    std::vector<int> sensitive;
    for (int i = 0; i < static_cast<int>(counts_.size()); ++i) {
        Count& count = counts_[static_cast<std::size_t>(i)];
        count.hidden = count.kind == CountKind::printed && rule.sensitive(count.value);
        if (rule.sensitive(count.value)) sensitive.push_back(i);
    }
    Search search(*this);
    // Hiding more never narrows what a reader must allow for, so that one pass is enough.
    for (const int i : sensitive)
        if (!sensitive_safe(search, i, rule, false) && !sensitive_safe(search, i, rule, true)) return false;
    print_needless(search, rule, sensitive);
    return true;
}

Range CountNetwork::range(int count) const
{
    const Count& it = at(count);
    if (!open(count)) return {it.value, it.value};
    Search search(*this);
    const auto never = [](int) {};
    const std::int64_t down = search.move(count, false, it.value - it.least, false, never);
    const std::int64_t up = search.move(count, true, it.most - it.value, false, never);
    return {it.value - down, it.value + up};
}

bool CountNetwork::open(int count) const
{
    const Count& it = at(count);
    return it.kind == CountKind::derived || (it.kind == CountKind::printed && it.hidden);
}

bool CountNetwork::sensitive_safe(Search& search, int count, Rule rule, bool may_hide)
{
    if (!open(count) || at(count).most < rule.smallest) return false;
    const std::int64_t wanted = rule.smallest - at(count).value;
    const auto hide = [&](int one) { counts_[static_cast<std::size_t>(one)].hidden = true; };
    if (search.move(count, true, wanted, may_hide, hide) < wanted) return false;
    witness_[static_cast<std::size_t>(count)] = search.changed();
    return true;
}

/// Also prints every count that a reader could compute anyway, so that what is hidden is really unknown.
void CountNetwork::print_needless(Search& search, Rule rule, const std::vector<int>& sensitive)
{
    std::vector<int> extra;
    for (int i = 0; i < static_cast<int>(counts_.size()); ++i)
        if (at(i).kind == CountKind::printed && at(i).hidden && !rule.sensitive(at(i).value))
            extra.push_back(i);
    std::sort(extra.begin(), extra.end(),
              [&](int a, int b) { return std::pair(-at(a).value, a) < std::pair(-at(b).value, b); });
    std::vector<std::vector<int>> leaning(counts_.size()); // per count, who was safe because of it
    const auto note = [&](int count) {
        for (const int one : witness_[static_cast<std::size_t>(count)])
            leaning[static_cast<std::size_t>(one)].push_back(count);
    };
    for (const int i : sensitive)
        note(i);
    for (const int i : extra) {
        bool& hidden = counts_[static_cast<std::size_t>(i)].hidden;
        hidden = false;
        const std::vector<int> asked = std::move(leaning[static_cast<std::size_t>(i)]);
        leaning[static_cast<std::size_t>(i)].clear();
        for (const int one : asked) {
            if (!sensitive_safe(search, one, rule, false)) {
                hidden = true;
                break;
            }
            note(one);
        }
    }
}

} // namespace panoh::anonymity
