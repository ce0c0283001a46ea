#include "release/comparison.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace panoh::release {

namespace {

using microdata::Combinations;
using Attributes = std::span<const std::uint16_t>;

double ratio(double part, double whole)
{
    return whole == 0 ? 0 : part / whole;
}

std::size_t bucket_of(std::uint32_t count)
{
    return static_cast<std::size_t>(
               std::upper_bound(bucket_begins.begin(), bucket_begins.end(), std::int64_t{count}) -
               bucket_begins.begin()) -
           1;
}

std::vector<CountBucket> empty_buckets()
{
    std::vector<CountBucket> buckets;
    for (std::size_t place = 0; place < bucket_begins.size(); ++place) {
        const bool last = place + 1 == bucket_begins.size();
        buckets.push_back({.from = bucket_begins[place], .to = last ? 0 : bucket_begins[place + 1] - 1});
    }
    return buckets;
}

/// The columns of a combination in one number: 256 columns, four of them.
std::uint64_t set_key(Attributes attributes, std::span<const microdata::Attribute> meaning)
{
    std::uint64_t key = 0;
    for (const std::uint16_t number : attributes)
        key = key << 16U | meaning[number].column;
    return key;
}

struct ErrorAndMass {
    double error = 0;
    double mass = 0;
};

} // namespace

LengthErrors errors_of(const Combinations& people, const Combinations& published, double people_per_row)
{
    LengthErrors errors{.length = static_cast<std::int64_t>(people.length()), .buckets = empty_buckets()};
    double mass = 0;
    double error = 0;
    double error_of_kept = 0;
    std::int64_t lost = 0;
    std::int64_t ten = 0;
    std::int64_t lost_of_ten = 0;
    std::int64_t fabricated = 0;
    std::int64_t all = 0;
    for_each_of_both(people, published, [&](Attributes, std::uint32_t count, std::uint32_t said) {
        const double is = count;
        const double seems = said * people_per_row;
        const double off = std::abs(seems - is);
        ++all;
        mass += is;
        error += off;
        errors.combinations += count > 0 ? 1 : 0;
        errors.published += said > 0 ? 1 : 0;
        if (count == 0) {
            ++fabricated;
            return;
        }
        lost += said == 0 ? 1 : 0;
        ten += count >= 10 ? 1 : 0;
        lost_of_ten += count >= 10 && said == 0 ? 1 : 0;
        if (said > 0) {
            ++errors.kept;
            error_of_kept += off;
        }
        CountBucket& bucket = errors.buckets[bucket_of(count)];
        ++bucket.combinations;
        bucket.proportional_error += off / is;
        bucket.preserved += std::min(seems / is, 1.0);
    });
    const auto number = [](std::int64_t value) { return static_cast<double>(value); };
    errors.mean_count = ratio(mass, number(errors.combinations));
    errors.mean_error = ratio(error, number(all));
    errors.mean_error_of_kept = ratio(error_of_kept, number(errors.kept));
    errors.suppressed = ratio(number(lost), number(errors.combinations));
    errors.suppressed_of_ten = ratio(number(lost_of_ten), number(ten));
    errors.fabricated = ratio(number(fabricated), number(errors.published));
    errors.error_of_mass = ratio(error, mass);
    for (CountBucket& bucket : errors.buckets) {
        bucket.proportional_error = ratio(bucket.proportional_error, number(bucket.combinations));
        bucket.preserved = ratio(bucket.preserved, number(bucket.combinations));
    }
    return errors;
}

