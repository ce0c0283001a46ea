#include "release/release.h"

#include <algorithm>

namespace panoh::release {

namespace {

struct Way {
    ReleaseState from;
    ReleaseStep step;
    ReleaseState to;
};

constexpr std::array<Way, 17> ways = [] {
    using enum ReleaseState;
    using Step = ReleaseStep;
    return std::array<Way, 17>{{
        {draft, Step::change, draft},
        {proposed, Step::change, draft},
        {failed, Step::change, draft},
        {draft, Step::propose, proposed},
        {proposed, Step::send_back, draft},
        {approved, Step::send_back, draft},
        {proposed, Step::approve, approved},
        {approved, Step::begin, making},
        {making, Step::fail, failed},
        {making, Step::finish, made},
        {made, Step::publish, published},
        {published, Step::withdraw, withdrawn},
        {draft, Step::discard, discarded},
        {proposed, Step::discard, discarded},
        {approved, Step::discard, discarded},
        {failed, Step::discard, discarded},
        {made, Step::discard, discarded},
    }};
}();

} // namespace

core::Result<ReleaseState> after(ReleaseState state, ReleaseStep step)
{
    const auto found =
        std::ranges::find_if(ways, [&](const Way& way) { return way.from == state && way.step == step; });
    if (found == ways.end()) return core::fail(core::ErrorKind::conflict, "release/not_in_this_state");
    return found->to;
}

const ReleaseText* best_text(const std::vector<ReleaseText>& texts, std::string_view language)
{
    for (const ReleaseText& text : texts)
        if (text.language.code == language) return &text;
    return texts.empty() ? nullptr : &texts.front();
}

bool is_there(ReleaseState state)
{
    switch (state) {
    case ReleaseState::made:
    case ReleaseState::published:
    case ReleaseState::withdrawn:
        return true;
    case ReleaseState::draft:
    case ReleaseState::proposed:
    case ReleaseState::approved:
    case ReleaseState::making:
    case ReleaseState::failed:
    case ReleaseState::discarded:
        return false;
    }
    return false;
}

} // namespace panoh::release
