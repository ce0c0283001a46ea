#include "bulletin/wording.h"

#include <algorithm>

#include "core/text.h"

namespace panoh::bulletin {

namespace {

constexpr std::size_t longest_line = 300;

} // namespace

const Wording* in_language(const std::vector<Wording>& wordings, std::string_view language)
{
    const auto found = std::ranges::find_if(
        wordings, [&](const Wording& wording) { return wording.language.code == language; });
    return found == wordings.end() ? nullptr : &*found;
}

const Wording* best(const std::vector<Wording>& wordings, std::string_view language,
                    std::string_view otherwise)
{
    if (const auto* found = in_language(wordings, language)) return found;
    if (const auto* found = in_language(wordings, otherwise)) return found;
    return wordings.empty() ? nullptr : &wordings.front();
}

std::vector<std::string> all_in(const std::vector<Wording>& wordings, std::string_view language,
                                std::string_view otherwise)
{
    const auto* model = best(wordings, language, otherwise);
    std::vector<std::string> texts;
    for (const auto& wording : wordings)
        if (wording.language == model->language) texts.push_back(wording.text);
    return texts;
}

void check_once(const std::vector<Wording>& wordings, std::string_view member, outreach::Findings& findings)
{
    const outreach::Findings::Place place(findings, member);
    for (std::size_t i = 0; i < wordings.size(); ++i)
        if (in_language(wordings, wordings[i].language.code) != &wordings[i])
            findings.fault("outreach/repeated", std::to_string(i));
}

void check_lines(const std::vector<Wording>& wordings, std::string_view member, outreach::Findings& findings)
{
    check_once(wordings, member, findings);
    const outreach::Findings::Place place(findings, member);
    for (std::size_t i = 0; i < wordings.size(); ++i) {
        const outreach::Findings::Place one(findings, std::to_string(i));
        const auto& text = wordings[i].text;
        if (text.find_first_of("\n\t") != std::string::npos)
            findings.fault("json/character_not_allowed", "text");
        if (core::letters(text) > longest_line) findings.fault("outreach/too_long", "text");
    }
}

std::string said(const Words& words, std::string_view key, std::string_view language,
                 std::initializer_list<Filling> fillings, std::string_view otherwise)
{
    const std::string pattern = words ? words(key, language) : std::string();
    if (pattern.empty()) return std::string(otherwise);
    std::string text;
    // In one pass: what is filled in is never read for {name}s itself.
    for (std::size_t at = 0; at < pattern.size();) {
        const auto found = std::ranges::find_if(fillings, [&](const Filling& filling) {
            const auto rest = std::string_view(pattern).substr(at);
            return rest.starts_with('{') && rest.substr(1).starts_with(filling.name) &&
                   rest.substr(1 + filling.name.size()).starts_with('}');
        });
        if (found == fillings.end()) {
            text += pattern[at++];
        } else {
            text += found->text;
            at += found->name.size() + 2;
        }
    }
    return text;
}

} // namespace panoh::bulletin
