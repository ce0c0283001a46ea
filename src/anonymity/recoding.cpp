#include "anonymity/recoding.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>
#include <optional>
#include <utility>

#include "anonymity/joining.h"
#include "core/crew.h"

namespace panoh::anonymity {

namespace {

using core::ErrorKind;
using microdata::Microdata;
using microdata::Schema;

constexpr std::size_t most_identifying = 12;

/// The identifying columns, recoded: which they are, and for each person one byte a column.
struct Known {
    std::vector<std::size_t> columns;
    std::vector<std::vector<std::uint8_t>> states;
    std::vector<std::uint8_t> missing; ///< of each column
};

std::size_t column_of(const Schema& schema, const std::string& name)
{
    std::size_t place = 0;
    while (schema.columns[place].name != name)
        ++place;
    return place;
}

std::vector<std::uint8_t> joined_states(std::span<const std::uint8_t> states, const microdata::Column& column,
                                        std::size_t width)
{
    std::vector<std::uint8_t> code(microdata::most_states + 2);
    const std::size_t values = (column.values.size() + width - 1) / width;
    for (std::size_t state = 0; state < column.values.size(); ++state)
        code[state] = static_cast<std::uint8_t>(state / width);
    code[column.values.size()] = static_cast<std::uint8_t>(values);
    code[column.values.size() + 1] = static_cast<std::uint8_t>(values + 1);
    std::vector<std::uint8_t> result(states.size());
    std::transform(states.begin(), states.end(), result.begin(),
                   [&](std::uint8_t state) { return code[state]; });
    return result;
}

/// A hash of the states of a person in the columns of a mask: two different groups meet with a chance of
/// 2^-64 a pair, so groups are compared once more where it matters (`Settling::settle`).
std::uint64_t mixed(std::uint64_t hash, std::uint64_t value)
{
    hash ^= value + 0x9e3779b97f4a7c15ULL + (hash << 6U) + (hash >> 2U);
    hash *= 0xbf58476d1ce4e5b9ULL;
    return hash ^ (hash >> 31U);
}

/// Decides for each person which cells are left out.
class Settling {
public:
    Settling(const Known& known, std::uint32_t k)
        : known_(known), k_(k), masks_(known.states.front().size(), unsettled)
    {
        left_.resize(masks_.size());
        std::iota(left_.begin(), left_.end(), 0U);
    }

    /// The cells left out of each person as a bit set, `nobody` for who looks like no k.
    std::vector<std::uint32_t> run()
    {
        const auto all = static_cast<std::uint32_t>(known_.states.size());
        for (std::uint32_t cells = 0; cells <= all && !left_.empty(); ++cells) {
            std::vector<std::uint32_t> masks;
            for (std::uint32_t mask = 0; mask < (1U << all); ++mask)
                if (static_cast<std::uint32_t>(std::popcount(mask)) == cells) masks.push_back(mask);
            settle_best_first(masks);
        }
        for (const std::uint32_t person : left_)
            masks_[person] = nobody;
        return masks_;
    }

    static constexpr std::uint32_t nobody = 0xffffffff;

private:
    static constexpr std::uint32_t unsettled = 0xfffffffe;

    /// Of masks that leave out equally many cells, first the one that could settle most.
    void settle_best_first(const std::vector<std::uint32_t>& masks)
    {
        std::vector<std::pair<std::size_t, std::uint32_t>> useful;
        for (const std::uint32_t mask : masks)
            if (const std::size_t settled = could_settle(mask); settled > 0)
                useful.emplace_back(settled, mask);
        std::sort(useful.begin(), useful.end(), [](const auto& a, const auto& b) {
            return a.first != b.first ? a.first > b.first : a.second < b.second;
        });
        for (const auto& [settled, mask] : useful)
            settle(mask);
    }

