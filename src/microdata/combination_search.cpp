#include "microdata/combination_search.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/crew.h"
#include "microdata/coded_column.h"
#include "microdata/found.h"
#include "microdata/slice_counts.h"

namespace panoh::microdata {

namespace {

/// The attributes that all rows of a slice have, as the beginning of keys.
class Prefix {
public:
    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] Prefix with(std::uint16_t number) const
    {
        Prefix longer = *this;
        std::size_t place = size_;
        for (; place > 0 && longer.numbers_[place - 1] > number; --place)
            longer.numbers_[place] = longer.numbers_[place - 1];
        longer.numbers_[place] = number;
        ++longer.size_;
        return longer;
    }
    [[nodiscard]] Found::Key key() const
    {
        Found::Key key = 0;
        for (std::size_t i = 0; i < size_; ++i)
            key = key << Found::number_bits | numbers_[i];
        return key;
    }

private:
    std::array<std::uint16_t, 4> numbers_ = {};
    std::size_t size_ = 0;
};

/// Keys of a prefix and one more number, wherever that belongs among them.
class OneMore {
public:
    explicit OneMore(const Prefix& prefix) : key_(prefix.key()), size_(prefix.size()) {}
    [[nodiscard]] Found::Key key(std::uint16_t number) const
    {
        unsigned smaller_bits = 0; // of the numbers behind the new one
        for (std::size_t i = 0; i < size_; ++i)
            if (static_cast<std::uint16_t>(key_ >> (Found::number_bits * i)) > number)
                smaller_bits += Found::number_bits;
        const Found::Key behind = key_ & ((Found::Key{1} << smaller_bits) - 1);
        const Found::Key before = key_ >> smaller_bits;
        return ((before << Found::number_bits | number) << smaller_bits) | behind;
    }

private:
    Found::Key key_;
    std::size_t size_;
};

/// What all threads share.
struct Search {
    std::vector<CodedColumn> columns = {};
    std::vector<std::vector<std::uint16_t>> numbers = {}; ///< of each code of those columns
    std::size_t rows = 0;
    std::size_t length = 0;
    std::uint32_t at_least = 1;
};

/// One thread's part.
class Searcher {
public:
    Searcher(const Search& search, const PairPlans& plans, const BitKernels& kernels, Found& found)
        : search_(search), plans_(plans), kernels_(kernels), found_(found), counts_(kernels)
    {
        std::vector<const CodedColumn*> columns;
        for (const CodedColumn& column : search.columns)
            columns.push_back(&column);
        whole_.take_all(columns, search.rows);
    }

    /// All combinations of two.
    void pairs_of_all() { pairs_in(whole_, {}); }

    /// All combinations that have this code and otherwise codes of columns behind.
    void with_first(std::size_t column, std::uint8_t code)
    {
        const Prefix prefix = Prefix().with(search_.numbers[column][code]);
        first_.divide(whole_, column, code, kernels_);
        if (search_.length == 3) return pairs_in(first_, prefix);
        for (std::size_t later = column + 1; later < search_.columns.size(); ++later)
            for (std::size_t other = 0; other < search_.columns[later].size(); ++other)
                with_second(prefix, later, static_cast<std::uint8_t>(other));
    }

private:
    /// Takes what is counted in a slice.
    struct Use {
        Searcher& searcher;
        const Slice& slice;
        const PairPlan& plan;
        const Prefix& prefix;

        void line(std::size_t place, std::uint32_t count, std::span<const PairPlan::Places> places,
                  const std::uint32_t* counts)
        {
            if (count < searcher.search_.at_least) return;
            const std::size_t column = plan.column_of_place()[place];
            const Prefix longer = prefix.with(searcher.search_.numbers[column][place - plan.place(column)]);
            searcher.add_single(longer, count);
            for (const auto [from, to] : places)
                searcher.add_line(plan, OneMore(longer), longer.size() + 1, from, to, counts);
        }

        void cell(std::size_t column, std::uint8_t code, std::size_t other, std::uint8_t other_code,
                  std::uint32_t count)
        {
            if (count < searcher.search_.at_least) return;
            const auto& numbers = searcher.search_.numbers;
            const Prefix longer = prefix.with(numbers[column][code]).with(numbers[other][other_code]);
            searcher.found_.add(longer.size(), longer.key(), count);
        }
    };

    void with_second(const Prefix& prefix, std::size_t column, std::uint8_t code)
    {
        const std::size_t rows = second_.divide(first_, column, code, kernels_);
        if (rows < search_.at_least) return;
        const Prefix longer = prefix.with(search_.numbers[column][code]);
        found_.add(2, longer.key(), static_cast<std::uint32_t>(rows));
        pairs_in(second_, longer);
    }

    void pairs_in(const Slice& slice, const Prefix& prefix)
    {
        const PairPlan& plan = plans_.for_rows(slice.rows());
        counts_.count(slice, plan, Use{*this, slice, plan, prefix});
        for (std::size_t column = slice.first_column(); column < slice.columns(); ++column)
            if (plan.place(column) == PairPlan::no_place) count_singles(slice, column, prefix);
    }

    /// Of a column without bits.
    void count_singles(const Slice& slice, std::size_t column, const Prefix& prefix)
    {
        const std::size_t size = search_.columns[column].size();
        const auto counts = count_states({slice.codes(column), slice.rows()}, size);
        for (std::size_t code = 0; code < size; ++code)
            if (counts[code] >= search_.at_least)
                add_single(prefix.with(search_.numbers[column][code]), counts[code]);
    }

