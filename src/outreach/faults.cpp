#include "outreach/faults.h"

#include <algorithm>

#include "core/text.h"

namespace panoh::outreach {

namespace {

constexpr std::size_t longest_line = 300;
constexpr std::size_t longest_prose = 4000;
constexpr std::size_t longest_body = 20'000;

bool is_prose(std::string_view member)
{
    return member == "text" || member == "summary" || member == "lead" || member == "note" ||
           member == "outcome" || member == "body";
}

std::size_t longest(std::string_view member)
{
    if (member == "body") return longest_body;
    return is_prose(member) ? longest_prose : longest_line;
}

} // namespace

bool is_link(std::string_view text)
{
    const bool web = text.starts_with("https://") || text.starts_with("http://");
    return web && text.size() > text.find("//") + 2 &&
           text.find_first_of(" \t\r\n<>\"'`\\") == std::string_view::npos;
}

void Findings::fault(std::string_view code, std::string_view member)
{
    const Place place(*this, member);
    faults_.push_back({std::string(code), path_});
}

core::Done Findings::done() const
{
    if (faults_.empty()) return {};
    return core::fail({.code = faults_.front().code, .field = faults_.front().field, .faults = faults_});
}

void Findings::words(std::string_view member, const std::string& text)
{
    std::string line = text;
    if (is_prose(member))
        std::ranges::replace_if(
            line, [](char c) { return c == '\n' || c == '\t'; }, ' ');
    if (!core::is_line(line)) fault("json/character_not_allowed");
    if (core::letters(text) > longest(member)) fault("outreach/too_long");
    if (member.ends_with("link") && !is_link(text)) fault("outreach/link_invalid");
}

void Findings::country(std::string_view code)
{
    if (std::ranges::find(countries, code) == countries.end()) countries.emplace_back(code);
}

Findings::Place::Place(Findings& findings, std::string_view member)
    : findings_(findings), before_(findings.path_.size())
{
    if (member.empty()) return;
    if (!findings_.path_.empty()) findings_.path_ += '/';
    findings_.path_ += member;
}

} // namespace panoh::outreach
