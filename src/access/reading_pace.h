#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <span>
#include <utility>

#include "core/clock.h"
#include "core/ids.h"

namespace panoh::access {

/// More than a day's work opens in one hour: four pages of names.
constexpr int default_cases_an_hour = 200;

/// How fast one person may read: a colleague who was bought or forced reads no more than an hour's worth of
/// names before somebody hears of it (OWASP ASVS 5.0, 2.4.1). In memory only; who cannot restart the node
/// cannot reset it. Safe to use from every thread.
class ReadingPace {
public:
    /// The most are so many times what goes without a proof of presence.
    static constexpr int most_times = 5;

    enum class Verdict {
        go_on,
        show_presence, ///< more than `alone` in an hour, and no proof of presence
        enough,        ///< more than `most_times * alone`
    };
    struct Answer {
        Verdict verdict = Verdict::go_on;
        core::Instant again_at = {}; ///< with `enough`: when as many are an hour old
        bool first = false;          ///< with `enough`: nobody was told of it within the hour
    };

    /// `alone`: different cases, and searches, within an hour without a proof of presence.
    explicit ReadingPace(int alone) : alone_(alone) {}

    /// The person opens sealed parts of these cases. Counts each case once within an hour; what is not let
    /// on is not counted.
    [[nodiscard]] Answer opens(core::UserId user, std::span<const core::CaseId> cases, bool present,
                               core::Instant now);
    /// The person searches for a name.
    [[nodiscard]] Answer searches(core::UserId user, bool present, core::Instant now);

private:
    /// What one person did within the last hour, each thing by its last time.
    template <typename Thing>
    struct LastHour {
        std::deque<std::pair<core::Instant, Thing>> in_order = {};
        std::map<Thing, core::Instant> last = {};

        void forget(core::Instant now);
        void add(const Thing& thing, core::Instant now);
    };
    struct Person {
        LastHour<core::CaseId> cases = {};
        LastHour<std::int64_t> searches = {};
        std::int64_t next_search = 0;
        core::Instant told_at = {};
    };
    template <typename Thing>
    [[nodiscard]] Answer decide(Person& person, LastHour<Thing>& done, std::span<const Thing> wanted,
                                bool present, core::Instant now) const;

    int alone_;
    std::mutex mutex_;
    std::map<core::UserId, Person> people_;
};

} // namespace panoh::access
