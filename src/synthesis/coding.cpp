#include "synthesis/coding.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace panoh::synthesis {
namespace {

constexpr std::uint8_t no_cell = 255;

/// Shares of the states of each cell, by their noisy counts.
void share_cells(CodedColumn& column, const std::vector<double>& counts)
{
    column.share.assign(counts.size(), 0.0);
    for (std::size_t cell = 0; cell < column.cells; ++cell) {
        std::vector<std::size_t> members;
        std::vector<double> own;
        for (std::size_t state = 0; state < counts.size(); ++state) {
            if (column.cell_of[state] != cell) continue;
            members.push_back(state);
            own.push_back(counts[state]);
        }
        const double total = std::accumulate(own.begin(), own.end(), 0.0);
        own = onto_simplex(std::move(own), std::max(total, 0.0));
        for (std::size_t n = 0; n < members.size(); ++n)
            column.share[members[n]] = total > 0 ? own[n] / total : 1 / static_cast<double>(members.size());
    }
}

microdata::Schema stand_in(const Coding& coding)
{
    microdata::Schema schema;
    for (const CodedColumn& column : coding)
        schema.columns.push_back({.name = {}, .values = std::vector<microdata::Value>(column.cells - 2)});
    return schema;
}

/// States by the shares of one cell: `next` says for each row in turn which.
class EvenStates {
public:
    EvenStates(const CodedColumn& column, std::size_t cell, double start) : at_(start)
    {
        double sum = 0;
        for (std::size_t state = 0; state < column.cell_of.size(); ++state) {
            if (column.cell_of[state] != cell || column.share[state] <= 0) continue;
            sum += column.share[state];
            ends_.push_back(sum);
            states_.push_back(static_cast<std::uint8_t>(state));
        }
    }
    std::uint8_t next()
    {
        if (states_.size() == 1) return states_.front();
        // Steps of the golden section leave no stretch of rows without its share.
        at_ += 0.6180339887498949;
        if (at_ >= 1) at_ -= 1;
        const auto found = std::upper_bound(ends_.begin(), ends_.end() - 1, at_ * ends_.back());
        return states_[static_cast<std::size_t>(found - ends_.begin())];
    }

private:
    std::vector<double> ends_;
    std::vector<std::uint8_t> states_;
    double at_;
};

std::size_t number_of(const microdata::Schema& schema, const std::string& name)
{
    const auto found = std::find_if(schema.columns.begin(), schema.columns.end(),
                                    [&](const microdata::Column& column) { return column.name == name; });
    return static_cast<std::size_t>(found - schema.columns.begin());
}

std::size_t state_of(const microdata::Column& column, const std::string& value)
{
    const auto found = std::find_if(column.values.begin(), column.values.end(),
                                    [&](const microdata::Value& other) { return other.name == value; });
    return static_cast<std::size_t>(found - column.values.begin());
}

} // namespace

std::vector<double> onto_simplex(std::vector<double> counts, double total)
{
    if (total <= 0) return std::vector<double>(counts.size(), 0.0);
    std::vector<double> sorted = counts;
    std::sort(sorted.begin(), sorted.end(), std::greater<>());
    double sum = 0;
    double move = 0;
    for (std::size_t n = 0; n < sorted.size(); ++n) {
        sum += sorted[n];
        const double candidate = (total - sum) / static_cast<double>(n + 1);
        if (sorted[n] + candidate > 0) move = candidate;
    }
    for (double& count : counts)
        count = std::max(0.0, count + move);
    return counts;
}

CodedColumn code_column(ColumnNumber source, const NoisyColumn& column, double threshold)
{
    const std::size_t states = column.counts.size();
    CodedColumn coded{
        .source = source, .cells = 0, .cell_of = std::vector<std::uint8_t>(states, no_cell), .share = {}};
    const auto most = static_cast<std::size_t>(std::max_element(column.counts.begin(), column.counts.end()) -
                                               column.counts.begin());
    double rest = 0;
    for (std::size_t state = 0; state < states; ++state) {
        if (column.kept[state] || column.counts[state] >= threshold || state == most)
            coded.cell_of[state] = static_cast<std::uint8_t>(coded.cells++);
        else
            rest += column.counts[state];
    }
    const bool own_cell = rest >= threshold || coded.cells < 2;
    const std::uint8_t cell_of_rest = own_cell ? static_cast<std::uint8_t>(coded.cells) : coded.cell_of[most];
    bool any = false;
    for (std::uint8_t& cell : coded.cell_of) {
        if (cell != no_cell) continue;
        cell = cell_of_rest;
        any = true;
    }
    if (own_cell && any) ++coded.cells;
    share_cells(coded, column.counts);
    return coded;
}

