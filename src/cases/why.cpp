#include "cases/why.h"

#include <fmt/format.h>

#include "core/date.h"
#include "core/text.h"

namespace panoh::cases {
namespace {

constexpr std::size_t longest_why = 200;
constexpr std::size_t longest_word = 300;

core::Done refuse_why(const char* code)
{
    return core::fail(core::ErrorKind::invalid, code, "why.text");
}

} // namespace

core::Done check(const Why& why)
{
    if (core::is_blank(why.text)) return refuse_why("export/why_missing");
    if (!core::is_line(why.text)) return refuse_why("export/why_not_a_line");
    if (core::letters(why.text) > longest_why) return refuse_why("export/why_too_long");
    return {};
}

core::Done check(const AboutWords& words)
{
    core::Done checked;
    boost::mp11::mp_for_each<core::JsonMembers<AboutWords>>([&](auto member) {
        const std::string& word = words.*member.pointer;
        if (!checked) return;
        if (core::is_blank(word) || !core::is_line(word) || core::letters(word) > longest_word)
            checked = core::fail(core::ErrorKind::invalid, "export/words_invalid", member.name);
    });
    return checked;
}

std::string named(const std::string& person, const std::string& organisation)
{
    return person.empty() || organisation.empty() ? person + organisation : person + ", " + organisation;
}

tables::About about_of(const AboutWords& words, const Taker& taker, const Why& why)
{
    const std::string when = core::local_minute(taker.at, taker.time_zone);
    const std::string because =
        core::is_blank(why.text) ? words.purpose : fmt::format("{}: {}", words.purpose, core::trim(why.text));
    tables::About about{.sheet = words.sheet,
                        .lines = {{words.who, taker.name},
                                  {words.when, fmt::format("{} ({})", when, taker.time_zone)},
                                  {words.why, because},
                                  {words.title, words.note}},
                        .page_foot = fmt::format("{} · {} · {}", taker.name, when, because),
                        .title = words.title,
                        .creator = taker.name,
                        .description = because,
                        .created_at = core::to_string(taker.at)};
    if (!taker.demo) return about;
    about.lines.push_back({words.fictional, words.fictional});
    about.page_foot = fmt::format("{} · {}", words.fictional, about.page_foot);
    about.title = fmt::format("{} ({})", about.title, words.fictional);
    return about;
}

} // namespace panoh::cases
