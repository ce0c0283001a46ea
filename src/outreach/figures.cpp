#include "outreach/figures.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "outreach/cell.h"

namespace panoh::outreach {

namespace {

template <std::size_t N>
bool is_one_of(std::string_view code, const std::array<std::string_view, N>& codes)
{
    return std::ranges::find(codes, code) != codes.end();
}

std::int64_t people_of(const Participation& participation)
{
    return participation.people.value_or(sum_of(participation.cells));
}

bool is_counted(const Participation& participation)
{
    return participation.people || !participation.cells.empty();
}

/// One row: how many of each code, in the order of the codes, and how many nobody knows of.
template <typename Code>
std::vector<Sort> row_by(const std::vector<Event>& events, const Code& code_of)
{
    std::map<std::string, std::int64_t> counts;
    std::int64_t not_known = 0;
    for (const auto& event : events) {
        std::int64_t known = 0;
        if (!event.participation) continue;
        for (const auto& cell : event.participation->cells) {
            const std::string code = code_of(cell);
            if (code.empty()) continue;
            counts[code] += cell.count;
            known += cell.count;
        }
        not_known += people_of(*event.participation) - known;
    }
    std::vector<Sort> row;
    for (const auto& [code, count] : counts)
        row.push_back({.code = code, .count = count});
    if (not_known > 0) row.push_back({.code = {}, .count = not_known});
    hide_small(row);
    return row;
}

template <typename T>
std::string code_or_nothing(const std::optional<T>& coded)
{
    return coded ? coded->code : std::string();
}

/// What a measurement is of: measurements of the same thing may repeat each other.
using Thing = std::tuple<std::string, std::string, std::string, std::string>;

template <typename Id>
std::string name_of(const std::optional<Id>& id)
{
    return id ? core::to_string(*id) : std::string();
}

Thing thing_of(const Measurement& m)
{
    std::string of = name_of(m.campaign) + name_of(m.media_piece) + name_of(m.event) + name_of(m.material);
    if (of.empty()) of = name_of(m.project) + name_of(m.indicator);
    // Whole countries stand beside each other; languages too.
    std::string where = code_or_nothing(m.language);
    for (const auto& country : m.countries)
        where += ' ' + country.code;
    return {std::move(of), m.measure.code, code_or_nothing(m.channel), std::move(where)};
}

core::Date first_day(const Measurement& m)
{
    return m.starts_on ? *m.starts_on : m.ends_on.value_or(core::Date{});
}

core::Date last_day(const Measurement& m)
{
    return m.ends_on ? *m.ends_on : m.starts_on.value_or(core::Date{});
}

/// The latest first; of those that overlap only the first.
void keep_apart(std::vector<Measurement>& measurements)
{
    std::ranges::stable_sort(measurements, [](const auto& one, const auto& other) {
        return std::tuple(last_day(other), first_day(other)) < std::tuple(last_day(one), first_day(one));
    });
    std::vector<Measurement> kept;
    for (auto& measurement : measurements) {
        const bool apart = std::ranges::all_of(kept, [&](const Measurement& later) {
            return later.part != measurement.part || last_day(measurement) < first_day(later);
        });
        if (apart) kept.push_back(std::move(measurement));
    }
    measurements = std::move(kept);
}

void add_once(std::vector<std::string>& bases, const std::string& basis)
{
    if (std::ranges::find(bases, basis) == bases.end()) bases.push_back(basis);
}

} // namespace

Reach reach_of(std::string_view measure)
{
    constexpr std::array<std::string_view, 4> direct = {"people_direct", "people_trained", "attendances",
                                                        "contacts"};
    constexpr std::array<std::string_view, 7> indirect = {
        "people_indirect", "impressions", "views", "viewers", "listeners", "readers", "engagement"};
    constexpr std::array<std::string_view, 9> output = {
        "articles",    "posts", "airings",      "materials_made",   "materials_handed_out",
        "events_held", "hours", "institutions", "documents_adopted"};
    if (is_one_of(measure, direct)) return Reach::direct;
    if (is_one_of(measure, indirect)) return Reach::indirect;
    return is_one_of(measure, output) ? Reach::output : Reach::other;
}

void hide_small(std::vector<Sort>& row)
{
    const auto hide = [](Sort& sort) {
        sort.count.reset();
        sort.hidden = true;
    };
    // Nobody is found by what is not known of them; it only tells what is left of the whole.
    for (auto& sort : row)
        if (!sort.code.empty() && sort.count && *sort.count > 0 && *sort.count < smallest_shown) hide(sort);
    if (std::ranges::count_if(row, &Sort::hidden) != 1) return;
    Sort* smallest = nullptr;
    const auto smaller = [&](const Sort& sort) {
        if (smallest == nullptr || smallest->code.empty() != sort.code.empty())
            return smallest == nullptr || smallest->code.empty();
        return *sort.count < *smallest->count;
    };
    for (auto& sort : row)
        if (sort.count && *sort.count > 0 && smaller(sort)) smallest = &sort;
    if (smallest != nullptr) hide(*smallest);
}

Participants participants_of(const std::vector<Event>& events)
{
    Participants all{.events = static_cast<std::int64_t>(events.size())};
    for (const auto& event : events) {
        if (!event.participation || !is_counted(*event.participation)) {
            ++all.events_without_count;
            continue;
        }
        all.people += people_of(*event.participation);
        all.attendances += event.participation->attendances.value_or(0);
    }
    all.by_gender = row_by(events, [](const Cell& cell) { return code_or_nothing(cell.gender); });
    all.by_age_group = row_by(events, [](const Cell& cell) { return code_or_nothing(cell.age_group); });
    all.by_country = row_by(events, [](const Cell& cell) { return code_or_nothing(cell.country); });
    all.by_sector = row_by(events, [](const Cell& cell) { return code_or_nothing(cell.sector); });
    return all;
}

std::vector<Measurement> without_repeats(std::vector<Measurement> measurements)
{
    std::map<Thing, std::vector<Measurement>> by_thing;
    for (auto& measurement : measurements)
        by_thing[thing_of(measurement)].push_back(std::move(measurement));
    std::vector<Measurement> kept;
    for (auto& [thing, of] : by_thing) {
        // Figures that belong to no thing cannot be told apart from repeats by their days: they stand as they
        // are.
        if (!std::get<0>(thing).empty()) {
            if (std::ranges::any_of(of, [](const auto& each) { return !each.part; }))
                std::erase_if(of, [](const auto& each) { return each.part.has_value(); });
            keep_apart(of);
        }
        std::ranges::move(of, std::back_inserter(kept));
    }
    return kept;
}

std::vector<ReachLine> reach_lines(const std::vector<Measurement>& measurements, Reach reach)
{
    std::map<std::pair<std::string, std::string>, ReachLine> lines;
    for (const auto& measurement : without_repeats(measurements)) {
        if (reach_of(measurement.measure.code) != reach) continue;
        const auto channel = code_or_nothing(measurement.channel);
        auto& line = lines[{measurement.measure.code, channel}];
        line.measure = measurement.measure.code;
        line.channel = channel;
        line.value += measurement.value;
        ++line.measurements;
        add_once(line.bases, measurement.basis.code);
    }
    std::vector<ReachLine> sorted;
    for (auto& [name, line] : lines)
        sorted.push_back(std::move(line));
    std::ranges::stable_sort(sorted, [](const auto& one, const auto& other) {
        return one.measure == other.measure && one.value > other.value;
    });
    return sorted;
}

Knowledge knowledge_of(const std::vector<Event>& events)
{
    Knowledge all;
    double before = 0;
    double after = 0;
    for (const auto& event : events)
        for (const auto& test : event.tests) {
            if (!test.mean_before || !test.mean_after || test.highest <= 0) continue;
            const auto people = std::max<std::int64_t>(test.people_after.value_or(1), 1);
            ++all.tests;
            all.people += people;
            before += static_cast<double>(people) * *test.mean_before / test.highest;
            after += static_cast<double>(people) * *test.mean_after / test.highest;
        }
    if (all.people == 0) return all;
    all.before = 100 * before / static_cast<double>(all.people);
    all.after = 100 * after / static_cast<double>(all.people);
    return all;
}

Progress progress_of(const Indicator& indicator, const std::vector<Measurement>& measurements,
                     core::Date today)
{
    Progress progress;
    const auto counted = without_repeats(measurements);
    for (const auto& measurement : counted) {
        const auto day = last_day(measurement);
        const bool later = !progress.measured_on || *progress.measured_on < day;
        if (indicator.adds_up)
            progress.value = progress.value.value_or(0) + measurement.value;
        else if (later)
            progress.value = measurement.value;
        if (!indicator.adds_up && later) progress.bases.clear();
        if (indicator.adds_up || later) add_once(progress.bases, measurement.basis.code);
        if (later) progress.measured_on = day;
    }
    auto targets = indicator.targets;
    std::ranges::sort(targets, {}, &Target::by);
    const auto next = std::ranges::find_if(targets, [&](const Target& target) { return today <= target.by; });
    const Target* target = next != targets.end() ? &*next : targets.empty() ? nullptr : &targets.back();
    if (target == nullptr) return progress;
    progress.target = target->value;
    progress.target_by = target->by;
    const double way = target->value - indicator.baseline.value_or(0);
    if (progress.value && way != 0) progress.share = (*progress.value - indicator.baseline.value_or(0)) / way;
    return progress;
}

} // namespace panoh::outreach
