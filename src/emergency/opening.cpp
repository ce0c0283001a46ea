#include "emergency/opening.h"

#include "core/text.h"

namespace panoh::emergency {

namespace {
constexpr std::size_t longest_why = 1'000;
} // namespace

bool is_open(const Opening& opening, core::UserId user, core::Instant now)
{
    return opening.officer == user && !opening.reviewed_at && opening.opened_at <= now &&
           now < opening.ends_at;
}

core::Done check_why(std::string_view why)
{
    if (core::is_blank(why)) return core::fail(core::ErrorKind::invalid, "emergency/why_missing", "why");
    if (core::letters(why) > longest_why)
        return core::fail(core::ErrorKind::invalid, "emergency/why_too_long", "why");
    return {};
}

} // namespace panoh::emergency
