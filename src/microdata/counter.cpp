#include "microdata/counter.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "core/crew.h"
#include "microdata/coded_column.h"
#include "microdata/combination_search.h"
#include "microdata/histogram.h"
#include "microdata/marginal_search.h"
#include "microdata/must.h"

namespace panoh::microdata {

struct Counter::Content {
    const Microdata* people = nullptr;
    unsigned threads = 1;
    Processor processor = Processor::plain;
    std::vector<Attribute> attributes = {};
    /// For each column and state the attribute's number; none where it is not counted.
    std::vector<std::vector<std::int32_t>> numbers = {};
    /// For each column how many people have each state.
    std::vector<std::vector<std::uint32_t>> counts = {};
};

namespace {

void check_columns(std::span<const ColumnNumber> columns, std::size_t all)
{
    must(std::ranges::adjacent_find(columns, std::greater_equal<>()) == columns.end());
    must(columns.empty() || columns.back() < all);
}

} // namespace

std::size_t cells_of(const Schema& schema, std::span<const ColumnNumber> columns)
{
    std::size_t cells = 1;
    for (const ColumnNumber column : columns)
        cells *= states_of(schema.columns[column]);
    return cells;
}

Counter::Counter(const Microdata& people, unsigned threads, Processor processor)
    : content_(std::make_unique<Content>())
{
    content_->people = &people;
    // Little work is done before another thread has begun.
    constexpr std::size_t little = 1U << 15U;
    content_->threads = people.people() * people.columns() < little ? 1 : core::threads_of(threads);
    content_->processor = processor;
    const Schema& schema = people.schema();
    content_->counts.resize(people.columns());
    core::share_work(people.columns(), content_->threads, [&](std::size_t column, unsigned) {
        content_->counts[column] =
            count_states(people.states(static_cast<ColumnNumber>(column)), states_of(schema.columns[column]));
    });
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
    check_columns(columns, content_->people->columns());
    return histogram(*content_->people, columns);
}

std::vector<std::vector<std::uint32_t>> Counter::marginals(std::span<const Columns> wanted) const
{
    for (const Columns& columns : wanted)
        check_columns(columns, content_->people->columns());
    return search_marginals(*content_->people, content_->counts, wanted, content_->threads,
                            content_->processor);
}

std::vector<Combinations> Counter::combinations(std::size_t length, std::uint32_t at_least) const
{
    must(length >= 1 && length <= 4 && at_least >= 1);
    return search_combinations(*content_->people, content_->counts, content_->numbers,
                               content_->attributes.size(), length, at_least, content_->threads,
                               content_->processor);
}

} // namespace panoh::microdata
