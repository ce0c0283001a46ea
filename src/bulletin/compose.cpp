#include "bulletin/compose.h"

#include <algorithm>

#include "bulletin/figure.h"
#include "bulletin/formats.h"
#include "bulletin/picture_to_print.h"
#include "core/text.h"
#include "outreach/items.h"

namespace panoh::bulletin {

namespace {

template <core::FixedText List>
std::vector<std::string> codes_of(const std::vector<core::Coded<List>>& coded)
{
    std::vector<std::string> codes;
    for (const auto& one : coded)
        codes.push_back(one.code);
    return codes;
}

std::string text_of(const Wording* wording)
{
    return wording == nullptr ? std::string() : wording->text;
}

std::optional<outreach::Testimony> testimony_in(store::Reader& reader, core::ItemId id,
                                                core::OrganisationId organisation)
{
    const auto found = outreach::item_for_print(reader, id);
    if (!found || found->kind != outreach::Kind::testimony || found->organisation != organisation)
        return std::nullopt;
    auto testimony = core::read_json<outreach::Testimony>(found->document);
    if (!testimony || found->removed) return std::nullopt;
    return std::move(*testimony);
}

/// Makes one story; what it withdraws goes to the edition.
class StoryPrinter {
public:
    StoryPrinter(store::Reader& reader, const Contents& contents, const Printing& printing,
                 const Words& words, std::vector<std::string>& withdrawn)
        : reader_(reader), contents_(contents), printing_(printing), words_(words), withdrawn_(withdrawn),
          first_(first_language(contents.edition))
    {
    }

    core::Result<PrintedStory> print(const Story& story, std::string key)
    {
        PrintedStory made{.key = std::move(key), .country = story.country ? story.country->code : ""};
        const auto* text = text_in(story, printing_.language, first_);
        if (text == nullptr) return made;
        language_ = text->language.code;
        made.language = language_;
        made.translated = language_ == printing_.language;
        made.reviewed = text->reviewed;
        made.title = text->title;
        made.lead = text->lead.value_or("");
        made.byline = text->byline.value_or("");
        for (const auto& days : story.days)
            made.days.push_back(days_in(days, words_, language_));
        made.sources =
            story.sources.empty() ? std::vector<std::string>() : all_in(story.sources, language_, first_);
        PANOH_TRY(const auto body, parse_body(text->body.value_or("")));
        for (const auto& block : body)
            add(made, story, block);
        return made;
    }

private:
    void add(PrintedStory& made, const Story& story, const BodyBlock& block)
    {
        switch (block.kind) {
        case BodyBlock::Kind::heading:
            made.blocks.push_back({.kind = Block::Kind::heading, .runs = runs(made, story, block.runs)});
            return;
        case BodyBlock::Kind::paragraph:
            made.blocks.push_back({.kind = Block::Kind::paragraph, .runs = runs(made, story, block.runs)});
            return;
        case BodyBlock::Kind::quote:
            made.blocks.push_back(
                {.kind = Block::Kind::quote, .runs = runs(made, story, block.runs), .who = block.who});
            return;
        case BodyBlock::Kind::points: {
            Block points{.kind = Block::Kind::points};
            for (const auto& item : block.items)
                points.items.push_back(runs(made, story, item));
            made.blocks.push_back(std::move(points));
            return;
        }
        case BodyBlock::Kind::figure:
            if (auto found = figure(made, story, block.id))
                made.blocks.push_back({.kind = Block::Kind::figure, .figure = std::move(*found)});
            return;
        case BodyBlock::Kind::testimony:
            return quote(made, block.id);
        case BodyBlock::Kind::picture:
            return picture(made, story, block.picture);
        case BodyBlock::Kind::video:
            made.blocks.push_back({.kind = Block::Kind::link, .link = block.link});
            return;
        }
    }

    std::vector<Run> runs(PrintedStory& made, const Story& story, const std::vector<BodyRun>& written)
    {
        std::vector<Run> printed;
        for (const auto& run : written)
            printed.push_back(this->run(made, story, run));
        return printed;
    }

    Run run(PrintedStory& made, const Story& story, const BodyRun& written)
    {
        switch (written.kind) {
        case BodyRun::Kind::text:
            return {.text = written.text};
        case BodyRun::Kind::strong:
            return {.kind = Run::Kind::strong, .text = written.text};
        case BodyRun::Kind::emphasis:
            return {.kind = Run::Kind::emphasis, .text = written.text};
        case BodyRun::Kind::link:
            return {.kind = Run::Kind::link, .text = written.text, .link = written.link};
        case BodyRun::Kind::figure:
            break;
        }
        auto found = figure(made, story, written.figure);
        // A gap that can be seen: the sentence around it must not read as if there had been no figure.
        if (!found) return {.kind = Run::Kind::figure, .text = "…"};
        Run run{.kind = Run::Kind::figure, .text = found->value, .link = found->source_link};
        const auto same = [&](const PrintedFigure& other) {
            return other.value == found->value && other.label == found->label &&
                   other.source == found->source;
        };
        if (std::ranges::none_of(made.figures, same)) made.figures.push_back(std::move(*found));
        return run;
    }

    std::optional<PrintedFigure> figure(const PrintedStory& made, const Story& story, core::ItemId id)
    {
        const auto found = figure_of(reader_, id);
        if (found.state != FigureState::fine) {
            say("bulletin.figure_withdrawn", made, std::nullopt);
            return std::nullopt;
        }
        const auto use =
            std::ranges::find_if(story.figures, [&](const FigureUse& each) { return each.figure == id; });
        auto made_of =
            bulletin::printed(found, use == story.figures.end() ? nullptr : &*use, words_, language_, first_);
        const auto then = std::ranges::find_if(contents_.figures,
                                               [&](const FigureThen& each) { return each.figure == id; });
        if (then != contents_.figures.end() && then->facts != printed_facts(found))
            made_of.corrected_on = core::local_day(said_since(reader_, id), printing_.time_zone);
        return made_of;
    }

