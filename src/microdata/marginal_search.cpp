#include "microdata/marginal_search.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/crew.h"
#include "microdata/coded_column.h"
#include "microdata/histogram.h"
#include "microdata/slice_counts.h"

namespace panoh::microdata {

namespace {

/// A table to be filled, by the columns of its group.
struct Target {
    std::uint32_t* cells = nullptr;
    std::size_t first_stride = 0; ///< of the column that the group is divided by
    std::size_t stride = 0;
    std::size_t other_stride = 0;
};

/// Tables of three columns that have one in common, or all tables of two: the rows are divided by that
/// column, and in each part pairs are counted, for all the tables at once.
struct Group {
    std::vector<const CodedColumn*> columns = {};
    bool is_divided = false;                       ///< by its first column
    std::vector<std::vector<Target>> targets = {}; ///< of each pair of columns: `column` * columns + `other`
    std::optional<PairPlans> plans = {};

    [[nodiscard]] std::vector<Target>& of(std::size_t column, std::size_t other)
    {
        return targets[column * columns.size() + other];
    }
    [[nodiscard]] const std::vector<Target>& of(std::size_t column, std::size_t other) const
    {
        return targets[column * columns.size() + other];
    }
};

/// Fills the tables of a group with what is counted in one slice.
class Filling {
public:
    Filling(const Group& group, const PairPlan& plan, std::size_t first_state)
        : group_(group), plan_(plan), first_state_(first_state)
    {
    }

    void line(std::size_t place, std::uint32_t count, std::span<const PairPlan::Places> places,
              const std::uint32_t* counts)
    {
        if (count == 0) return;
        const std::size_t column = plan_.column_of_place()[place];
        const std::size_t state = group_.columns[column]->states[place - plan_.place(column)];
        for (const auto [from, to] : places) {
            for (std::size_t at = from; at < to;) {
                const std::size_t other = plan_.column_of_place()[at];
                const auto& states = group_.columns[other]->states;
                for (const Target& target : group_.of(column, other)) {
                    std::uint32_t* cells = begin(target, state);
                    for (std::size_t code = 0; code < states.size(); ++code)
                        cells[states[code] * target.other_stride] = counts[at + code];
                }
                at += states.size();
            }
        }
    }

    void cell(std::size_t column, std::uint8_t code, std::size_t other, std::uint8_t other_code,
              std::uint32_t count)
    {
        const std::size_t state = group_.columns[column]->states[code];
        const std::size_t other_state = group_.columns[other]->states[other_code];
        for (const Target& target : group_.of(column, other))
            begin(target, state)[other_state * target.other_stride] = count;
    }

private:
    [[nodiscard]] std::uint32_t* begin(const Target& target, std::size_t state) const
    {
        return target.cells + first_state_ * target.first_stride + state * target.stride;
    }

    const Group& group_;
    const PairPlan& plan_;
    std::size_t first_state_;
};

/// All that is wanted, sorted out.
class MarginalSearch {
public:
    MarginalSearch(const Microdata& people, std::span<const std::vector<std::uint32_t>> counts,
                   unsigned threads, const BitKernels& kernels)
        : people_(people), counts_(counts), threads_(threads), kernels_(kernels)
    {
    }

    [[nodiscard]] std::vector<std::vector<std::uint32_t>> run(std::span<const Columns> wanted)
    {
        results_.resize(wanted.size());
        code_columns(wanted);
        sort_out(wanted);
        std::vector<Task> tasks = tasks_of();
        std::vector<Worker> workers(core::threads_of(threads_), Worker{SliceCounts(kernels_)});
        core::share_work(tasks.size(), threads_, [&](std::size_t task, unsigned thread) {
            if (tasks[task].group == nullptr)
                results_[tasks[task].code] = histogram(people_, wanted[tasks[task].code]);
            else
                fill(*tasks[task].group, static_cast<std::uint8_t>(tasks[task].code), workers[thread]);
        });
        return std::move(results_);
    }

private:
    /// A code of the column that a group is divided by, or the number of a table that is counted alone.
    struct Task {
        const Group* group = nullptr;
        std::size_t code = 0;
        std::uint64_t cost = 0;
    };
    struct Worker {
        SliceCounts counts;
        Slice whole = {};
        Slice slice = {};
    };

    void code_columns(std::span<const Columns> wanted)
    {
        std::vector<bool> used(people_.columns());
        for (const Columns& columns : wanted)
            if (columns.size() == 2 || columns.size() == 3)
                for (const ColumnNumber column : columns)
                    used[column] = true;
        for (std::size_t column = 0; column < used.size(); ++column)
            if (used[column]) columns_.push_back({.column = static_cast<ColumnNumber>(column)});
        core::share_work(columns_.size(), threads_, [&](std::size_t i, unsigned) {
            const auto& counts = counts_[columns_[i].column];
            columns_[i] = code_column(people_, columns_[i].column, counts,
                                      [&](std::uint8_t state) { return counts[state] > 0; });
        });
        order_for_counting(columns_);
        ranks_.resize(people_.columns());
        for (std::size_t rank = 0; rank < columns_.size(); ++rank)
            ranks_[columns_[rank].column] = rank;
    }

