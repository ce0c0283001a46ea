#include "release/suppression.h"

#include <algorithm>
#include <queue>
#include <tuple>

namespace panoh::release {

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

bool CountNetwork::protect(Rule rule)
{
    std::vector<int> sensitive;
    for (int i = 0; i < static_cast<int>(counts_.size()); ++i) {
        Count& count = counts_[static_cast<std::size_t>(i)];
        count.hidden = count.kind == CountKind::printed && rule.sensitive(count.value);
        if (rule.sensitive(count.value)) sensitive.push_back(i);
    }
    // Hiding more never narrows what a reader must allow for, so that one pass is enough.
    for (const int i : sensitive)
        if (!shield(i, rule)) return false;
    print_needless(rule, sensitive);
    return true;
}

Range CountNetwork::range(int count) const
{
    const Count& it = at(count);
    if (!open(count)) return {it.value, it.value};
    return {it.value - move(count, false, it.value - it.least, nullptr),
            it.value + move(count, true, it.most - it.value, nullptr)};
}

CountNetwork::Flow CountNetwork::true_flow() const
{
    Flow flow(counts_.size());
    std::transform(counts_.begin(), counts_.end(), flow.begin(),
                   [](const Count& count) { return count.value; });
    return flow;
}

bool CountNetwork::open(int count) const
{
    const Count& it = at(count);
    return it.kind == CountKind::derived || (it.kind == CountKind::printed && it.hidden);
}

std::int64_t CountNetwork::room(const Flow& flow, Step step) const
{
    const Count& count = at(step.count);
    const std::int64_t now = flow[static_cast<std::size_t>(step.count)];
    return step.forward ? count.most - now : now - count.least;
}

/// Dijkstra. Counts that a reader does not know cost nothing; hiding a printed one costs the people in it.
CountNetwork::Path CountNetwork::cheapest_path(const Flow& flow, int from, int to, int without,
                                               bool may_hide) const
{
    using Entry = std::pair<std::int64_t, int>;
    const auto size = static_cast<std::size_t>(nodes_);
    std::vector<std::int64_t> cost(size, no_limit);
    std::vector<Step> came_by(size, Step{-1, true});
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
    cost[static_cast<std::size_t>(from)] = 0;
    queue.push({0, from});
    while (!queue.empty()) {
        const auto [so_far, node] = queue.top();
        queue.pop();
        if (so_far > cost[static_cast<std::size_t>(node)]) continue;
        for (const Step step : leaving_[static_cast<std::size_t>(node)]) {
            const Count& count = at(step.count);
            const bool free = open(step.count);
            const bool usable = free || (may_hide && count.kind == CountKind::printed);
            if (step.count == without || !usable || room(flow, step) <= 0) continue;
            const auto next = static_cast<std::size_t>(step.forward ? count.to : count.from);
            const std::int64_t total = so_far + (free ? 0 : count.value);
            if (total >= cost[next]) continue;
            cost[next] = total;
            came_by[next] = step;
            queue.push({total, static_cast<int>(next)});
        }
    }
    Path path;
    if (cost[static_cast<std::size_t>(to)] == no_limit) return path;
    for (int node = to; node != from;) {
        const Step step = came_by[static_cast<std::size_t>(node)];
        path.push_back(step);
        node = step.forward ? at(step.count).from : at(step.count).to;
    }
    return path;
}

std::int64_t CountNetwork::move(int count, bool up, std::int64_t wanted, std::vector<int>* hide) const
{
    // Works on a copy when it may hide, so that a count hidden on the way is free for the next detour.
    CountNetwork scratch = hide != nullptr ? *this : CountNetwork();
    const CountNetwork& network = hide != nullptr ? scratch : *this;
    const Count& it = at(count);
    // What is added to the count must find its way back from where it leads to where it comes from.
    const auto [start, end] = up ? std::pair(it.to, it.from) : std::pair(it.from, it.to);
    Flow flow = true_flow();
    std::int64_t moved = 0;
    while (moved < wanted) {
        const Path path = network.cheapest_path(flow, start, end, count, hide != nullptr);
        if (path.empty()) break;
        std::int64_t amount = wanted - moved;
        for (const Step step : path)
            amount = std::min(amount, network.room(flow, step));
        for (const Step step : path) {
            flow[static_cast<std::size_t>(step.count)] += step.forward ? amount : -amount;
            if (network.open(step.count)) continue;
            scratch.counts_[static_cast<std::size_t>(step.count)].hidden = true;
            hide->push_back(step.count);
        }
        moved += amount;
    }
    return moved;
}

bool CountNetwork::safe(int count, Rule rule) const
{
    const std::int64_t wanted = rule.smallest - at(count).value;
    return open(count) && at(count).most >= rule.smallest && move(count, true, wanted, nullptr) == wanted;
}

bool CountNetwork::shield(int count, Rule rule)
{
    if (!open(count) || at(count).most < rule.smallest) return false;
    if (safe(count, rule)) return true;
    std::vector<int> hide;
    const std::int64_t wanted = rule.smallest - at(count).value;
    if (move(count, true, wanted, &hide) < wanted) return false;
    for (const int one : hide)
        counts_[static_cast<std::size_t>(one)].hidden = true;
    return true;
}

/// Also prints every count that a reader could compute anyway, so that what is hidden is really unknown.
void CountNetwork::print_needless(Rule rule, const std::vector<int>& sensitive)
{
    std::vector<int> extra;
    for (int i = 0; i < static_cast<int>(counts_.size()); ++i)
        if (at(i).kind == CountKind::printed && at(i).hidden && !rule.sensitive(at(i).value))
            extra.push_back(i);
    std::sort(extra.begin(), extra.end(),
              [&](int a, int b) { return std::pair(-at(a).value, a) < std::pair(-at(b).value, b); });
    for (const int i : extra) {
        bool& hidden = counts_[static_cast<std::size_t>(i)].hidden;
        hidden = false;
        hidden = !std::all_of(sensitive.begin(), sensitive.end(), [&](int one) { return safe(one, rule); });
    }
}

} // namespace panoh::release