Coding ordered(std::vector<CodedColumn> columns)
{
    std::stable_sort(columns.begin(), columns.end(),
                     [](const CodedColumn& a, const CodedColumn& b) { return a.cells < b.cells; });
    return columns;
}

microdata::Microdata coded(std::vector<std::vector<std::uint8_t>> cells, const Coding& coding)
{
    return {stand_in(coding), std::move(cells)};
}

microdata::Microdata coded(const microdata::Microdata& people, const Coding& coding)
{
    std::vector<std::vector<std::uint8_t>> cells;
    for (const CodedColumn& column : coding) {
        const auto states = people.states(column.source);
        auto& into = cells.emplace_back(states.size());
        std::transform(states.begin(), states.end(), into.begin(),
                       [&](std::uint8_t state) { return column.cell_of[state]; });
    }
    return coded(std::move(cells), coding);
}

std::vector<std::vector<std::uint8_t>> decoded(const std::vector<std::vector<std::uint8_t>>& cells,
                                               const Coding& coding, privacy::RandomBits& bits)
{
    std::vector<std::vector<std::uint8_t>> answer(coding.size());
    for (std::size_t n = 0; n < coding.size(); ++n) {
        std::vector<EvenStates> states;
        for (std::size_t cell = 0; cell < coding[n].cells; ++cell)
            states.emplace_back(coding[n], cell, static_cast<double>(bits.next() >> 11U) * 0x1p-53);
        auto& into = answer[coding[n].source];
        into.reserve(cells[n].size());
        for (const std::uint8_t cell : cells[n])
            into.push_back(states[cell].next());
    }
    return answer;
}

std::vector<std::vector<bool>> named_impossible(const microdata::Schema& schema)
{
    std::vector<std::vector<bool>> named;
    for (const microdata::Column& column : schema.columns)
        named.emplace_back(microdata::states_of(column), false);
    for (const microdata::Impossible& pair : schema.impossible) {
        const std::size_t a = number_of(schema, pair.column);
        const std::size_t b = number_of(schema, pair.other_column);
        named[a][state_of(schema.columns[a], pair.value)] = true;
        named[b][state_of(schema.columns[b], pair.other_value)] = true;
    }
    return named;
}

std::vector<Exclusion> exclusions(const microdata::Schema& schema, const Coding& coding)
{
    std::vector<std::size_t> place(coding.size());
    for (std::size_t n = 0; n < coding.size(); ++n)
        place[coding[n].source] = n;
    std::map<Columns, std::vector<bool>> all;
    for (const microdata::Impossible& pair : schema.impossible) {
        const std::size_t first = number_of(schema, pair.column);
        const std::size_t second = number_of(schema, pair.other_column);
        std::size_t a = place[first];
        std::size_t b = place[second];
        std::size_t cell_a = coding[a].cell_of[state_of(schema.columns[first], pair.value)];
        std::size_t cell_b = coding[b].cell_of[state_of(schema.columns[second], pair.other_value)];
        if (a > b) {
            std::swap(a, b);
            std::swap(cell_a, cell_b);
        }
        auto& excluded = all[{static_cast<ColumnNumber>(a), static_cast<ColumnNumber>(b)}];
        excluded.resize(coding[a].cells * coding[b].cells, false);
        excluded[cell_a * coding[b].cells + cell_b] = true;
    }
    std::vector<Exclusion> answer;
    for (auto& [columns, excluded] : all)
        answer.push_back({.columns = columns, .excluded = std::move(excluded)});
    return answer;
}

} // namespace panoh::synthesis
