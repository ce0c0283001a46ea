#include "bulletin/letter.h"

namespace panoh::bulletin {
namespace {

std::string replaced(std::string text, std::string_view place, std::string_view link)
{
    for (auto at = text.find(place); at != std::string::npos; at = text.find(place, at + link.size()))
        text.replace(at, place.size(), link);
    return text;
}

} // namespace

Letter with_link(const Letter& letter, std::string_view place, std::string_view link)
{
    return {.subject = letter.subject,
            .text = replaced(letter.text, place, link),
            .html = replaced(letter.html, place, link)};
}

core::Done check_letter(const Letter& letter)
{
    const auto has = [](const std::string& text) { return text.find(leave_place) != std::string::npos; };
    if (has(letter.text) && (letter.html.empty() || has(letter.html))) return {};
    return core::fail(core::ErrorKind::conflict, "bulletin/letter_without_leave");
}

} // namespace panoh::bulletin
