#include "release/statistics.h"

#include <algorithm>
#include <array>

#include "core/codes.h"
#include "release/linked_tables.h"

namespace panoh::release {

namespace {

using Pair = Tally::Pair;

enum class Order { by_key, by_code, by_size };

/// What a table is called, what its keys are, and how they stand.
struct Shape {
    std::string id;
    std::vector<std::string> dimensions;
    Order order;
    std::string_view list = {};
};

struct Views {
    Table world;
    Table area;
};

/// Hidden rows never stand by their size.
void sort_rows(Table& table, const Shape& shape)
{
    const auto place = [&](const TableRow& row) -> std::int64_t {
        if (std::find(row.key.begin(), row.key.end(), not_recorded) != row.key.end()) return no_limit;
        if (shape.order == Order::by_size) return row.people ? -*row.people : 0;
        if (shape.order == Order::by_key) return 0;
        const auto& codes = core::code_list(shape.list).codes;
        return std::find(codes.begin(), codes.end(), row.key[0]) - codes.begin();
    };
    std::sort(table.rows.begin(), table.rows.end(), [&](const TableRow& a, const TableRow& b) {
        return std::pair(place(a), a.key) < std::pair(place(b), b.key);
    });
}

/// A dataset's tables on their way out.
class Publisher {
public:
    Publisher(const Tally& tally, Rule rule) : tally_(tally), rule_(rule)
    {
        const bool some_world = tally.total.world >= rule.smallest;
        const std::int64_t rest = tally.total.world - tally.total.central_asia;
        const bool area_tells = rule.sensitive(tally.total.central_asia) || rule.sensitive(rest);
        if (some_world) world_total_ = tally.total.world;
        if (some_world && !area_tells) area_total_ = tally.total.central_asia;
    }

    void table(const Tally::Marginal& marginal, Shape shape)
    {
        Draft draft;
        const auto area = first_safe(draft, Area::total,
                                     [&](Area one) { return draft_table(marginal, tally_.total, one); });
        keep(print(draft.network, draft.entries, shape, area), shape);
    }
    void citizenship_and_corridors()
    {
        Draft draft;
        const auto area = first_safe(draft, Area::total, [&](Area one) {
            return draft_corridors(tally_.corridors, tally_.total, one);
        });
        const Shape citizenship{"citizenship", {"citizenship"}, Order::by_size};
        const Shape corridor{"corridor", {"citizenship", "country_of_exploitation"}, Order::by_size};
        keep(print(draft.network, draft.entries, citizenship, area), citizenship);
        keep(print(draft.network, draft.corridors, corridor, area), corridor);
    }
    void exploitation();
    [[nodiscard]] Statistics take() { return std::move(made_); }

private:
    /// The most open way to print that can be made safe, with the draft that is; nothing when none can.
    template <typename Make>
    std::optional<Area> first_safe(Draft& draft, Area second, Make make)
    {
        if (!world_total_) return std::nullopt;
        const Area first = area_total_ ? Area::printed : Area::unknown;
        for (const Area area : {first, second}) {
            std::optional<Draft> made = make(area);
            if (made && made->network.protect(rule_)) {
                draft = std::move(*made);
                return area;
            }
            if (first == Area::unknown) break;
        }
        return std::nullopt;
    }
    Views print(const CountNetwork& network, const std::vector<Entry>& entries, const Shape& shape,
                std::optional<Area> area) const;
    void keep(Views views, const Shape& shape);