    /// Pairs in one group, triples in a group of the column that is best divided by.
    void sort_out(std::span<const Columns> wanted)
    {
        std::vector<std::vector<std::size_t>> members(columns_.size() + 1);
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            const Columns& columns = wanted[i];
            if (people_.people() == 0)
                results_[i].resize(cells_of(people_.schema(), columns));
            else if (columns.size() == 2)
                members.back().push_back(i);
            else if (columns.size() == 3)
                members[std::min({ranks_[columns[0]], ranks_[columns[1]], ranks_[columns[2]]})].push_back(i);
            else if (columns.size() == 1)
                results_[i] = counts_[columns.front()];
            else
                alone_.push_back(i);
        }
        for (std::size_t first = 0; first < members.size(); ++first) {
            const bool is_divided = first < columns_.size();
            if (members[first].empty()) continue;
            // One table alone is not worth the dividing.
            if (is_divided && members[first].size() == 1)
                alone_.push_back(members[first].front());
            else
                add_group(wanted, members[first], is_divided);
        }
    }

    void add_group(std::span<const Columns> wanted, std::span<const std::size_t> members, bool is_divided)
    {
        std::vector<std::size_t> ranks;
        for (const std::size_t i : members)
            for (const ColumnNumber column : wanted[i])
                ranks.push_back(ranks_[column]);
        std::ranges::sort(ranks);
        ranks.erase(std::unique(ranks.begin(), ranks.end()), ranks.end());
        Group& group = groups_.emplace_back(Group{.is_divided = is_divided});
        std::vector<std::size_t> sizes;
        for (const std::size_t rank : ranks) {
            group.columns.push_back(&columns_[rank]);
            sizes.push_back(columns_[rank].size());
        }
        group.targets.resize(ranks.size() * ranks.size());
        for (const std::size_t i : members)
            add_target(group, ranks, wanted[i], results_[i]);
        const std::size_t most_rows = is_divided ? largest_part(*group.columns.front()) : people_.people();
        group.plans.emplace(sizes, most_rows, kernels_, [&](std::size_t column, std::size_t other) {
            return !group.of(column, other).empty();
        });
    }

    [[nodiscard]] std::size_t largest_part(const CodedColumn& column) const
    {
        return *std::ranges::max_element(counts_[column.column]);
    }

    void add_target(Group& group, std::span<const std::size_t> ranks, const Columns& columns,
                    std::vector<std::uint32_t>& result) const
    {
        result.resize(cells_of(people_.schema(), columns));
        // Place among the group's columns, and distance of its states.
        std::vector<std::pair<std::size_t, std::size_t>> parts;
        std::size_t stride = result.size();
        for (const ColumnNumber column : columns) {
            stride /= states_of(people_.schema().columns[column]);
            const auto place = std::ranges::lower_bound(ranks, ranks_[column]) - ranks.begin();
            parts.emplace_back(static_cast<std::size_t>(place), stride);
        }
        std::ranges::sort(parts);
        const auto& other = parts[parts.size() - 1];
        const auto& one = parts[parts.size() - 2];
        group.of(one.first, other.first)
            .push_back({result.data(), parts.size() == 3 ? parts[0].second : 0, one.second, other.second});
    }

    [[nodiscard]] std::vector<Task> tasks_of() const
    {
        std::vector<Task> tasks;
        for (const std::size_t i : alone_)
            tasks.push_back({nullptr, i, people_.people()});
        for (const Group& group : groups_) {
            const std::uint64_t pairs = group.columns.size() * group.columns.size();
            if (!group.is_divided) {
                tasks.push_back({&group, 0, people_.people() * pairs});
                continue;
            }
            const CodedColumn& first = *group.columns.front();
            for (std::size_t code = 0; code < first.size(); ++code)
                tasks.push_back({&group, code, counts_[first.column][first.states[code]] * pairs});
        }
        std::ranges::stable_sort(tasks, std::greater<>(), &Task::cost);
        return tasks;
    }

    void fill(const Group& group, std::uint8_t code, Worker& worker) const
    {
        worker.whole.take_all(group.columns, people_.people());
        if (group.is_divided) worker.slice.divide(worker.whole, 0, code, kernels_);
        const Slice& slice = group.is_divided ? worker.slice : worker.whole;
        const PairPlan& plan = group.plans->for_rows(slice.rows());
        const std::size_t state = group.is_divided ? group.columns.front()->states[code] : 0;
        worker.counts.count(slice, plan, Filling(group, plan, state));
    }

    const Microdata& people_;
    std::span<const std::vector<std::uint32_t>> counts_;
    unsigned threads_;
    const BitKernels& kernels_;
    std::vector<CodedColumn> columns_;
    std::vector<std::size_t> ranks_; ///< of each column of the table among `columns_`
    std::vector<Group> groups_;
    std::vector<std::size_t> alone_;
    std::vector<std::vector<std::uint32_t>> results_;
};

} // namespace

std::vector<std::vector<std::uint32_t>> search_marginals(const Microdata& people,
                                                         std::span<const std::vector<std::uint32_t>> counts,
                                                         std::span<const Columns> wanted, unsigned threads,
                                                         Processor processor)
{
    return MarginalSearch(people, counts, threads, bit_kernels(processor)).run(wanted);
}

} // namespace panoh::microdata