    void hash_left(std::uint32_t mask)
    {
        hashes_.assign(left_.size(), mask);
        for (std::size_t column = 0; column < known_.states.size(); ++column) {
            if ((mask >> column & 1U) != 0) continue;
            const auto& states = known_.states[column];
            for (std::size_t place = 0; place < left_.size(); ++place)
                hashes_[place] = mixed(hashes_[place], states[left_[place]]);
        }
    }

    std::size_t could_settle(std::uint32_t mask)
    {
        hash_left(mask);
        std::sort(hashes_.begin(), hashes_.end());
        std::size_t settled = 0;
        for (std::size_t first = 0; first < hashes_.size();) {
            std::size_t last = first;
            while (last < hashes_.size() && hashes_[last] == hashes_[first])
                ++last;
            if (last - first >= k_) settled += last - first;
            first = last;
        }
        return settled;
    }

    bool same(std::uint32_t mask, std::uint32_t a, std::uint32_t b) const
    {
        for (std::size_t column = 0; column < known_.states.size(); ++column)
            if ((mask >> column & 1U) == 0 && known_.states[column][a] != known_.states[column][b])
                return false;
        return true;
    }

    void settle(std::uint32_t mask)
    {
        hash_left(mask);
        std::vector<std::size_t> order(left_.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            return hashes_[a] != hashes_[b] ? hashes_[a] < hashes_[b] : left_[a] < left_[b];
        });
        for (std::size_t first = 0; first < order.size();) {
            std::size_t last = first;
            bool alike = true;
            while (last < order.size() && hashes_[order[last]] == hashes_[order[first]]) {
                alike = alike && same(mask, left_[order[first]], left_[order[last]]);
                ++last;
            }
            if (alike && last - first >= k_)
                for (std::size_t place = first; place < last; ++place)
                    masks_[left_[order[place]]] = mask;
            first = last;
        }
        std::erase_if(left_, [&](std::uint32_t person) { return masks_[person] != unsettled; });
    }