    void add_single(const Prefix& prefix, std::uint32_t count)
    {
        if (prefix.size() > 1) found_.add(prefix.size(), prefix.key(), count);
    }

    void add_line(const PairPlan& plan, const OneMore& key, std::size_t length, std::size_t from,
                  std::size_t to, const std::uint32_t* counts)
    {
        if (places_.size() < to + 64) places_.resize(to + 64);
        const std::size_t enough = kernels_.at_least(counts, from, to, search_.at_least, places_.data());
        for (std::size_t i = 0; i < enough; ++i) {
            const std::uint32_t place = places_[i];
            const std::uint32_t column = plan.column_of_place()[place];
            found_.add(length, key.key(search_.numbers[column][place - plan.place(column)]), counts[place]);
        }
    }

    const Search& search_;
    const PairPlans& plans_;
    const BitKernels& kernels_;
    Found& found_;
    SliceCounts counts_;
    Slice whole_;
    Slice first_;
    Slice second_;
    std::vector<std::uint32_t> places_;
};

/// The columns with their values that enough people have; what fewer have is in no combination either.
Search search_of(const Microdata& people, std::span<const std::vector<std::uint32_t>> counts,
                 std::span<const std::vector<std::int32_t>> numbers, std::uint32_t at_least, unsigned threads)
{
    Search search{.rows = people.people(), .at_least = at_least};
    std::vector<CodedColumn> columns(people.columns());
    core::share_work(columns.size(), threads, [&](std::size_t column, unsigned) {
        columns[column] =
            code_column(people, static_cast<ColumnNumber>(column), counts[column], [&](std::uint8_t state) {
                return numbers[column][state] >= 0 && counts[column][state] >= at_least;
            });
    });
    std::erase_if(columns, [](const CodedColumn& column) { return column.size() == 0; });
    order_for_counting(columns);
    search.columns = std::move(columns);
    for (const CodedColumn& column : search.columns) {
        std::vector<std::uint16_t>& of_codes = search.numbers.emplace_back();
        for (const std::uint8_t state : column.states)
            of_codes.push_back(static_cast<std::uint16_t>(numbers[column.column][state]));
    }
    return search;
}

struct Task {
    std::size_t column = 0;
    std::uint8_t code = 0;
    std::uint64_t cost = 0;
};

/// The costly ones first, so that no thread is left alone with one at the end.
std::vector<Task> tasks_of(const Search& search, std::span<const std::vector<std::uint32_t>> counts)
{
    std::vector<Task> tasks;
    std::uint64_t later = 0;
    for (std::size_t i = search.columns.size(); i-- > 0;) {
        const CodedColumn& column = search.columns[i];
        for (std::size_t code = 0; code < column.size(); ++code) {
            const std::uint64_t rows = counts[column.column][column.states[code]];
            tasks.push_back({i, static_cast<std::uint8_t>(code), rows * later * later});
        }
        later += column.size();
    }
    std::ranges::stable_sort(tasks, std::greater<>(), &Task::cost);
    return tasks;
}

void run(const Search& search, std::span<const std::vector<std::uint32_t>> counts, std::span<Found> found,
         const BitKernels& kernels)
{
    std::vector<std::size_t> sizes;
    for (const CodedColumn& column : search.columns)
        sizes.push_back(column.size());
    const PairPlans plans(sizes, search.rows, kernels, [](std::size_t, std::size_t) { return true; });
    std::vector<Searcher> searchers;
    for (Found& one : found)
        searchers.emplace_back(search, plans, kernels, one);
    if (search.length == 2) return searchers.front().pairs_of_all();
    const std::vector<Task> tasks = tasks_of(search, counts);
    core::share_work(tasks.size(), static_cast<unsigned>(found.size()),
                     [&](std::size_t task, unsigned thread) {
                         searchers[thread].with_first(tasks[task].column, tasks[task].code);
                     });
}

Combinations singles_of(const Search& search, std::span<const std::vector<std::uint32_t>> counts,
                        std::span<const std::vector<std::int32_t>> numbers)
{
    std::vector<std::uint16_t> attributes;
    std::vector<std::uint32_t> enough;
    for (std::size_t column = 0; column < counts.size(); ++column) {
        for (std::size_t state = 0; state < counts[column].size(); ++state) {
            if (numbers[column][state] < 0 || counts[column][state] < search.at_least) continue;
            attributes.push_back(static_cast<std::uint16_t>(numbers[column][state]));
            enough.push_back(counts[column][state]);
        }
    }
    return {1, std::move(attributes), std::move(enough)};
}

} // namespace

std::vector<Combinations> search_combinations(const Microdata& people,
                                              std::span<const std::vector<std::uint32_t>> counts,
                                              std::span<const std::vector<std::int32_t>> numbers,
                                              std::size_t attributes, std::size_t length,
                                              std::uint32_t at_least, unsigned threads, Processor processor)
{
    Search search = search_of(people, counts, numbers, at_least, threads);
    search.length = length;
    std::vector<Combinations> all;
    all.push_back(singles_of(search, counts, numbers));
    if (length == 1) return all;
    std::vector<Found> found(length == 2 ? 1 : core::threads_of(threads));
    run(search, counts, found, bit_kernels(processor));
    for (std::size_t i = 2; i <= length; ++i)
        all.push_back(in_order(found, i, attributes, threads));
    return all;
}

} // namespace panoh::microdata