    const Tally& tally_;
    Rule rule_;
    std::optional<std::int64_t> world_total_;
    std::optional<std::int64_t> area_total_;
    Statistics made_;
};

Views Publisher::print(const CountNetwork& network, const std::vector<Entry>& entries, const Shape& shape,
                       std::optional<Area> area) const
{
    Views views{{.id = shape.id, .dimensions = shape.dimensions, .rows = {}, .total = world_total_},
                {.id = shape.id, .dimensions = shape.dimensions, .rows = {}, .total = area_total_}};
    views.world.withheld = !area;
    views.area.withheld = area != Area::printed;
    const auto line = [&](const Entry& entry, int count) {
        const Count& it = network.at(count);
        return TableRow{entry.key, it.hidden ? std::nullopt : std::optional(it.value)};
    };
    for (const Entry& entry : entries) {
        if (area && entry.world) views.world.rows.push_back(line(entry, *entry.world));
        if (area && entry.area) views.area.rows.push_back(line(entry, *entry.area));
    }
    return views;
}

void Publisher::keep(Views views, const Shape& shape)
{
    sort_rows(views.world, shape);
    sort_rows(views.area, shape);
    made_.world.push_back(std::move(views.world));
    made_.central_asia.push_back(std::move(views.area));
}

// ---- forms of exploitation: a person may have several
// -------------------------------------------------------------

/// How many people can be without any form, from the counts of the forms alone: at most everybody outside the
/// largest form, at least those whom the forms cannot cover.
struct Outside {
    std::int64_t least = 0;
    std::int64_t most = 0;
    std::int64_t truly = 0;
};

template <typename Of>
Outside outside(const Tally& tally, Of of)
{
    std::int64_t sum = 0;
    std::int64_t largest = 0;
    for (const auto& [form, people] : tally.exploitation) {
        sum += of(people);
        largest = std::max(largest, of(people));
    }
    const std::int64_t truly = of(tally.exploitation_not_recorded);
    return {std::max<std::int64_t>(0, of(tally.total) - sum), of(tally.total) - largest, truly};
}

struct HiddenOutside {
    bool world = false;
    bool area = false;
};

/// Which of the two counts of people without a recorded form must be hidden. They are in no sum with the
/// forms, since one person can be in several, but the forms bound them. Nothing when hiding does not help.
std::optional<HiddenOutside> protect_outside(const Tally& tally, Rule rule, Area area)
{
    const Outside world = outside(tally, [](Pair pair) { return pair.world; });
    if (area == Area::unknown) {
        const HiddenOutside hidden{rule.sensitive(world.truly), true};
        if (hidden.world && world.most < rule.smallest) return std::nullopt;
        return hidden;
    }
    Outside of_area = outside(tally, [](Pair pair) { return pair.central_asia; });
    // The reader sees whether the row is there.
    if (of_area.truly == 0)
        of_area = {};
    else
        of_area.least = std::max<std::int64_t>(1, of_area.least);
    const Outside rest = outside(tally, [](Pair pair) { return pair.world - pair.central_asia; });
    const auto small = [&](const Outside& one) { return rule.sensitive(one.truly); };
    if (!small(world) && !small(of_area) && !small(rest)) return HiddenOutside{};
    for (const HiddenOutside hidden : {HiddenOutside{false, true}, {true, false}, {true, true}}) {
        if ((small(world) && !hidden.world) || (small(of_area) && !hidden.area)) continue;
        const Outside now = hidden.area ? of_area : Outside{of_area.truly, of_area.truly, of_area.truly};
        const auto below = [&](std::int64_t other) { return hidden.world ? no_limit : world.truly - other; };
        const auto safe = [&](const Outside& one, std::int64_t most) {
            return !small(one) || most >= rule.smallest;
        };
        if (safe(of_area, std::min(now.most, below(rest.least))) &&
            safe(rest, std::min(rest.most, below(now.least))) && safe(world, now.most + rest.most))
            return hidden;
    }
    return std::nullopt;
}

/// The reader is given more than is printed, the sum of the forms of each view: what holds then holds without
/// it. A form cannot hold more people than have any form.
void Publisher::exploitation()
{
    const Pair outside = tally_.exploitation_not_recorded;
    const Pair most{tally_.total.world - outside.world, tally_.total.central_asia - outside.central_asia};
    Pair mentions;
    for (const auto& [form, people] : tally_.exploitation) {
        mentions.world += people.world;
        mentions.central_asia += people.central_asia;
    }
    std::optional<HiddenOutside> hidden;
    Draft draft;
    const auto area = first_safe(draft, Area::unknown, [&](Area one) {
        hidden = protect_outside(tally_, rule_, one);
        return hidden ? std::optional(draft_table(tally_.exploitation, mentions, one, most)) : std::nullopt;
    });
    const Shape shape{"exploitation", {"exploitation"}, Order::by_code, "exploitation"};
    Views views = print(draft.network, draft.entries, shape, area);
    const auto line = [&](Table& table, std::int64_t people, bool hide) {
        if (people > 0 && !table.withheld)
            table.rows.push_back({{std::string(not_recorded)}, hide ? std::nullopt : std::optional(people)});
    };
    if (area) {
        line(views.world, outside.world, hidden->world);
        line(views.area, outside.central_asia, hidden->area);
    }
    views.world.people_can_repeat = views.area.people_can_repeat = true;
    keep(std::move(views), shape);
}

} // namespace

Statistics publish(const Tally& tally, Rule rule)
{
    Publisher publisher(tally, rule);
    publisher.table(tally.year, {"year", {"year"}, Order::by_key});
    publisher.table(tally.sex, {"sex", {"gender"}, Order::by_code, "gender"});
    publisher.table(tally.age_band, {"age_band", {"age_band"}, Order::by_code, "age_band"});
    publisher.exploitation();
    publisher.citizenship_and_corridors();
    return publisher.take();
}

} // namespace panoh::release
