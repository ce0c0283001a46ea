#include <doctest/doctest.h>

#include "bulletin/edition.h"
#include "bulletin/figure.h"
#include "bulletin/formats.h"
#include "bulletin/story.h"

using namespace panoh;
using namespace panoh::bulletin;

namespace {

/// "code at member" of every fault.
template <typename T>
std::vector<std::string> faults_of(const T& value)
{
    outreach::Findings findings;
    outreach::look_through(value, findings);
    std::vector<std::string> found;
    if (const auto done = findings.done(); !done)
        for (const auto& fault : done.error().faults)
            found.push_back(fault.code + " at " + fault.field);
    return found;
}

using Faults = std::vector<std::string>;

Wording in(const std::string& language, const std::string& text)
{
    return {{language}, text};
}

Edition sound_edition()
{
    return {.titles = {in("en", "Bulletin")}, .day = {2026, 7, 30}, .languages = {{"en"}, {"ky"}}};
}

std::string words(std::string_view key, std::string_view language)
{
    const bool english = language == "en";
    if (key == "names.group") return english ? "," : "\u00a0";
    if (key == "names.decimal") return english ? "." : ",";
    if (key == "names.dateLong") return english ? "d MMMM y" : "y-'ж'., d-MMMM";
    if (key == "names.months.7") return english ? "July" : "июль";
    if (key == "bulletin.about") return english ? "about {number}" : "{number} чамасында";
    if (key == "bulletin.billion") return english ? "{number} billion" : "{number} млрд";
    if (key == "bulletin.money.USD") return english ? "${number}" : "{number} АКШ доллары";
    if (key == "codes.measure.people_indirect") return "People reached through media";
    if (key == "codes.figure_basis.estimated") return "Estimated";
    return "";
}

} // namespace

TEST_CASE("an edition has a title and a language, each language once")
{
    CHECK(faults_of(sound_edition()) == Faults{});
    CHECK(faults_of(Edition{.day = {2026, 7, 30}}) ==
          Faults{"outreach/missing at titles", "outreach/missing at languages"});
    auto twice = sound_edition();
    twice.titles.push_back(in("en", "Again"));
    twice.languages.push_back({"ky"});
    CHECK(faults_of(twice) == Faults{"outreach/repeated at languages/2", "outreach/repeated at titles/1"});
}

TEST_CASE("a title is one line, since it becomes the subject of a letter")
{
    auto edition = sound_edition();
    edition.titles[0].text = "Bulletin\nBcc: all@example.org";
    CHECK(faults_of(edition) == Faults{"json/character_not_allowed at titles/0/text"});
    edition = sound_edition();
    edition.notes = {in("en", "Reconstructed.\nNot reviewed."), in("en", "A second note.")};
    CHECK(faults_of(edition) == Faults{});
}

TEST_CASE("a story stands once in an edition")
{
    auto edition = sound_edition();
    edition.sections = {{.key = "a", .stories = {{{1}}, {{2}}}}, {.key = "b", .stories = {{{1}}}}};
    CHECK(faults_of(edition) == Faults{"outreach/repeated at sections/1/stories/0"});
}

TEST_CASE("an address of a contact can end no header and no attribute")
{
    auto edition = sound_edition();
    edition.contacts = {{.country = {"KZ"}, .name = "A mission", .emails = {}, .as_of = {2021, 7, 30}}};
    for (const std::string sound : {"mission@example.org", "a.b-c_d+e@mail.example.org"}) {
        edition.contacts[0].emails = {sound};
        CHECK(faults_of(edition) == Faults{});
    }
    for (const std::string broken :
         {"mission", "@example.org", "a@b", "a@example.", "a@.org", "a b@example.org", "a@example.org>",
          "a@b@example.org", "a\"@example.org"}) {
        edition.contacts[0].emails = {broken};
        CHECK(faults_of(edition) == Faults{"bulletin/email_invalid at contacts/0/emails/0"});
    }
}

