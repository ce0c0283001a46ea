#include <algorithm>
#include <charconv>
#include <cmath>
#include <functional>
#include <optional>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "core/text.h"
#include "microdata/read_microdata.h"
#include "tables/place.h"
#include "tables/refusal.h"

namespace panoh::microdata {

namespace {

/// The texts of one column, until there are too many of them.
class Texts {
public:
    void add(std::string_view text)
    {
        if (text.empty() || too_many_ || known_.find(text) != known_.end()) return;
        known_.emplace(text);
        too_many_ = known_.size() + 2 > most_states;
    }

    [[nodiscard]] std::vector<Value> values() const
    {
        if (too_many_) return {};
        std::vector<std::string> texts(known_.begin(), known_.end());
        std::ranges::sort(texts, comes_before);
        std::vector<Value> all;
        for (std::string& text : texts)
            all.push_back({.name = std::move(text)});
        return all;
    }

private:
    static std::optional<double> number_of(std::string_view text)
    {
        double value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        const bool whole = error == std::errc() && end == text.data() + text.size();
        return whole && std::isfinite(value) ? std::optional(value) : std::nullopt;
    }
    /// Numbers first, by their value; then texts, by their bytes.
    static bool comes_before(const std::string& a, const std::string& b)
    {
        const auto x = number_of(a);
        const auto y = number_of(b);
        if (x.has_value() != y.has_value()) return x.has_value();
        return x && *x != *y ? *x < *y : a < b;
    }

    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    };

    std::unordered_set<std::string, Hash, std::equal_to<>> known_;
    bool too_many_ = false;
};

std::int64_t rounded_up(std::int64_t people)
{
    std::int64_t unit = 1;
    while (people > 9 * unit)
        unit *= 10;
    return std::max<std::int64_t>((people + unit - 1) / unit * unit, 1);
}

/// Takes rows one at a time.
class Profiler {
public:
    [[nodiscard]] core::Done take(const tables::Row& row)
    {
        if (names_.empty()) return take_names(row);
        if (row.cells.size() > names_.size())
            return tables::refuse("microdata/column_undeclared",
                                  tables::to_string(tables::CellPlace{row.number, names_.size()}));
        for (std::size_t i = 0; i < row.cells.size(); ++i)
            texts_[i].add(core::trim(row.cells[i]));
        ++rows_;
        return {};
    }

    [[nodiscard]] std::int64_t rows() const { return rows_; }

    [[nodiscard]] Schema schema(std::string lineage) const
    {
        Schema schema{
            .lineage = std::move(lineage), .people = rounded_up(rows_), .person = {}, .columns = {}};
        for (std::size_t i = 0; i < names_.size(); ++i)
            schema.columns.push_back({.name = names_[i], .values = texts_[i].values()});
        schema.from_data = names_;
        return schema;
    }

private:
    core::Done take_names(const tables::Row& row)
    {
        std::unordered_set<std::string_view> seen;
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            const std::string_view name = core::trim(row.cells[i]);
            const std::string place = tables::to_string(tables::CellPlace{row.number, i});
            if (name.empty()) return tables::refuse("microdata/column_undeclared", place);
            if (!seen.insert(name).second) return tables::refuse("microdata/column_twice", std::string(name));
            names_.emplace_back(name);
        }
        texts_.resize(names_.size());
        return {};
    }

    std::vector<std::string> names_;
    std::vector<Texts> texts_;
    std::int64_t rows_ = 0;
};

} // namespace

core::Result<Schema> profile(std::string bytes, std::string lineage)
{
    PANOH_TRY(const tables::Table table, tables::open_table(std::move(bytes)));
    Profiler profiler;
    core::Done done;
    const auto read = table.each_row(0, [&](const tables::Row& row) {
        done = profiler.take(row);
        return done.has_value();
    });
    PANOH_CHECK(done);
    if (!read) return core::fail(read.error());
    if (profiler.rows() == 0) return tables::refuse("microdata/no_rows", "file");
    return profiler.schema(std::move(lineage));
}

} // namespace panoh::microdata
