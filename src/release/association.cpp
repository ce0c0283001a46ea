#include "release/association.h"

#include <algorithm>
#include <cmath>

namespace panoh::release {

namespace {

using microdata::ColumnNumber;

double in_thousandths(double value)
{
    return std::round(value * 1000) / 1000;
}

/// The published numbers of one pair of columns with their rest, as a whole table.
class PairTables {
public:
    PairTables(std::size_t columns, const tabulation::Tables& tables)
        : tables_(tables), places_(columns), first_(columns)
    {
        for (std::size_t number = 0; number < tables.attributes.size(); ++number) {
            const auto column = tables.attributes[number].column;
            if (places_[column] == 0) first_[column] = number;
            place_of_.push_back(places_[column]++);
        }
        ones_.resize(tables.attributes.size());
        const auto& ones = tables.lengths[0];
        for (std::size_t place = 0; place < ones.size(); ++place)
            ones_[ones.attributes_of(place)[0]] = ones.counts[place];
        for (std::size_t column = 0; column < columns; ++column) {
            cells_.emplace_back();
            for (std::size_t before = 0; before < column; ++before)
                cells_[column].emplace_back((places_[column] + 1) * (places_[before] + 1));
        }
        fill();
    }
    [[nodiscard]] double v(std::size_t column, std::size_t before) const
    {
        return cramers_v(cells_[column][before], places_[before] + 1, places_[column] + 1);
    }

private:
    void fill()
    {
        const auto& pairs = tables_.lengths[1];
        for (std::size_t place = 0; place < pairs.size(); ++place) {
            const auto numbers = pairs.attributes_of(place);
            const auto first = tables_.attributes[numbers[0]].column;
            const auto second = tables_.attributes[numbers[1]].column;
            const std::size_t wide = places_[second] + 1;
            cells_[second][first][place_of_[numbers[0]] * wide + place_of_[numbers[1]]] = pairs.counts[place];
        }
        for (std::size_t second = 0; second < cells_.size(); ++second)
            for (std::size_t first = 0; first < second; ++first)
                add_rest(cells_[second][first], first, second);
    }
    /// What the margins leave over: to the right, below, and in the corner.
    void add_rest(std::vector<double>& cells, std::size_t first, std::size_t second) const
    {
        const std::size_t wide = places_[second] + 1;
        const auto count_of = [&](std::size_t column, std::size_t place) {
            return static_cast<double>(ones_[first_[column] + place]);
        };
        double all = 0;
        for (std::size_t row = 0; row < places_[first]; ++row) {
            double inner = 0;
            for (std::size_t place = 0; place + 1 < wide; ++place)
                inner += cells[row * wide + place];
            const double rest = std::max(0.0, count_of(first, row) - inner);
            cells[row * wide + wide - 1] = rest;
            all += inner + rest;
        }
        for (std::size_t place = 0; place + 1 < wide; ++place) {
            double inner = 0;
            for (std::size_t row = 0; row < places_[first]; ++row)
                inner += cells[row * wide + place];
            const double rest = std::max(0.0, count_of(second, place) - inner);
            cells[places_[first] * wide + place] = rest;
            all += rest;
        }
        cells[places_[first] * wide + wide - 1] = std::max(0.0, static_cast<double>(tables_.people) - all);
    }

    const tabulation::Tables& tables_;
    std::vector<std::size_t> places_;   ///< counted values of each column
    std::vector<std::size_t> first_;    ///< number of the first attribute of each column
    std::vector<std::size_t> place_of_; ///< of an attribute among its column's
    std::vector<std::uint32_t> ones_;
    std::vector<std::vector<std::vector<double>>> cells_;
};

} // namespace

double cramers_v(std::span<const double> counts, std::size_t rows, std::size_t columns)
{
    std::vector<double> of_row(rows);
    std::vector<double> of_column(columns);
    double all = 0;
    for (std::size_t row = 0; row < rows; ++row)
        for (std::size_t column = 0; column < columns; ++column) {
            const double count = counts[row * columns + column];
            of_row[row] += count;
            of_column[column] += count;
            all += count;
        }
    const auto there = [](const std::vector<double>& sums) {
        return static_cast<double>(std::ranges::count_if(sums, [](double sum) { return sum > 0; }));
    };
    const double r = there(of_row);
    const double c = there(of_column);
    if (r < 2 || c < 2 || all < 2) return 0;
    double squares = 0;
    for (std::size_t row = 0; row < rows; ++row)
        for (std::size_t column = 0; column < columns; ++column)
            if (const double expected = of_row[row] * of_column[column]; expected > 0)
                squares += counts[row * columns + column] * counts[row * columns + column] / expected;
    const double phi = std::max(0.0, squares - 1 - (r - 1) * (c - 1) / (all - 1));
    const double less = std::min(r - (r - 1) * (r - 1) / (all - 1), c - (c - 1) * (c - 1) / (all - 1)) - 1;
    return less <= 0 ? 0 : std::min(1.0, std::sqrt(phi / less));
}

Association association_of(const microdata::Counter& rows)
{
    const std::size_t columns = rows.people().columns();
    std::vector<microdata::Columns> pairs;
    for (std::size_t second = 0; second < columns; ++second)
        for (std::size_t first = 0; first < second; ++first)
            pairs.push_back({static_cast<ColumnNumber>(first), static_cast<ColumnNumber>(second)});
    const auto tables = rows.marginals(pairs);
    Association association;
    std::size_t place = 0;
    for (std::size_t second = 0; second < columns; ++second) {
        association.below.emplace_back();
        for (std::size_t first = 0; first < second; ++first, ++place) {
            const std::vector<double> counts(tables[place].begin(), tables[place].end());
            const auto& of = rows.people().schema().columns;
            association.below[second].push_back(in_thousandths(
                cramers_v(counts, microdata::states_of(of[first]), microdata::states_of(of[second]))));
        }
    }
    return association;
}

Association association_of(const microdata::Schema& schema, const tabulation::Tables& tables)
{
    if (tables.lengths.size() < 2) return {};
    const PairTables pairs(schema.columns.size(), tables);
    Association association;
    for (std::size_t second = 0; second < schema.columns.size(); ++second) {
        association.below.emplace_back();
        for (std::size_t first = 0; first < second; ++first)
            association.below[second].push_back(in_thousandths(pairs.v(second, first)));
    }
    return association;
}

} // namespace panoh::release
