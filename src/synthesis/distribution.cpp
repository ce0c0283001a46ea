#include "synthesis/distribution.h"

#include <algorithm>
#include <numeric>

#include "synthesis/draw.h"
#include "synthesis/joint.h"

namespace panoh::synthesis {
namespace {

/// Columns in the order they go inside: those that only cliques far from the root have come first.
std::vector<ColumnNumber> inner_order(const Shape& shape, const JunctionTree& tree)
{
    std::vector<std::size_t> top(shape.size(), 0);
    for (std::size_t clique = tree.size(); clique-- > 0;)
        for (const ColumnNumber column : tree[clique].columns)
            top[column] = clique;
    std::vector<ColumnNumber> order(shape.size());
    std::iota(order.begin(), order.end(), ColumnNumber{0});
    std::sort(order.begin(), order.end(), [&](ColumnNumber a, ColumnNumber b) {
        if (top[a] != top[b]) return top[a] > top[b];
        return shape[a] != shape[b] ? shape[a] < shape[b] : a < b;
    });
    return order;
}

} // namespace

Distribution::Distribution(const Shape& shape, const Graph& graph, std::span<const Columns> sets)
    : shape_(shape), tree_(make_tree(shape, graph)), number_(shape.size())
{
    const auto order = inner_order(shape_, tree_);
    for (std::size_t place = 0; place < order.size(); ++place) {
        number_[order[place]] = static_cast<ColumnNumber>(place);
        inner_shape_.push_back(shape_[order[place]]);
    }
    JunctionTree inner_tree;
    for (const Clique& clique : tree_)
        inner_tree.push_back({inside(clique.columns), inside(clique.separator), clique.parent});
    std::vector<Columns> inner_sets;
    for (const Columns& set : sets) {
        inner_sets.push_back(inside(set));
        turns_.push_back(turned(set));
    }
    calibration_.emplace(inner_shape_, std::move(inner_tree), inner_sets);
}

Columns Distribution::inside(const Columns& columns) const
{
    Columns answer;
    for (const ColumnNumber column : columns)
        answer.push_back(number_[column]);
    std::sort(answer.begin(), answer.end());
    return answer;
}

std::vector<std::uint32_t> Distribution::turned(const Columns& columns) const
{
    std::vector<std::size_t> by_number(columns.size());
    std::iota(by_number.begin(), by_number.end(), std::size_t{0});
    if (std::is_sorted(columns.begin(), columns.end(),
                       [&](ColumnNumber a, ColumnNumber b) { return number_[a] < number_[b]; }))
        return {};
    std::sort(by_number.begin(), by_number.end(),
              [&](std::size_t a, std::size_t b) { return number_[columns[a]] < number_[columns[b]]; });
    std::vector<std::size_t> stride(columns.size(), 1);
    for (std::size_t n = columns.size(); n-- > 1;)
        stride[n - 1] = stride[n] * shape_[columns[n]];
    std::vector<std::uint32_t> places = {0};
    for (const std::size_t n : by_number) {
        std::vector<std::uint32_t> longer;
        longer.reserve(places.size() * shape_[columns[n]]);
        for (const std::uint32_t place : places)
            for (std::size_t state = 0; state < shape_[columns[n]]; ++state)
                longer.push_back(place + static_cast<std::uint32_t>(state * stride[n]));
        places = std::move(longer);
    }
    return places;
}

std::vector<float> Distribution::outside(std::vector<float> table, const Columns& columns) const
{
    const auto turn = turned(columns);
    if (turn.empty()) return table;
    std::vector<float> answer(table.size());
    for (std::size_t n = 0; n < table.size(); ++n)
        answer[turn[n]] = table[n];
    return answer;
}

void Distribution::put_factor(std::size_t set, std::span<const float> logs)
{
    const auto into = calibration_->factor(set);
    const auto& turn = turns_[set];
    if (turn.empty()) {
        std::copy(logs.begin(), logs.end(), into.begin());
        return;
    }
    for (std::size_t n = 0; n < into.size(); ++n)
        into[n] = logs[turn[n]];
}

void Distribution::take_set(std::size_t set, std::span<float> into) const
{
    const auto mass = calibration_->of_set(set);
    const auto& turn = turns_[set];
    if (turn.empty()) {
        std::copy(mass.begin(), mass.end(), into.begin());
        return;
    }
    for (std::size_t n = 0; n < mass.size(); ++n)
        into[turn[n]] = mass[n];
}

std::optional<std::vector<float>> Distribution::within_clique(const Columns& columns) const
{
    const std::size_t none = tree_.size();
    std::size_t best = none;
    for (std::size_t n = 0; n < tree_.size(); ++n)
        if (contains(tree_[n].columns, columns) &&
            (best == none || cells_of(shape_, tree_[n].columns) < cells_of(shape_, tree_[best].columns)))
            best = n;
    if (best == none) return std::nullopt;
    const Way way(inner_shape_, inside(tree_[best].columns), inside(columns));
    std::vector<float> room(way.room());
    std::vector<float> mass(way.to_cells());
    way.sum(calibration_->of_clique(best).data(), mass.data(), room.data());
    return outside(std::move(mass), columns);
}

core::Result<std::vector<float>> Distribution::joint(const Columns& columns) const
{
    PANOH_TRY(std::vector<float> table, synthesis::joint(*calibration_, inside(columns)));
    return outside(std::move(table), columns);
}

std::vector<std::vector<std::uint8_t>> Distribution::draw(std::size_t rows, privacy::RandomBits& bits) const
{
    auto inner = draw_rows(*calibration_, rows, bits);
    std::vector<std::vector<std::uint8_t>> answer;
    for (const ColumnNumber number : number_)
        answer.push_back(std::move(inner[number]));
    return answer;
}

} // namespace panoh::synthesis
