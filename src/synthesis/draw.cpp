#include "synthesis/draw.h"

#include <algorithm>
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

/// Puts rows that lie side by side into places far apart: of every two neighbours one goes into each half, of
/// every four one into each quarter, and so on; which one, is left to chance each time. Without that chance,
/// rows that take turns would end up in one half.
class EvenPlaces {
public:
    /// For each row of `count` its place of 0 up to below 2^width(); no two have the same.
    void make(std::size_t count, privacy::RandomBits& bits)
    {
        width_ = count < 2 ? 0 : static_cast<unsigned>(std::bit_width(count - 1));
        const unsigned turned = std::min(width_, most_turned);
        // A random bit for each two, each four, ... of rows.
        words_.resize((std::size_t{1} << width_) / 64 + 1);
        for (std::uint64_t& word : words_)
            word = bits.next();
        const std::uint64_t fine = bits.next();
        places_.resize(count);
        for (std::size_t row = 0; row < count; ++row) {
            std::size_t place = 0;
            std::size_t start = 0;
            for (unsigned level = 0; level < width_; ++level) {
                std::size_t bit = (row >> level) & 1U;
                if (level < turned) {
                    const std::size_t chance = start + (row >> (level + 1));
                    bit ^= (words_[chance / 64] >> (chance % 64)) & 1U;
                    start += std::size_t{1} << (width_ - level - 1);
                } else {
                    bit ^= (fine >> level) & 1U;
                }
                place |= bit << (width_ - level - 1);
            }
            places_[row] = static_cast<std::uint32_t>(place);
        }
    }
    [[nodiscard]] unsigned width() const { return width_; }
    [[nodiscard]] std::uint32_t operator[](std::size_t row) const { return places_[row]; }

private:
    static constexpr unsigned most_turned = 8;
    unsigned width_ = 0;
    std::vector<std::uint64_t> words_;
    std::vector<std::uint32_t> places_;
};

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

    /// `order` holds all rows, those together that are alike in the columns drawn last; so it does
    /// afterwards.
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
    /// The rows of one state of the separator; sorts them by what they get.
    void draw_group(std::size_t given, std::span<std::uint32_t> rows)
    {
        double total = 0;
        for (const std::size_t offset : fresh_offsets_)
            total += static_cast<double>(mass_[given + offset]);
        if (rows.size() == 1) return give(rows[0], cell_at(given, total * fraction(bits_)));
        places_.make(rows.size(), bits_);
        by_place_.assign(std::size_t{1} << places_.width(), nobody);
        for (std::size_t n = 0; n < rows.size(); ++n)
            by_place_[places_[n]] = static_cast<std::uint32_t>(n);
        by_place_.erase(std::remove(by_place_.begin(), by_place_.end(), nobody), by_place_.end());
        // Where places are left free, some rows are nearer to the ends than others: the start is anybody's.
        std::rotate(by_place_.begin(),
                    by_place_.begin() + static_cast<std::ptrdiff_t>(bits_.below(rows.size())),
                    by_place_.end());

        // Rows in the order of their places, one after the other, fill the cells.
        const double step = total / static_cast<double>(rows.size());
        double next = step * fraction(bits_);
        std::size_t cell = 0;
        double sum = static_cast<double>(mass_[given + fresh_offsets_[0]]);
        std::size_t last = 0;
        cells_.resize(rows.size());
        counts_.assign(fresh_offsets_.size() + 1, 0);
        for (const std::uint32_t n : by_place_) {
            while (next >= sum && cell + 1 < fresh_offsets_.size())
                sum += static_cast<double>(mass_[given + fresh_offsets_[++cell]]);
            if (mass_[given + fresh_offsets_[cell]] > 0) last = cell;
            cells_[n] = static_cast<std::uint32_t>(last);
            ++counts_[last + 1];
            next += step;
        }
        std::partial_sum(counts_.begin(), counts_.end(), counts_.begin());
        sorted_.resize(rows.size());
        for (std::size_t n = 0; n < rows.size(); ++n) {
            give(rows[n], cells_[n]);
            sorted_[counts_[cells_[n]]++] = rows[n];
        }
        std::copy(sorted_.begin(), sorted_.end(), rows.begin());
    }

    [[nodiscard]] std::size_t cell_at(std::size_t given, double at) const
    {
        std::size_t last = 0;
        double sum = 0;
        for (std::size_t cell = 0; cell < fresh_offsets_.size() && (cell == 0 || sum <= at); ++cell) {
            const auto mass = static_cast<double>(mass_[given + fresh_offsets_[cell]]);
            if (mass > 0) last = cell;
            sum += mass;
        }
        return last;
    }

    void give(std::uint32_t row, std::size_t cell)
    {
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
    static constexpr std::uint32_t nobody = ~std::uint32_t{0};
    EvenPlaces places_;
    std::vector<std::uint32_t> by_place_;
    std::vector<std::uint32_t> cells_;
    std::vector<std::size_t> counts_;
    std::vector<std::uint32_t> sorted_;
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