    const Known& known_;
    std::uint32_t k_;
    std::vector<std::uint32_t> masks_;
    std::vector<std::uint32_t> left_;
    std::vector<std::uint64_t> hashes_;
};

using Widths = std::map<std::string, std::size_t>;

Known known_of(const Microdata& people, const Widths& widths)
{
    const Schema& schema = people.schema();
    Known known;
    for (const std::string& name : schema.identifying) {
        const std::size_t column = column_of(schema, name);
        const auto width = widths.find(name);
        const std::size_t wide = width == widths.end() ? 1 : width->second;
        known.columns.push_back(column);
        known.states.push_back(joined_states(people.states(static_cast<microdata::ColumnNumber>(column)),
                                             schema.columns[column], wide));
        known.missing.push_back(microdata::missing_state(joined(schema.columns[column], wide)));
    }
    return known;
}

/// What is lost, in cells: one for each cell left out, all of a person who is left out, and of each joined
/// cell the share of its bits that is gone.
double loss(const Microdata& people, const Widths& widths, const std::vector<std::uint32_t>& masks)
{
    const Schema& schema = people.schema();
    double lost = 0;
    const auto all = static_cast<double>(schema.columns.size());
    for (const std::uint32_t mask : masks)
        lost += mask == Settling::nobody ? all : std::popcount(mask);
    for (const auto& [name, width] : widths) {
        const auto values = static_cast<double>(schema.columns[column_of(schema, name)].values.size());
        if (width > 1 && values > 1)
            lost += static_cast<double>(people.people()) *
                    std::min(1.0, std::log2(static_cast<double>(width)) / std::log2(values));
    }
    return lost;
}

/// Every choice of widths of the columns that are free, with those that were said.
std::vector<Widths> choices(const Schema& schema, const Widths& said)
{
    std::vector<Widths> all = {said};
    for (const std::string& name : schema.ordered) {
        const bool identifies =
            std::find(schema.identifying.begin(), schema.identifying.end(), name) != schema.identifying.end();
        if (!identifies || said.contains(name)) continue;
        std::vector<Widths> more;
        for (const Widths& before : all)
            for (const std::size_t width : {std::size_t{1}, std::size_t{2}, std::size_t{4}}) {
                Widths next = before;
                next[name] = width;
                more.push_back(std::move(next));
            }
        all = std::move(more);
        if (all.size() >= 27) break; // three free columns; the others stay as they are
    }
    return all;
}

core::Done check_plan(const Microdata& people, const RecodingPlan& plan)
{
    const Schema& schema = people.schema();
    if (plan.k < 2) return core::fail(ErrorKind::invalid, "anonymity/k_too_small", "k");
    if (schema.identifying.empty())
        return core::fail(ErrorKind::invalid, "anonymity/no_identifying_columns", "identifying");
    if (schema.identifying.size() > most_identifying)
        return core::fail(ErrorKind::invalid, "anonymity/too_many_identifying_columns", "identifying");
    for (const auto& [name, width] : plan.widths) {
        const auto is = [&](const auto& list) {
            return std::find(list.begin(), list.end(), name) != list.end();
        };
        if (!is(schema.ordered) || !is(schema.identifying))
            return core::fail(ErrorKind::invalid, "anonymity/not_ordered", name);
        if (width < 1 || width > schema.columns[column_of(schema, name)].values.size())
            return core::fail(ErrorKind::invalid, "anonymity/width_invalid", name);
    }
    if (people.people() < std::size_t{2} * plan.k)
        return core::fail(ErrorKind::invalid, "anonymity/too_few_people");
    return {};
}

Recoded carried_out(const Microdata& people, const Widths& widths, const Known& known,
                    const std::vector<std::uint32_t>& masks)
{
    const Schema& schema = people.schema();
    std::map<std::string, std::int64_t> suppressed;
    std::vector<std::vector<std::uint8_t>> states(people.columns());
    for (std::size_t column = 0; column < states.size(); ++column) {
        const auto place = std::find(known.columns.begin(), known.columns.end(), column);
        const auto number = static_cast<std::size_t>(place - known.columns.begin());
        const bool identifies = place != known.columns.end();
        const auto before = people.states(static_cast<microdata::ColumnNumber>(column));
        for (std::size_t person = 0; person < masks.size(); ++person) {
            if (masks[person] == Settling::nobody) continue;
            if (!identifies) {
                states[column].push_back(before[person]);
                continue;
            }
            const bool out = (masks[person] >> number & 1U) != 0;
            const std::uint8_t state = known.states[number][person];
            if (out && state != known.missing[number]) ++suppressed[schema.columns[column].name];
            states[column].push_back(out ? known.missing[number] : state);
        }
    }
    return {.people = Microdata(joined(schema, widths), std::move(states)),
            .widths = widths,
            .suppressed = std::move(suppressed),
            .left_out = std::count(masks.begin(), masks.end(), Settling::nobody)};
}

} // namespace

core::Result<Recoded> recode(const privacy::Sensitive<Microdata>& sensitive, const privacy::Exact& exact,
                             const RecodingPlan& plan)
{
    const Microdata& people = sensitive.open(exact);
    PANOH_CHECK(check_plan(people, plan));
    struct Try {
        Widths widths;
        Known known;
        std::vector<std::uint32_t> masks;
        double lost = 0;
    };
    std::vector<Try> tries;
    for (Widths& widths : choices(people.schema(), plan.widths))
        tries.push_back({.widths = std::move(widths), .known = {}, .masks = {}});
    core::share_work(tries.size(), core::threads_of(plan.threads), [&](std::size_t place, unsigned) {
        Try& one = tries[place];
        one.known = known_of(people, one.widths);
        one.masks = Settling(one.known, plan.k).run();
        one.lost = loss(people, one.widths, one.masks);
    });
    const auto best = std::min_element(tries.begin(), tries.end(),
                                       [](const Try& a, const Try& b) { return a.lost < b.lost; });
    return carried_out(people, best->widths, best->known, best->masks);
}

} // namespace panoh::anonymity