TEST_CASE("a fault of a text names its line, and a picture must be there")
{
    Story story{.texts = {{.language = {"en"}, .title = "T", .body = "fine\n{picture:1}\n**x"}}};
    CHECK(faults_of(story) == Faults{"bulletin/text_invalid at texts/0/body/3"});
    story.texts[0].body = "fine\n\n{picture:1}";
    CHECK(faults_of(story) == Faults{"bulletin/text_invalid at texts/0/body/3"});
    story.pictures = {{.picture = {{1}}}};
    CHECK(faults_of(story) == Faults{});
    story.texts[0].body = std::string(20'001, 'a');
    CHECK(faults_of(story) == Faults{"outreach/too_long at texts/0/body"});
    story.texts = {{.language = {"en"}, .title = "A"}, {.language = {"en"}, .title = "B"}};
    CHECK(faults_of(story) == Faults{"outreach/repeated at texts/1"});
    story.texts.clear();
    story.days = {{.from = {2021, 7, 30}, .to = core::Date{2021, 7, 26}}};
    CHECK(faults_of(story) == Faults{"outreach/ends_before_it_starts at days/0/to"});
}

TEST_CASE("numbers and days are written as each language does")
{
    CHECK(number_in(7500, words, "en") == "7,500");
    CHECK(number_in(7500, words, "ky") == "7500");
    CHECK(number_in(1234567.5, words, "ky") == "1\u00a0234\u00a0567,5");
    CHECK(number_in(0, words, "en") == "0");
    CHECK(number_in(7500, {}, "en") == "7500");
    CHECK(day_in({2021, 7, 27}, words, "en") == "27 July 2021");
    CHECK(day_in({2021, 7, 27}, {}, "en") == "2021-07-27");
    CHECK(days_in({{2021, 7, 26}, core::Date{2021, 7, 30}}, words, "en") == "26–30 July 2021");
    CHECK(days_in({{2021, 7, 26}, core::Date{2021, 7, 30}}, words, "ky") == "2021-ж., 26–30-июль");
    CHECK(days_in({{2020, 7, 26}, core::Date{2021, 7, 30}}, words, "en") == "26 July 2020 – 30 July 2021");
}

TEST_CASE("a figure is printed with its words, and what is filled in is not read again")
{
    const Figure media{.state = FigureState::fine,
                       .value = 7500,
                       .unit = "people_indirect",
                       .measured = true,
                       .about = true,
                       .basis = "estimated",
                       .source = "Office (fictional)"};
    const auto made = printed(media, nullptr, words, "en", "en");
    CHECK(made.value == "about 7,500");
    CHECK(made.number == "7,500");
    CHECK(made.label == "People reached through media");
    CHECK(made.basis == "Estimated");
    CHECK(made.source == "Office (fictional)");
    const Figure money{.state = FigureState::fine,
                       .value = 150e9,
                       .unit = "money",
                       .about = true,
                       .currency = "USD",
                       .title = "Profits a year",
                       .source = "Report"};
    CHECK(printed(money, nullptr, words, "en", "en").value == "about $150 billion");
    CHECK(printed(money, nullptr, words, "ky", "en").value == "150 млрд АКШ доллары чамасында");
    CHECK(printed(money, nullptr, {}, "en", "en").value == "≈ 150000000000 USD");
    const FigureUse use{.labels = {in("ky", "Жылдык киреше")}, .sources = {in("en", "The report")}};
    CHECK(printed(money, &use, words, "ky", "en").label == "Жылдык киреше");
    CHECK(printed(money, &use, words, "ky", "en").source == "The report");
    CHECK(said([](auto, auto) { return std::string("{a}{b}"); }, "x", "en", {{"a", "{b}"}, {"b", "c"}}, "") ==
          "{b}c");
}

TEST_CASE("a measurement without a source is no figure that is printed")
{
    const std::string text = R"({"measure":"articles","value":6,"basis":"counted","source":)";
    CHECK(figure_in(outreach::Kind::measurement, text + R"("Office"})").state == FigureState::fine);
    CHECK(figure_in(outreach::Kind::measurement, text + "null}").state == FigureState::without_source);
    CHECK(figure_in(outreach::Kind::event, text + R"("Office"})").state == FigureState::unknown);
    CHECK(figure_in(outreach::Kind::fact, "{}").state == FigureState::unknown);
}
