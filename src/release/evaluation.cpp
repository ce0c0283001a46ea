#include "release/evaluation.h"

#include <algorithm>
#include <cstdlib>
#include <numeric>

#include "release/comparison.h"
#include "release/distances.h"
#include "release/exposure.h"
#include "release/reference_tables.h"

namespace panoh::release {

namespace {

using core::ErrorKind;
using microdata::ColumnNumber;
using microdata::Combinations;
using microdata::Counter;
using microdata::Microdata;

constexpr std::size_t most_groups = 3;

struct Checked {
    std::vector<ColumnNumber> groups;
};

core::Result<Checked> check(const microdata::Schema& schema, const EvaluationPlan& plan)
{
    if (plan.length < 1 || plan.length > 4 || plan.length > schema.columns.size())
        return core::fail(ErrorKind::invalid, "release/length_invalid", "length");
    if (plan.k < 2) return core::fail(ErrorKind::invalid, "release/too_few", "k");
    if (plan.groups.size() > most_groups)
        return core::fail(ErrorKind::invalid, "release/too_many_groups", "groups");
    Checked checked;
    for (std::size_t place = 0; place < plan.groups.size(); ++place) {
        const auto found = std::ranges::find(schema.columns, plan.groups[place], &microdata::Column::name);
        if (found == schema.columns.end())
            return core::fail(ErrorKind::invalid, "release/group_unknown", "groups/" + std::to_string(place));
        checked.groups.push_back(static_cast<ColumnNumber>(found - schema.columns.begin()));
    }
    return checked;
}

Reference reference_of(const std::vector<Combinations>& people, const Counter& other, std::size_t length)
{
    Reference reference;
    const auto made = other.combinations(length);
    for (std::size_t place = 0; place < length; ++place) {
        const LengthErrors errors = errors_of(people[place], made[place], 1);
        reference.error_of_mass.push_back(errors.error_of_mass);
        reference.mean_error.push_back(errors.mean_error);
    }
    return reference;
}

/// Whether a list stands in the order in which lists are held against each other.
bool is_ascending(const Combinations& list)
{
    for (std::size_t place = 1; place < list.size(); ++place)
        if (!std::ranges::lexicographical_compare(list.attributes(place - 1), list.attributes(place)))
            return false;
    return true;
}

/// What holds for counts and for rows alike; `rows` is null for counts.
Evaluation evaluate(const Microdata& people, const std::vector<Combinations>& published, const Counter* rows,
                    const Checked& checked, const EvaluationPlan& plan)
{
    const Counter counter(people, plan.threads);
    const auto all = counter.combinations(plan.length);
    Evaluation result{.people = static_cast<std::int64_t>(people.people()), .k = plan.k};
    for (std::size_t place = 0; place < plan.length; ++place)
        result.lengths.push_back(errors_of(all[place], published[place], plan.people_per_row));
    const Combinations& longest = all[plan.length - 1];
    const Combinations& said = published[plan.length - 1];
    result.sets = errors_by_set(counter, longest, said, plan.people_per_row);
    result.groups = errors_by_group(counter, checked.groups, all[0], longest, said, plan.people_per_row);
    result.exposed = exposure_of(counter, all, plan.k, plan.threads);
    result.association = association_of(counter);

    const Microdata independent = shuffled(people);
    const Microdata drawn = resampled(people);
    const Counter of_independent(independent, plan.threads);
    const Counter of_drawn(drawn, plan.threads);
    result.independence = reference_of(all, of_independent, plan.length);
    result.bootstrap = reference_of(all, of_drawn, plan.length);
    if (rows == nullptr) return result;
    result.exposed_in_rows = exposure_of(*rows, published, plan.k, plan.threads);
    result.rare_in_rows = rare_in_rows(all, published, plan.k);
    const auto far = distances(counter, {rows, &of_independent, &of_drawn});
    result.distances = far[0];
    result.independence.distances = far[1];
    result.bootstrap.distances = far[2];
    return result;
}

} // namespace

core::Result<Evaluation> evaluate_counts(const privacy::Sensitive<Microdata>& people,
                                         const privacy::Exact& exact,
                                         const std::vector<Combinations>& published,
                                         const EvaluationPlan& plan)
{
    const Microdata& all = people.open(exact);
    PANOH_TRY(const Checked checked, check(all.schema(), plan));
    if (published.size() < plan.length)
        return core::fail(ErrorKind::invalid, "release/length_invalid", "length");
    for (const Combinations& one : published)
        if (!is_ascending(one)) std::abort(); // every error would be wrong
    return evaluate(all, published, nullptr, checked, plan);
}

core::Result<Evaluation> evaluate_rows(const privacy::Sensitive<Microdata>& people,
                                       const privacy::Exact& exact, const Microdata& rows,
                                       const EvaluationPlan& plan)
{
    PANOH_TRY(const Microdata seen, seen_through(rows.schema(), people.open(exact)));
    PANOH_TRY(const Checked checked, check(seen.schema(), plan));
    const Counter counter(rows, plan.threads);
    return evaluate(seen, counter.combinations(plan.length), &counter, checked, plan);
}

std::vector<Combinations> published_in(const tabulation::Tables& tables)
{
    std::vector<Combinations> all;
    for (const tabulation::Estimates& one : tables.lengths) {
        // Tables stand column set by column set.
        std::vector<std::uint32_t> order(one.size());
        std::iota(order.begin(), order.end(), 0U);
        std::ranges::sort(order, [&](std::uint32_t a, std::uint32_t b) {
            return std::ranges::lexicographical_compare(one.attributes_of(a), one.attributes_of(b));
        });
        std::vector<std::uint16_t> attributes;
        std::vector<std::uint32_t> counts;
        for (const std::uint32_t place : order) {
            attributes.insert(attributes.end(), one.attributes_of(place).begin(),
                              one.attributes_of(place).end());
            counts.push_back(one.counts[place]);
        }
        all.emplace_back(one.length, std::move(attributes), std::move(counts));
    }
    return all;
}

std::vector<Combinations> rounded_down(const std::vector<Combinations>& exact, std::uint32_t to)
{
    std::vector<Combinations> all;
    for (const Combinations& one : exact) {
        std::vector<std::uint16_t> attributes;
        std::vector<std::uint32_t> counts;
        for (std::size_t place = 0; place < one.size(); ++place) {
            const std::uint32_t count = one.count(place) / to * to;
            if (count == 0) continue;
            attributes.insert(attributes.end(), one.attributes(place).begin(), one.attributes(place).end());
            counts.push_back(count);
        }
        all.emplace_back(one.length(), std::move(attributes), std::move(counts));
    }
    return all;
}

} // namespace panoh::release
