#include "release/linked_tables.h"

namespace panoh::release {

namespace {

using Pair = Tally::Pair;

/// The three ends of every network: what flows from an area through the keys to the world.
struct Ends {
    int world = 0;
    int area = 0;
    int rest = 0;
};

Ends add_ends(CountNetwork& network, Pair total, Area area)
{
    Ends ends{network.add_node(), network.add_node(), network.add_node()};
    const std::int64_t of_area = area == Area::unknown ? 0 : total.central_asia;
    const auto known = CountKind::known;
    if (of_area > 0) network.add({.from = ends.world, .to = ends.area, .kind = known, .value = of_area});
    network.add({.from = ends.world, .to = ends.rest, .kind = known, .value = total.world - of_area});
    return ends;
}

int add_listed(CountNetwork& network, int from, int to, std::int64_t people, std::int64_t most = no_limit)
{
    return network.add({.from = from, .to = to, .value = people, .least = 1, .most = most});
}

int add_derived(CountNetwork& network, int from, int to, std::int64_t people, std::int64_t most = no_limit)
{
    return network.add({.from = from, .to = to, .kind = CountKind::derived, .value = people, .most = most});
}

} // namespace

Draft draft_table(const Tally::Marginal& marginal, Pair total, Area area, Pair most)
{
    Draft draft;
    CountNetwork& network = draft.network;
    const Ends ends = add_ends(network, total, area);
    for (const auto& [name, people] : marginal) {
        Entry entry{.key = {name}, .people = people};
        const int key = network.add_node();
        const std::int64_t of_area = area == Area::unknown ? 0 : people.central_asia;
        if (of_area > 0 && area == Area::printed)
            entry.area = add_listed(network, ends.area, key, of_area, most.central_asia);
        else if (area == Area::total && total.central_asia > 0)
            add_derived(network, ends.area, key, of_area, most.central_asia);
        const std::int64_t rest_most = most.world == no_limit ? no_limit : most.world - most.central_asia;
        add_derived(network, ends.rest, key, people.world - of_area,
                    area == Area::unknown ? most.world : rest_most);
        entry.world = add_listed(network, key, ends.world, people.world, most.world);
        draft.entries.push_back(std::move(entry));
    }
    return draft;
}

Draft draft_corridors(const Tally::Corridors& corridors, Pair total, Area area)
{
    Draft draft;
    CountNetwork& network = draft.network;
    const Ends ends = add_ends(network, total, area);
    for (auto at = corridors.begin(); at != corridors.end();) {
        const std::string& citizenship = at->first.first;
        Entry entry{.key = {citizenship}, .people = {}};
        const int key = network.add_node();
        const int in_area = network.add_node();
        const int in_rest = network.add_node();
        for (; at != corridors.end() && at->first.first == citizenship; ++at) {
            const auto& country = at->first.second;
            const bool touches = in_central_asia(citizenship) || in_central_asia(country);
            const bool apart = touches && area != Area::unknown;
            Entry corridor{.key = {citizenship, country}, .people = {at->second, touches ? at->second : 0}};
            corridor.world = add_listed(network, apart ? in_area : in_rest, key, at->second);
            if (apart && area == Area::printed) corridor.area = corridor.world;
            entry.people.world += at->second;
            entry.people.central_asia += corridor.people.central_asia;
            draft.corridors.push_back(std::move(corridor));
        }
        const std::int64_t of_area = area == Area::unknown ? 0 : entry.people.central_asia;
        const std::int64_t of_rest = entry.people.world - of_area;
        if (of_area > 0 && area == Area::printed)
            entry.area = add_listed(network, ends.area, in_area, of_area);
        if (of_area > 0 && area == Area::total) add_derived(network, ends.area, in_area, of_area);
        if (of_rest > 0) add_derived(network, ends.rest, in_rest, of_rest);
        entry.world = add_listed(network, key, ends.world, entry.people.world);
        draft.entries.push_back(std::move(entry));
    }
    return draft;
}

} // namespace panoh::release
