#include "microdata/fiction.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "core/split_mix.h"

namespace panoh::microdata {

namespace {

constexpr std::size_t kinds = 12;
constexpr std::uint32_t whole = 1000; // chances are in thousandths

/// Numbers by chance.
class Chance {
public:
    explicit Chance(std::uint64_t seed) : numbers_(seed) {}
    std::uint64_t next() { return numbers_.next(); }
    std::uint32_t below(std::uint32_t end)
    {
        return static_cast<std::uint32_t>(((next() >> 32U) * end) >> 32U);
    }
    bool happens(std::uint32_t thousandths) { return below(whole) < thousandths; }

private:
    core::SplitMix numbers_;
};

/// A column of one of several values, as it is declared.
struct Category {
    std::string_view name;
    std::vector<std::string> values;
    std::uint32_t missing = 0; ///< thousandths
    bool ordered = false;
};

std::vector<std::string> numbered(std::string_view letter, int from, int count)
{
    std::vector<std::string> all;
    for (int i = from; i < from + count; ++i)
        all.push_back(std::string(letter) + (i < 10 ? "0" : "") + std::to_string(i));
    return all;
}

constexpr std::size_t age_column = 2;
constexpr std::size_t household_column = 5;
constexpr std::size_t bands_of_minors = 2;
constexpr std::size_t households_of_minors = 4;

std::vector<Category> categories_of(Shape shape)
{
    std::vector<Category> all = {
        {"year", numbered("", 2003, 20), 0, true},
        {"sex", {"female", "male", "transgender", "non_binary"}, 10},
        {"age_band",
         {"0_to_8", "9_to_17", "18_to_20", "21_to_23", "24_to_26", "27_to_29", "30_to_38", "39_to_47",
          "48_up"},
         100,
         true},
        {"citizenship", numbered("c", 1, 60), 40},
        {"country_of_exploitation", numbered("c", 1, 60), 30},
        {"household",
         {"minor_with_parents", "minor_with_relatives", "minor_in_care", "minor_alone", "adult_alone",
          "adult_with_partner", "adult_with_children", "adult_with_relatives"},
         120}};
    if (shape != Shape::wide) return all;
    const std::vector<Category> more = {
        {"country_of_registration", numbered("c", 1, 30), 20},
        {"region_of_origin", numbered("r", 1, 14), 90},
        {"education", {"none", "primary", "secondary", "vocational", "university"}, 60, true},
        {"route", numbered("w", 1, 18), 70},
        {"source_of_referral", {"police", "health", "school", "hotline", "border", "family", "self"}, 40},
        {"months_exploited", {"1", "2_to_3", "4_to_6", "7_to_12", "13_to_24", "25_up"}, 20, true}};
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

constexpr std::array<std::string_view, 24> ticks = {"means_of_control_debt",
                                                    "means_of_control_earnings",
                                                    "means_of_control_threats",
                                                    "means_of_control_psychological",
                                                    "means_of_control_physical",
                                                    "means_of_control_sexual",
                                                    "means_of_control_false_promises",
                                                    "means_of_control_substances",
                                                    "means_of_control_movement",
                                                    "means_of_control_medical",
                                                    "means_of_control_necessities",
                                                    "means_of_control_documents",
                                                    "means_of_control_children",
                                                    "means_of_control_other",
                                                    "exploitation_labour",
                                                    "exploitation_sexual",
                                                    "exploitation_domestic",
                                                    "exploitation_marriage",
                                                    "exploitation_begging",
                                                    "exploitation_organs",
                                                    "exploitation_slavery_like",
                                                    "exploitation_armed_group",
                                                    "exploitation_crime",
                                                    "exploitation_other"};
constexpr std::array<std::string_view, 24> more_ticks = {
    "labour_agriculture",       "labour_fishing",       "labour_construction",   "labour_domestic",
    "labour_hospitality",       "labour_manufacturing", "labour_mining",         "labour_peddling",
    "labour_transport",         "labour_other",         "recruiter_partner",     "recruiter_family",
    "recruiter_friend",         "recruiter_stranger",   "assistance_shelter",    "assistance_medical",
    "assistance_counselling",   "assistance_legal",     "assistance_education",  "assistance_return",
    "assistance_reintegration", "assistance_money",     "assistance_protection", "assistance_other"};

std::vector<std::string_view> ticks_of(Shape shape)
{
    std::vector<std::string_view> all(ticks.begin(), ticks.end());
    if (shape == Shape::wide) all.insert(all.end(), more_ticks.begin(), more_ticks.end());
    return all;
}

/// Values with chances, as sums of their weights.
class Distribution {
public:
    explicit Distribution(const std::vector<std::uint32_t>& weights)
    {
        std::uint32_t sum = 0;
        for (const std::uint32_t weight : weights)
            sums_.push_back(sum += weight);
    }
    [[nodiscard]] std::size_t draw(Chance& chance) const
    {
        const std::uint32_t at = chance.below(sums_.back());
        return static_cast<std::size_t>(std::upper_bound(sums_.begin(), sums_.end(), at) - sums_.begin());
    }

private:
    std::vector<std::uint32_t> sums_;
};

/// What distinguishes one kind of people.
struct Kind {
    std::vector<Distribution> categories;
    std::vector<std::uint32_t> ticked; ///< thousandths of those that are not missing
    std::uint32_t tick_missing = 0;
};

Distribution distribution_of(const Category& category, Chance& chance)
{
    const auto size = static_cast<std::uint32_t>(category.values.size());
    std::vector<std::uint32_t> weights;
    if (category.ordered) {
        const auto centre = static_cast<std::int64_t>(chance.below(size));
        for (std::int64_t i = 0; i < size; ++i) {
            const std::int64_t away = i > centre ? i - centre : centre - i;
            weights.push_back(static_cast<std::uint32_t>(120 + 1000 / (1 + away * away)));
        }
        return Distribution(weights);
    }
    // The second half of the values is rarer; of many the last two are hardly anybody's.
    for (std::uint32_t i = 0; i < size; ++i) {
        const std::uint32_t least = size > 10 && i + 2 >= size ? 1 : 24'000;
        weights.push_back(least + 400'000 / (2 * i < size ? 1 + i : (1 + i) * (1 + i)));
    }
    for (std::uint32_t i = 1; i <= 3; ++i)
        weights[chance.below(size)] += 400'000 / i;
    return Distribution(weights);
}

std::vector<Kind> kinds_of(const std::vector<Category>& categories, std::size_t tick_count, Chance& chance)
{
    std::vector<Kind> all(kinds);
    for (std::size_t k = 0; k < kinds; ++k) {
        for (const Category& category : categories)
            all[k].categories.push_back(distribution_of(category, chance));
        // Seven ticks of 24 are common among one kind, the others rare.
        all[k].ticked.assign(tick_count, 0);
        for (std::size_t i = 0; i < tick_count; ++i)
            all[k].ticked[i] = i < tick_count * 7 / 24 ? 431 + chance.below(200) : 40 + chance.below(60);
        for (std::size_t i = tick_count; i > 1; --i)
            std::swap(all[k].ticked[i - 1], all[k].ticked[chance.below(static_cast<std::uint32_t>(i))]);
        all[k].tick_missing = 240 + 20 * static_cast<std::uint32_t>(k); // 350 in the mean
    }
    return all;
}

Schema schema_of(Shape shape, const std::vector<Category>& categories, std::size_t rows)
{
    std::int64_t unit = 1;
    const auto people = std::max<std::int64_t>(static_cast<std::int64_t>(rows), 1);
    while (people / unit >= 100)
        unit *= 10;
    Schema schema{.lineage = std::string(fictional_lineage),
                  .people = people / unit * unit,
                  .person = {.each_row = true},
                  .caps = Caps{shape == Shape::sparse  ? 14
                               : shape == Shape::dense ? 30
                                                       : 28},
                  .identifying = {"year", "sex", "age_band", "citizenship"},
                  .ordered = {}};
    for (const Category& category : categories) {
        Column& column = schema.columns.emplace_back(Column{.name = std::string(category.name)});
        for (const std::string& value : category.values)
            column.values.push_back({.name = value});
        if (category.ordered) schema.ordered.emplace_back(category.name);
    }
    for (const std::string_view tick : ticks_of(shape)) {
        Column& column =
            schema.columns.emplace_back(Column{.name = std::string(tick), .values = {{"1"}, {"0"}}});
        if (shape != Shape::dense) column.uncounted = {"0"};
    }
    const Category& ages = categories[age_column];
    const Category& households = categories[household_column];
    for (std::size_t age = 0; age < ages.values.size(); ++age)
        for (std::size_t i = 0; i < households.values.size(); ++i)
            if ((age < bands_of_minors) != (i < households_of_minors))
                schema.impossible.push_back({.column = std::string(ages.name),
                                             .value = ages.values[age],
                                             .other_column = std::string(households.name),
                                             .other_value = households.values[i]});
    return schema;
}

void append_row(std::string& csv, const Kind& kind, const std::vector<Category>& categories, bool complete,
                Chance& chance)
{
    bool minor = false;
    for (std::size_t i = 0; i < categories.size(); ++i) {
        std::size_t value = kind.categories[i].draw(chance);
        if (i == age_column) minor = value < bands_of_minors;
        if (i == household_column)
            value =
                minor ? value % households_of_minors : households_of_minors + value % households_of_minors;
        if (complete || !chance.happens(categories[i].missing)) csv += categories[i].values[value];
        csv += ',';
    }
    for (const std::uint32_t ticked : kind.ticked) {
        if (complete || !chance.happens(kind.tick_missing)) csv += chance.happens(ticked) ? '1' : '0';
        csv += ',';
    }
    csv.back() = '\n';
}

} // namespace

FictionalTable fictional_table(Shape shape, std::size_t rows, std::uint64_t seed)
{
    const std::vector<Category> categories = categories_of(shape);
    Chance chance(seed);
    const std::vector<Kind> all = kinds_of(categories, ticks_of(shape).size(), chance);
    FictionalTable table{.csv = {}, .schema = schema_of(shape, categories, rows)};
    table.csv.reserve(rows * (categories.size() * 6 + 2 * ticks_of(shape).size()));
    for (const Column& column : table.schema.columns)
        table.csv += column.name + ',';
    table.csv.back() = '\n';
    // The first kinds are the larger ones.
    std::vector<std::uint32_t> sizes;
    for (std::uint32_t k = 0; k < kinds; ++k)
        sizes.push_back(2 * kinds - k);
    const Distribution kind_of(sizes);
    for (std::size_t row = 0; row < rows; ++row)
        append_row(table.csv, all[kind_of.draw(chance)], categories, shape == Shape::dense, chance);
    return table;
}

} // namespace panoh::microdata
