#include "access/reading_pace.h"

#include <algorithm>
#include <vector>

namespace panoh::access {

template <typename Thing>
void ReadingPace::LastHour<Thing>::forget(core::Instant now)
{
    // Of a time to come: the clock was turned back, and nobody knows how long they would count.
    if (!in_order.empty() && in_order.back().first > now + core::minute_ms) {
        in_order.clear();
        last.clear();
    }
    while (!in_order.empty() && in_order.front().first + core::hour_ms <= now) {
        const auto known = last.find(in_order.front().second);
        if (known != last.end() && known->second == in_order.front().first) last.erase(known);
        in_order.pop_front();
    }
}

template <typename Thing>
void ReadingPace::LastHour<Thing>::add(const Thing& thing, core::Instant now)
{
    const auto [known, fresh] = last.try_emplace(thing, now);
    // A page that is opened again and again is kept once a minute.
    if (!fresh && now < known->second + core::minute_ms) return;
    known->second = now;
    in_order.emplace_back(now, thing);
}

template <typename Thing>
ReadingPace::Answer ReadingPace::decide(Person& person, LastHour<Thing>& done, std::span<const Thing> wanted,
                                        bool present, core::Instant now) const
{
    done.forget(now);
    const auto fresh =
        std::ranges::count_if(wanted, [&](const Thing& one) { return !done.last.contains(one); });
    const auto all = static_cast<std::int64_t>(done.last.size()) + fresh;
    const std::int64_t most = std::int64_t{alone_} * most_times;
    if (fresh > 0 && all > most) {
        Answer answer{.verdict = Verdict::enough, .again_at = now + core::hour_ms};
        answer.first = person.told_at + core::hour_ms <= now || person.told_at > now;
        if (answer.first) person.told_at = now;
        std::vector<core::Instant> times;
        for (const auto& [thing, at] : done.last)
            times.push_back(at);
        const auto leaves = static_cast<std::size_t>(all - most);
        if (leaves <= times.size()) {
            std::ranges::nth_element(times, times.begin() + static_cast<std::ptrdiff_t>(leaves - 1));
            answer.again_at = times[leaves - 1] + core::hour_ms;
        }
        return answer;
    }
    if (fresh > 0 && all > alone_ && !present) return {.verdict = Verdict::show_presence};
    for (const Thing& one : wanted)
        done.add(one, now);
    return {};
}

ReadingPace::Answer ReadingPace::opens(core::UserId user, std::span<const core::CaseId> cases, bool present,
                                       core::Instant now)
{
    const std::lock_guard lock(mutex_);
    Person& person = people_[user];
    return decide(person, person.cases, cases, present, now);
}

ReadingPace::Answer ReadingPace::searches(core::UserId user, bool present, core::Instant now)
{
    const std::lock_guard lock(mutex_);
    Person& person = people_[user];
    const std::int64_t one = person.next_search++;
    return decide(person, person.searches, std::span(&one, 1), present, now);
}

} // namespace panoh::access
