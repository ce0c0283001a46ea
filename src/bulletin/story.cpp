#include "bulletin/story.h"

#include <algorithm>

namespace panoh::bulletin {

namespace {

void check_body(const Story& story, const StoryText& text, outreach::Findings& findings)
{
    if (!text.body) return;
    const outreach::Findings::Place place(findings, "body");
    const auto body = parse_body(*text.body);
    if (!body) {
        if (body.error().faults.empty()) findings.fault(body.error().code, body.error().field);
        for (const auto& fault : body.error().faults)
            findings.fault(fault.code, fault.field);
        return;
    }
    for (const auto& block : *body)
        if (block.kind == BodyBlock::Kind::picture &&
            (block.picture == 0 || block.picture > story.pictures.size()))
            findings.fault("bulletin/text_invalid", std::to_string(block.line));
}

void add_new(std::vector<core::ItemId>& ids, const std::vector<core::ItemId>& more)
{
    for (const auto& id : more)
        if (std::ranges::find(ids, id) == ids.end()) ids.push_back(id);
}

} // namespace

void check_more(const Story& story, outreach::Findings& findings)
{
    const outreach::Findings::Place place(findings, "texts");
    for (std::size_t i = 0; i < story.texts.size(); ++i) {
        const outreach::Findings::Place one(findings, std::to_string(i));
        check_body(story, story.texts[i], findings);
    }
}

void check_more(const Days& days, outreach::Findings& findings)
{
    if (days.to && *days.to < days.from) findings.fault("outreach/ends_before_it_starts", "to");
}

void check_more(const PictureUse& use, outreach::Findings& findings)
{
    check_lines(use.alternative, "alternative", findings);
    check_lines(use.caption, "caption", findings);
}

void check_more(const FigureUse& use, outreach::Findings& findings)
{
    check_lines(use.labels, "labels", findings);
    check_lines(use.sources, "sources", findings);
}

const StoryText* text_in(const Story& story, std::string_view language, std::string_view otherwise)
{
    for (const auto wanted : {language, otherwise})
        for (const auto& text : story.texts)
            if (text.language.code == wanted) return &text;
    return story.texts.empty() ? nullptr : &story.texts.front();
}

Quoted quoted_in(const Story& story)
{
    Quoted quoted;
    for (const auto& text : story.texts) {
        const auto body = parse_body(text.body.value_or(""));
        if (!body) continue;
        add_new(quoted.figures, figures_in(*body));
        add_new(quoted.testimonies, testimonies_in(*body));
    }
    return quoted;
}

} // namespace panoh::bulletin
