#include "bulletin/edition.h"

#include <algorithm>
#include <set>

#include "core/text.h"

namespace panoh::bulletin {

namespace {

constexpr std::size_t longest_email = 254;

/// An address as missions have them. Nothing in it can end a header or an attribute.
bool is_email(std::string_view text)
{
    const auto at = text.find('@');
    if (at == 0 || at == std::string_view::npos || text.size() > longest_email) return false;
    const auto domain = text.substr(at + 1);
    const auto dot = domain.rfind('.');
    if (dot == 0 || dot == std::string_view::npos || dot + 1 == domain.size()) return false;
    return std::ranges::all_of(text,
                               [](char c) {
                                   return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                                          (c >= '0' && c <= '9') ||
                                          std::string_view("@.-_+").find(c) != std::string_view::npos;
                               }) &&
           domain.find('@') == std::string_view::npos;
}

} // namespace

void check_more(const Section& section, outreach::Findings& findings)
{
    check_lines(section.titles, "titles", findings);
}

void check_more(const Contact& contact, outreach::Findings& findings)
{
    for (std::size_t i = 0; i < contact.emails.size(); ++i)
        if (!is_email(contact.emails[i]))
            findings.fault("bulletin/email_invalid", "emails/" + std::to_string(i));
}

void check_more(const Edition& edition, outreach::Findings& findings)
{
    if (edition.titles.empty()) findings.fault("outreach/missing", "titles");
    if (edition.languages.empty()) findings.fault("outreach/missing", "languages");
    check_lines(edition.titles, "titles", findings);
    check_once(edition.leads, "leads", findings);
    std::set<core::StoryId> seen;
    for (std::size_t i = 0; i < edition.sections.size(); ++i)
        for (std::size_t j = 0; j < edition.sections[i].stories.size(); ++j)
            if (!seen.insert(edition.sections[i].stories[j]).second)
                findings.fault("outreach/repeated",
                               "sections/" + std::to_string(i) + "/stories/" + std::to_string(j));
}

std::string first_language(const Edition& edition)
{
    return edition.languages.empty() ? std::string() : edition.languages.front().code;
}

std::string title_of(const Edition& edition)
{
    const auto first = first_language(edition);
    const auto* title = best(edition.titles, first, first);
    return title == nullptr ? std::string() : std::string(core::trim(title->text));
}

} // namespace panoh::bulletin