SetErrors errors_by_set(const microdata::Counter& counter, const Combinations& people,
                        const Combinations& published, double people_per_row)
{
    std::unordered_map<std::uint64_t, ErrorAndMass> found;
    for_each_of_both(people, published, [&](Attributes attributes, std::uint32_t count, std::uint32_t said) {
        ErrorAndMass& set = found[set_key(attributes, counter.attributes())];
        set.error += std::abs(said * people_per_row - count);
        set.mass += count;
    });
    struct Keyed {
        std::uint64_t key;
        double error;
    };
    SetErrors errors;
    errors.histogram.resize(SetErrors::bins);
    std::vector<Keyed> sets;
    for (const auto& [key, of] : found) {
        if (of.mass < SetErrors::least_people) {
            ++errors.thin;
            continue;
        }
        const double error = of.error / of.mass;
        // In thousandths first: what lies on a border is not moved by how a sum was rounded.
        const auto bin = static_cast<std::size_t>(
            std::min(std::floor(std::round(error * 1000) / (1000 * SetErrors::bin)), 1e9));
        ++errors.histogram[std::min(bin, SetErrors::bins - 1)];
        sets.push_back({key, error});
    }
    const std::size_t listed = std::min(sets.size(), SetErrors::most_listed);
    std::partial_sort(sets.begin(), sets.begin() + static_cast<std::ptrdiff_t>(listed), sets.end(),
                      [](const Keyed& a, const Keyed& b) {
                          return a.error != b.error ? a.error > b.error : a.key < b.key;
                      });
    const auto& columns = counter.people().schema().columns;
    for (std::size_t place = 0; place < listed && sets[place].error > 0; ++place) {
        SetErrors::Set set{.error_of_mass = sets[place].error};
        for (std::size_t axis = people.length(); axis-- > 0;)
            set.columns.push_back(columns[sets[place].key >> (16 * axis) & 0xffffU].name);
        errors.worst.push_back(std::move(set));
    }
    return errors;
}

std::vector<GroupErrors> errors_by_group(const microdata::Counter& counter,
                                         std::span<const microdata::ColumnNumber> columns,
                                         const Combinations& ones, const Combinations& people,
                                         const Combinations& published, double people_per_row)
{
    const auto meaning = counter.attributes();
    constexpr std::size_t none = SIZE_MAX;
    std::vector<std::size_t> group_of(meaning.size(), none);
    std::vector<GroupErrors> groups;
    std::vector<ErrorAndMass> sums;
    std::vector<std::pair<double, double>> of_ten; // all, lost
    const auto numbers = static_cast<std::uint16_t>(meaning.size());
    for (const microdata::ColumnNumber column : columns)
        for (std::uint16_t number = 0; number < numbers; ++number) {
            if (meaning[number].column != column) continue;
            const auto& of = counter.people().schema().columns[column];
            group_of[number] = groups.size();
            groups.push_back({.column = of.name,
                              .value = std::string(microdata::state_name(of, meaning[number].state)),
                              .people = ones.find({&number, 1})});
        }
    sums.resize(groups.size());
    of_ten.resize(groups.size());
    for_each_of_both(people, published, [&](Attributes attributes, std::uint32_t count, std::uint32_t said) {
        const double seems = said * people_per_row;
        for (const std::uint16_t number : attributes) {
            const std::size_t place = group_of[number];
            if (place == none) continue;
            sums[place].error += std::abs(seems - count);
            sums[place].mass += count;
            if (count == 0) continue;
            ++groups[place].combinations;
            groups[place].preserved += std::min(seems / count, 1.0);
            of_ten[place].first += count >= 10 ? 1 : 0;
            of_ten[place].second += count >= 10 && said == 0 ? 1 : 0;
        }
    });
    for (std::size_t place = 0; place < groups.size(); ++place) {
        groups[place].error_of_mass = ratio(sums[place].error, sums[place].mass);
        groups[place].preserved =
            ratio(groups[place].preserved, static_cast<double>(groups[place].combinations));
        groups[place].suppressed_of_ten = ratio(of_ten[place].second, of_ten[place].first);
    }
    return groups;
}

std::vector<RareInRows> rare_in_rows(const std::vector<Combinations>& people,
                                     const std::vector<Combinations>& rows, std::uint32_t k)
{
    std::vector<RareInRows> all;
    for (std::size_t place = 0; place < rows.size(); ++place) {
        RareInRows rare{.length = static_cast<std::int64_t>(rows[place].length())};
        for_each_of_both(people[place], rows[place],
                         [&](Attributes, std::uint32_t count, std::uint32_t made) {
                             if (made == 0 || made >= k) return;
                             ++rare.combinations;
                             rare.nobody += count == 0 ? 1 : 0;
                             rare.rare_among_people += count > 0 && count < k ? 1 : 0;
                         });
        all.push_back(rare);
    }
    return all;
}

} // namespace panoh::release
