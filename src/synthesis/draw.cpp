#include "synthesis/draw.h"

#include <bit>
#include <numeric>

namespace panoh::synthesis {
namespace {

using States = std::vector<std::vector<std::uint8_t>>;

/// Where in a clique's table each state of some of its columns stands; row by row of those columns.
std::vector<std::size_t> offsets(const Shape& shape, const Columns& clique, const Columns& some)
{
    std::vector<std::size_t> answer = {0};
    for (const ColumnNumber column : some) {
        std::size_t stride = 1;
        for (const ColumnNumber other : clique)
            if (other > column) stride *= shape[other];
        std::vector<std::size_t> longer;
        longer.reserve(answer.size() * shape[column]);
        for (const std::size_t start : answer)
            for (std::size_t state = 0; state < shape[column]; ++state)
                longer.push_back(start + state * stride);
        answer = std::move(longer);
    }
    return answer;
}

/// A number of [0, 1).
double fraction(privacy::RandomBits& bits)
{
    return static_cast<double>(bits.next() >> 11U) * 0x1p-53;
}

/// The numbers below `count` in an order whose every stretch is spread evenly (van der Corput's).
void even_order(std::size_t count, std::vector<std::uint32_t>& order)
{
    order.clear();
    const auto width = static_cast<unsigned>(std::bit_width(count - 1));
    for (std::uint32_t n = 0; order.size() < count; ++n) {
        std::uint32_t turned = 0;
        for (unsigned bit = 0; bit < width; ++bit)
            turned |= ((n >> bit) & 1U) << (width - 1 - bit);
        if (turned < count) order.push_back(turned);
    }
}

/// Draws the new columns of one clique for all rows.
class CliqueDraw {
public:
    CliqueDraw(const Calibration& calibration, std::size_t clique, States& states, privacy::RandomBits& bits)
        : columns_(calibration.tree()[clique].columns), separator_(calibration.tree()[clique].separator),
          fresh_(without(columns_, separator_)), shape_(calibration.shape()),
          mass_(calibration.of_clique(clique)), states_(states), bits_(bits)
    {
        fresh_offsets_ = offsets(shape_, columns_, fresh_);
    }

    /// `order` holds the rows, alike ones together; so it does afterwards.
    void draw(std::vector<std::uint32_t>& order)
    {
        const auto given = offsets(shape_, columns_, separator_);
        std::vector<std::size_t> ends(given.size() + 1, 0);
        std::vector<std::uint32_t> keys(order.size());
        for (std::size_t n = 0; n < order.size(); ++n) {
            std::size_t key = 0;
            for (const ColumnNumber column : separator_)
                key = key * shape_[column] + states_[column][order[n]];
            keys[n] = static_cast<std::uint32_t>(key);
            ++ends[key + 1];
        }
        std::partial_sum(ends.begin(), ends.end(), ends.begin());
        std::vector<std::uint32_t> sorted(order.size());
        for (std::size_t n = 0; n < order.size(); ++n)
            sorted[ends[keys[n]]++] = order[n];
        order = std::move(sorted);
        std::size_t start = 0;
        for (std::size_t group = 0; group < given.size(); ++group) {
            if (ends[group] > start) draw_group(given[group], {order.data() + start, ends[group] - start});
            start = ends[group];
        }
    }

private:
    void draw_group(std::size_t given, std::span<const std::uint32_t> rows)
    {
        double total = 0;
        for (const std::size_t offset : fresh_offsets_)
            total += static_cast<double>(mass_[given + offset]);
        const double step = total / static_cast<double>(rows.size());
        double next = step * fraction(bits_);
        double sum = 0;
        even_order(rows.size(), places_);
        const std::size_t turn = bits_.below(rows.size());
        std::size_t done = 0;
        std::size_t last = 0;
        for (std::size_t cell = 0; cell < fresh_offsets_.size() && done < rows.size(); ++cell) {
            const auto mass = static_cast<double>(mass_[given + fresh_offsets_[cell]]);
            if (mass > 0) last = cell;
            sum += mass;
            for (; next < sum && done < rows.size(); next += step)
                give(rows, (done++ + turn) % rows.size(), cell);
        }
        for (; done < rows.size(); ++done)
            give(rows, (done + turn) % rows.size(), last); // what rounding left over
    }

    void give(std::span<const std::uint32_t> rows, std::size_t place, std::size_t cell)
    {
        const std::uint32_t row = rows[places_[place]];
        for (std::size_t n = fresh_.size(); n-- > 0; cell /= shape_[fresh_[n]])
            states_[fresh_[n]][row] = static_cast<std::uint8_t>(cell % shape_[fresh_[n]]);
    }

    const Columns& columns_;
    const Columns& separator_;
    Columns fresh_;
    const Shape& shape_;
    std::span<const float> mass_;
    States& states_;
    privacy::RandomBits& bits_;
    std::vector<std::size_t> fresh_offsets_;
    std::vector<std::uint32_t> places_;
};

} // namespace

States draw_rows(const Calibration& calibration, std::size_t rows, privacy::RandomBits& bits)
{
    States states(calibration.shape().size(), std::vector<std::uint8_t>(rows));
    std::vector<std::uint32_t> order(rows);
    std::iota(order.begin(), order.end(), std::uint32_t{0});
    if (rows == 0) return states;
    for (std::size_t clique = 0; clique < calibration.tree().size(); ++clique)
        CliqueDraw(calibration, clique, states, bits).draw(order);
    return states;
}

} // namespace panoh::synthesis
