#include "app/bulletin_fiction.h"

#include <string>
#include <utility>
#include <vector>

#include "access/gate.h"
#include "bulletin/editions.h"
#include "bulletin/stories.h"
#include "core/date.h"

namespace panoh::app {
namespace {

using access::PermitIssuer;
using bulletin::Edition;
using bulletin::Story;
using bulletin::StoryText;
using core::Action;

/// Writes as one person; another one reads and approves.
class Newsroom {
public:
    Newsroom(store::Transaction& transaction, const ProgrammeHands& hands, core::Instant now)
        : transaction_(transaction), hands_(hands), now_(now), today_(core::utc_day(now))
    {
    }

    [[nodiscard]] core::Date day(int days) const { return core::add_days(today_, days); }

    core::Result<core::EditionId> begin(const Edition& edition)
    {
        return bulletin::add_edition(transaction_, writing_, by(hands_.officer), edition);
    }

    core::Done tell(core::EditionId edition, const std::string& section, const Story& story)
    {
        PANOH_TRY([[maybe_unused]] const auto id,
                  bulletin::add_story(transaction_, writing_, by(hands_.officer), edition, section, story));
        return {};
    }

    core::Done bring_out(core::EditionId edition)
    {
        PANOH_TRY(auto change, as_it_stands(edition));
        PANOH_CHECK(bulletin::ask_review(transaction_, writing_, by(hands_.officer), change, today_));
        PANOH_TRY(change, as_it_stands(edition));
        PANOH_CHECK(bulletin::approve(transaction_, approving_, by(hands_.communicator), change, today_));
        PANOH_TRY(change, as_it_stands(edition));
        return bulletin::publish(transaction_, writing_, by(hands_.officer), change, today_);
    }

private:
    [[nodiscard]] audit::Act by(core::UserId person) const
    {
        return {.actor = person, .session_hash = {}, .at = now_};
    }
    [[nodiscard]] core::Result<bulletin::EditionChange> as_it_stands(core::EditionId id)
    {
        const auto permit = PermitIssuer::for_command<Action::edition_read>(hands_.organisation);
        PANOH_TRY(const auto file, bulletin::edition(transaction_, permit, id));
        return bulletin::EditionChange{id, file.version};
    }

