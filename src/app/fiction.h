#pragma once

#include <random>
#include <string>
#include <vector>

#include "cases/cases.h"

namespace panoh::app {

/// Makes up people and cases. The same seed makes the same people; none of them exists.
class Fiction {
public:
    explicit Fiction(std::uint64_t seed) : random_(seed) {}

    /// A case as a team in `country` might have it, last changed at most a month before `today`.
    [[nodiscard]] cases::RecordedCase make_case(const std::string& country, const core::Date& opened_on,
                                                const core::Date& today);
    [[nodiscard]] std::string note();
    [[nodiscard]] cases::Whereabouts whereabouts();
    /// 0 to `below` - 1.
    [[nodiscard]] int number(int below);
    [[nodiscard]] bool chance(int percent) { return number(100) < percent; }

private:
    [[nodiscard]] cases::Identity make_identity(const std::string& citizenship, bool woman,
                                                const core::Date& opened_on);
    void add_story(cases::CodedChange& change, const core::Date& opened_on);
    void add_next_step(cases::CodedChange& change, const core::Date& today);
    template <typename T>
    const T& pick(const std::vector<T>& from)
    {
        return from[static_cast<std::size_t>(number(static_cast<int>(from.size())))];
    }
    std::mt19937_64 random_;
};

} // namespace panoh::app
