#include "microdata/counter.h"

#include <algorithm>
#include <map>
#include <utility>

#include "microdata/must.h"

namespace panoh::microdata {

struct Counter::Content {
    const Microdata* people = nullptr;
    unsigned threads = 1;
    std::vector<Attribute> attributes = {};
    /// For each column and state the attribute's number; none where it is not counted.
    std::vector<std::vector<std::int32_t>> numbers = {};
};

std::size_t cells_of(const Schema& schema, std::span<const ColumnNumber> columns)
{
    std::size_t cells = 1;
    for (const ColumnNumber column : columns)
        cells *= states_of(schema.columns[column]);
    return cells;
}

Counter::Counter(const Microdata& people, unsigned threads) : content_(std::make_unique<Content>())
{
    content_->people = &people;
    content_->threads = threads;
    const Schema& schema = people.schema();
    content_->numbers.resize(people.columns());
    for (std::size_t column = 0; column < people.columns(); ++column) {
        for (std::size_t state = 0; state < states_of(schema.columns[column]); ++state) {
            const bool counted = is_counted(schema.columns[column], static_cast<std::uint8_t>(state));
            content_->numbers[column].push_back(
                counted ? static_cast<std::int32_t>(content_->attributes.size()) : -1);
            if (counted)
                content_->attributes.push_back(
                    {static_cast<ColumnNumber>(column), static_cast<std::uint8_t>(state)});
        }
    }
}

Counter::~Counter() = default;
Counter::Counter(Counter&&) noexcept = default;
Counter& Counter::operator=(Counter&&) noexcept = default;

const Microdata& Counter::people() const
{
    return *content_->people;
}

std::span<const Attribute> Counter::attributes() const
{
    return content_->attributes;
}

std::vector<std::uint32_t> Counter::marginal(std::span<const ColumnNumber> columns) const
{
    const Microdata& people = *content_->people;
    must(std::ranges::adjacent_find(columns, std::greater_equal<>()) == columns.end());
    must(columns.empty() || columns.back() < people.columns());
    std::vector<std::uint32_t> counts(cells_of(people.schema(), columns));
    for (std::size_t person = 0; person < people.people(); ++person) {
        std::size_t cell = 0;
        for (const ColumnNumber column : columns)
            cell = cell * states_of(people.schema().columns[column]) + people.states(column)[person];
        ++counts[cell];
    }
    return counts;
}

std::vector<std::vector<std::uint32_t>> Counter::marginals(std::span<const Columns> wanted) const
{
    std::vector<std::vector<std::uint32_t>> all;
    all.reserve(wanted.size());
    for (const Columns& columns : wanted)
        all.push_back(marginal(columns));
    return all;
}

std::vector<Combinations> Counter::combinations(std::size_t length, std::uint32_t at_least) const
{
    must(length >= 1 && length <= 4 && at_least >= 1);
    using Key = std::vector<std::uint16_t>;
    std::vector<std::map<Key, std::uint32_t>> found(length);
    Key has;
    for (std::size_t person = 0; person < content_->people->people(); ++person) {
        has.clear();
        for (std::size_t column = 0; column < content_->people->columns(); ++column) {
            const auto number =
                content_
                    ->numbers[column][content_->people->states(static_cast<ColumnNumber>(column))[person]];
            if (number >= 0) has.push_back(static_cast<std::uint16_t>(number));
        }
        Key key;
        const auto add = [&](const auto& self, std::size_t from) -> void {
            for (std::size_t i = from; i < has.size(); ++i) {
                key.push_back(has[i]);
                ++found[key.size() - 1][key];
                if (key.size() < length) self(self, i + 1);
                key.pop_back();
            }
        };
        add(add, 0);
    }
    std::vector<Combinations> all;
    for (std::size_t i = 0; i < length; ++i) {
        std::vector<std::uint16_t> attributes;
        std::vector<std::uint32_t> counts;
        for (const auto& [key, count] : found[i]) {
            if (count < at_least) continue;
            attributes.insert(attributes.end(), key.begin(), key.end());
            counts.push_back(count);
        }
        all.emplace_back(i + 1, std::move(attributes), std::move(counts));
    }
    return all;
}

} // namespace panoh::microdata