    void quote(PrintedStory& made, core::ItemId id)
    {
        const auto allowed =
            testimony_to_print(reader_, id, contents_, publication_of(printing_.medium), printing_.day);
        if (!allowed) {
            const auto gone = testimony_in(reader_, id, contents_.organisation);
            if (gone && gone->withdrawn_on) say("bulletin.testimony_withdrawn", made, gone->withdrawn_on);
            return;
        }
        if (!allowed->text) return;
        const auto translated = std::ranges::find_if(
            allowed->translations, [&](const auto& each) { return each.language.code == language_; });
        const bool own = translated == allowed->translations.end();
        Block block{.kind = Block::Kind::quote, .runs = {{.text = own ? *allowed->text : translated->text}}};
        block.who =
            said(words_, "bulletin.pseudonym", language_, {{"name", allowed->pseudonym}}, allowed->pseudonym);
        if (own && allowed->language && allowed->language->code != language_)
            block.language = allowed->language->code;
        made.blocks.push_back(std::move(block));
    }

    void picture(PrintedStory& made, const Story& story, std::size_t number)
    {
        if (number == 0 || number > story.pictures.size()) return;
        const auto& use = story.pictures[number - 1];
        const auto found = picture_to_print(reader_, use.picture, contents_.organisation, printing_.day);
        const auto alternative = text_of(best(use.alternative, language_, first_));
        if (!found) return say("bulletin.picture_withdrawn", made, std::nullopt);
        if (alternative.empty()) return;
        made.blocks.push_back({.kind = Block::Kind::picture,
                               .picture = {.id = use.picture,
                                           .alternative = alternative,
                                           .caption = text_of(best(use.caption, language_, first_)),
                                           .credit = found->credit,
                                           .width = found->width,
                                           .height = found->height}});
    }

    /// Of what is out only: in a working copy the list of what is missing says it.
    void say(std::string_view key, const PrintedStory& made, std::optional<core::Date> on)
    {
        if (contents_.version == 0) return;
        const auto& language = printing_.language;
        const auto day = on ? day_in(*on, words_, language) : std::string();
        auto sentence = said(words_, key, language, {{"story", made.title}, {"day", day}}, key);
        if (std::ranges::find(withdrawn_, sentence) == withdrawn_.end())
            withdrawn_.push_back(std::move(sentence));
    }

    store::Reader& reader_;
    const Contents& contents_;
    const Printing& printing_;
    const Words& words_;
    std::vector<std::string>& withdrawn_;
    std::string first_;
    std::string language_ = {}; ///< in which the story stands
};

PrintedEdition heads_of(const Contents& contents, const Printing& printing)
{
    const auto& edition = contents.edition;
    const auto first = first_language(edition);
    const auto in = [&](const std::vector<Wording>& wordings) {
        return text_of(best(wordings, printing.language, first));
    };
    PrintedEdition made{.id = contents.id,
                        .slug = contents.slug,
                        .language = printing.language,
                        .title = in(edition.titles),
                        .lead = in(edition.leads),
                        .number = edition.number.value_or(""),
                        .day = edition.day,
                        .countries = codes_of(edition.countries),
                        .languages = codes_of(edition.languages),
                        .fictional = edition.fictional.value_or(false),
                        .version = std::max<std::int64_t>(contents.version, 1)};
    if (!edition.notes.empty()) made.notes = all_in(edition.notes, printing.language, first);
    for (const auto& contact : edition.contacts)
        made.contacts.push_back({contact.country.code, contact.name, contact.emails, contact.as_of});
    return made;
}

} // namespace

std::string publication_of(Medium medium)
{
    return "bulletin_" + std::string(core::to_text(medium));
}

std::optional<outreach::Testimony> testimony_to_print(store::Reader& reader, core::ItemId id,
                                                      const Contents& contents, std::string_view publication,
                                                      core::Date day)
{
    auto testimony = testimony_in(reader, id, contents.organisation);
    if (!testimony || !outreach::may_publish(*testimony, publication, day)) return std::nullopt;
    const auto& only = testimony->consent.countries;
    if (only.empty()) return testimony;
    const auto& countries = contents.edition.countries;
    const bool within = !countries.empty() && std::ranges::all_of(countries, [&](const auto& country) {
        return std::ranges::find(only, country) != only.end();
    });
    return within ? testimony : std::nullopt;
}

core::Result<PrintedEdition> compose(store::Reader& reader, const Contents& contents,
                                     const Printing& printing, const Words& words)
{
    PrintedEdition made = heads_of(contents, printing);
    if (std::ranges::find(made.languages, printing.language) == made.languages.end())
        return core::fail(core::ErrorKind::not_found, "bulletin/language_unknown");
    StoryPrinter printer(reader, contents, printing, words, made.withdrawn);
    const auto first = first_language(contents.edition);
    int number = 0;
    for (const auto& section : contents.edition.sections) {
        PrintedSection part{.title = text_of(best(section.titles, printing.language, first))};
        for (const auto& id : section.stories) {
            const auto story =
                std::ranges::find_if(contents.stories, [&](const auto& each) { return each.first == id; });
            ++number;
            if (story == contents.stories.end()) continue;
            PANOH_TRY(auto told, printer.print(story->second, "s" + std::to_string(number)));
            part.stories.push_back(std::move(told));
        }
        made.sections.push_back(std::move(part));
    }
    return made;
}

} // namespace panoh::bulletin
