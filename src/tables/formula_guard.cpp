// The guard and its undoing. A site is a place where a spreadsheet may see the beginning of a cell: the start
// of the text or what follows a possible delimiter, then any quotes and apostrophes, then a sign that starts
// a formula. The guard puts one apostrophe before the sign of each site; a guarded text has the same sites,
// each with an apostrophe before its sign, so that taking one away from each gives the text back.

#include <algorithm>
#include <array>

#include "tables/csv_writer.h"

namespace panoh::tables {

namespace {

bool starts_formula(std::string_view text)
{
    // = + - @, and their full-width forms.
    static constexpr std::array<std::string_view, 8> signs = {
        "=", "+", "-", "@", "\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0"};
    return std::any_of(signs.begin(), signs.end(),
                       [&](std::string_view sign) { return text.starts_with(sign); });
}

/// The next sign or, at the start only, white space that a spreadsheet passes over; npos after the last one.
std::size_t next_site(std::string_view text, std::size_t from)
{
    while (from < text.size()) {
        const std::size_t sign = text.find_first_not_of("\"'", from);
        if (sign == std::string_view::npos) return sign;
        const bool at_start = from == 0 && (text[sign] == '\t' || text[sign] == '\r' || text[sign] == '\n');
        if (at_start || starts_formula(text.substr(sign))) return sign;
        from = text.find_first_of(",;\t\r\n", sign);
        if (from == std::string_view::npos) return from;
        ++from;
    }
    return std::string_view::npos;
}

/// Where the search goes on behind a site.
std::size_t behind(std::string_view text, std::size_t site)
{
    const std::size_t next = text.find_first_of(",;\t\r\n", site);
    return next == std::string_view::npos ? text.size() : next + 1;
}

} // namespace

bool guard_matters(std::string_view cell)
{
    return next_site(cell, 0) != std::string_view::npos;
}

std::string with_guard(std::string_view cell)
{
    std::string out;
    std::size_t written = 0;
    std::size_t site = next_site(cell, 0);
    for (; site != std::string_view::npos; site = next_site(cell, behind(cell, site))) {
        out.append(cell.substr(written, site - written)).push_back('\'');
        written = site;
    }
    return out.append(cell.substr(written));
}

std::string without_guard(std::string_view cell)
{
    std::string out;
    std::size_t written = 0;
    std::size_t site = next_site(cell, 0);
    for (; site != std::string_view::npos; site = next_site(cell, behind(cell, site))) {
        const bool marked = site > written && cell[site - 1] == '\'';
        out.append(cell.substr(written, site - written - (marked ? 1 : 0)));
        written = site;
    }
    return out.append(cell.substr(written));
}

} // namespace panoh::tables