    store::Transaction& transaction_;
    const ProgrammeHands& hands_;
    core::Instant now_;
    core::Date today_;
    bulletin::MayWriteEditions writing_ =
        PermitIssuer::for_command<Action::edition_write>(hands_.organisation);
    bulletin::MayApproveEditions approving_ =
        PermitIssuer::for_command<Action::edition_approve>(hands_.organisation);
};

StoryText text(std::string language, std::string title, std::string body)
{
    return {.language = {std::move(language)},
            .title = std::move(title),
            .body = std::move(body),
            .reviewed = true};
}

std::string reference(std::string_view what, const auto& id)
{
    return '{' + std::string(what) + ':' + core::to_string(id) + '}';
}

Edition river_edition(const Newsroom& room)
{
    Edition edition{.titles = {{{"en"}, "Lanterns along the river (fictional)"},
                               {{"ru"}, "Фонари вдоль реки (вымышлено)"}}};
    edition.leads = {{{"en"}, "What was asked, taught and promised in the river towns this season."},
                     {{"ru"}, "О чём спрашивали, чему учили и что обещали в речных городах."}};
    edition.number = "1";
    edition.day = room.day(-6);
    edition.countries = {{"KG"}};
    edition.languages = {{"en"}, {"ru"}};
    edition.sections = {
        {.key = "together", .titles = {{{"en"}, "Together"}, {{"ru"}, "Вместе"}}},
        {.key = "voices", .titles = {{{"en"}, "Voices"}, {{"ru"}, "Голоса"}}},
    };
    edition.contacts = {{.country = {"KG"},
                         .name = "Office of Quiet Rivers (fictional)",
                         .emails = {"rivers@example.org"},
                         .as_of = room.day(-6)}};
    edition.fictional = true;
    return edition;
}

Story training_story(const ProgrammeItems& items)
{
    Story story{.country = core::Coded<"country">{"KG"}};
    const auto figure = reference("figure", items.trained);
    story.texts = {
        text(
            "en", "They now know what to ask at the bus station",
            "Two days, one question: what do you see when nobody says it?\n\n" + figure +
                "\n\n## What they practised\n\n- to speak to a person alone\n- to ask nothing that can wait\n"
                "- to know **whom to call**, and when not to"),
        text("ru", "Теперь они знают, о чём спросить на автовокзале",
             "Два дня и один вопрос: что видно, когда об этом молчат?\n\n" + figure +
                 "\n\n## Чему учились\n\n- говорить с человеком наедине\n- не спрашивать того, что подождёт\n"
                 "- знать, **кому звонить**, а когда не звонить")};
    story.events = {items.training};
    return story;
}

Story fact_story(const ProgrammeItems& items)
{
    Story story{.country = core::Coded<"country">{"KG"}};
    const auto figure = reference("figure", items.fact);
    story.texts = {text("en", "Most lanterns burn again",
                        "Of all that were counted, " + figure + " were lit. Nobody walked home in the dark."),
                   text("ru", "Большинство фонарей снова горит",
                        "Из тех, что сосчитали, горят " + figure + ". Никто не шёл домой в темноте.")};
    story.figures = {{.figure = core::ItemId{items.fact.bytes},
                      .labels = {{{"en"}, "of the lanterns counted in the river towns (fictional)"},
                                 {{"ru"}, "Из фонарей, сосчитанных в речных городах, горели (вымышлено)"}},
                      .sources = {{{"en"}, "Yearbook of lanterns (fictional), Office of Invented Numbers"},
                                  {{"ru"}, "Ежегодник фонарей (вымышлено), Бюро придуманных чисел"}}}};
    return story;
}

Story voice_story(const ProgrammeItems& items)
{
    Story story{.country = core::Coded<"country">{"KG"}};
    const auto quote = reference("testimony", items.testimony);
    story.texts = {text("en", "Forty Fridays", "She agreed that her words stand here.\n\n" + quote),
                   text("ru", "Сорок пятниц", "Она согласилась, чтобы её слова стояли здесь.\n\n" + quote)};
    return story;
}

core::Done add_next(Newsroom& room, const ProgrammeItems& items)
{
    Edition edition{.titles = {{{"en"}, "Before the harvest (fictional)"}}};
    edition.day = room.day(24);
    edition.countries = {{"KG"}};
    edition.languages = {{"en"}, {"ru"}, {"ky"}};
    edition.sections = {{.key = "work", .titles = {{{"en"}, "Work"}}}};
    edition.fictional = true;
    PANOH_TRY(const auto id, room.begin(edition));
    Story table{.days = {{.from = room.day(9)}}};
    table.texts = {text("en", "Who pays the fee?",
                        "A round table asks who pays when somebody finds work abroad, and who should.")};
    PANOH_CHECK(room.tell(id, "work", table));
    Story again = training_story(items);
    again.texts.front().title = "The second training begins";
    again.texts.back().title = "Начинается второе обучение";
    again.texts.back().reviewed = false;
    return room.tell(id, "work", again);
}

} // namespace

core::Done add_bulletin(store::Transaction& transaction, const ProgrammeHands& hands,
                        const ProgrammeItems& items, core::Instant now)
{
    Newsroom room(transaction, hands, now);
    PANOH_TRY(const auto river, room.begin(river_edition(room)));
    PANOH_CHECK(room.tell(river, "together", training_story(items)));
    PANOH_CHECK(room.tell(river, "together", fact_story(items)));
    PANOH_CHECK(room.tell(river, "voices", voice_story(items)));
    PANOH_CHECK(room.bring_out(river));
    return add_next(room, items);
}

} // namespace panoh::app
