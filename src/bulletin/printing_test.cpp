#include "bulletin/test_newsroom.h"

using namespace panoh;
using namespace panoh::bulletin;
using test::Newsroom;

namespace {

std::string code(const core::Done& done)
{
    return done ? "" : done.error().code;
}

std::string figure(core::ItemId id)
{
    return "{figure:" + core::to_string(id) + '}';
}
std::string quote_of(core::ItemId id)
{
    return "{testimony:" + core::to_string(id) + '}';
}

const PrintedStory& only_story(const PrintedEdition& edition)
{
    return edition.sections.at(0).stories.at(0);
}

void take_back(Newsroom& room, core::ItemId id)
{
    REQUIRE(room.write([&](store::Transaction& transaction) {
        return outreach::withdraw_testimony(transaction, room.permit<core::Action::testimony_write>(),
                                            room.act(room.asel), core::TestimonyId{id.bytes}, room.day);
    }));
}

core::Result<PrintedEdition> draft_of(Newsroom& room, core::EditionId id)
{
    return room.read([&](store::Reader& reader) -> core::Result<PrintedEdition> {
        const auto file = room.file(id);
        PANOH_TRY(const Contents contents, working_copy(reader, file));
        return compose(reader, contents, {.language = "en", .day = room.day}, {});
    });
}

} // namespace

TEST_CASE("a figure is looked up when it is printed, and a correction is made everywhere at once")
{
    for (const auto engine : test::engines()) {
        Newsroom room(engine);
        const auto reached = room.people_reached();
        const auto first = room.edition_saying("It reached " + figure(reached) + " people.");
        const auto second = room.edition_saying("Alone:\n\n" + figure(reached));
        room.bring_out(first);
        room.bring_out(second);
        CHECK(only_story(*room.printed(first)).blocks[0].runs[1].text == "≈ 7500");
        CHECK(only_story(*room.printed(first)).figures[0].source == "Office (fictional)");
        CHECK_FALSE(only_story(*room.printed(first)).figures[0].corrected_on);

        const auto before = room.stamp();
        CHECK(room.stamp() == before);
        room.at.milliseconds += 2 * core::day_ms;
        room.correct(reached, 1,
                     R"({"measure":"people_indirect","value":6900,"basis":"estimated","source":"Office"})");
        CHECK(room.stamp() != before);
        // A later change of something else is no second correction.
        room.at.milliseconds += core::day_ms;
        room.correct(
            reached, 2,
            R"({"measure":"people_indirect","value":6900,"basis":"estimated","source":"Both offices"})");
        CHECK(only_story(*room.printed(first)).blocks[0].runs[1].text == "≈ 6900");
        CHECK(only_story(*room.printed(second)).blocks[1].figure.value == "≈ 6900");
        CHECK(only_story(*room.printed(second)).blocks[1].figure.corrected_on == core::Date{2026, 11, 20});
    }
}

TEST_CASE("a figure without a source keeps an edition from coming out, at every step")
{
    for (const auto engine : test::engines()) {
        Newsroom room(engine);
        const auto bare = room.people_reached("null");
        const auto id = room.edition_saying("It reached " + figure(bare) + " people.");
        const auto refused = room.ask(id, room.asel);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == "bulletin/figure_without_source");
        CHECK(refused.error().field.ends_with(core::to_string(bare)));
        room.correct(bare, 1, R"({"measure":"articles","value":6,"basis":"counted","source":"Office"})");
        REQUIRE(room.ask(id, room.asel));
        room.correct(bare, 2, R"({"measure":"articles","value":6,"basis":"counted"})");
        CHECK(code(room.approve(id, room.bermet)) == "bulletin/figure_without_source");
        room.correct(bare, 3, R"({"measure":"articles","value":6,"basis":"counted","source":"Office"})");
        REQUIRE(room.approve(id, room.bermet));
        room.correct(bare, 4, R"({"measure":"articles","value":6,"basis":"counted"})");
        CHECK(code(room.publish(id)) == "bulletin/figure_without_source");
    }
}

TEST_CASE("a figure that loses its source after it came out is printed no more, and the edition says so")
{
    for (const auto engine : test::engines()) {
        Newsroom room(engine);
        const auto reached = room.people_reached();
        const auto id =
            room.edition_saying("It reached " + figure(reached) + " people.\n\n" + figure(reached));
        room.bring_out(id);
        room.correct(reached, 1, R"({"measure":"people_indirect","value":7500,"basis":"estimated"})");
        const auto printed = room.printed(id);
        REQUIRE(printed);
        CHECK(only_story(*printed).blocks.size() == 1);
        CHECK(only_story(*printed).blocks[0].runs[1].text == "…");
        CHECK(printed->withdrawn == std::vector<std::string>{"bulletin.figure_withdrawn"});
    }
}

TEST_CASE("a testimony is quoted where its giver agreed, and nowhere else")
{
    for (const auto engine : test::engines()) {
        Newsroom room(engine);
        const auto given = room.testimony(Newsroom::agreed(R"("bulletin_web")"));
        const auto id = room.edition_saying("Before.\n\n" + quote_of(given));
        room.bring_out(id);
        const auto web = room.printed(id);
        CHECK(only_story(*web).blocks[1].runs[0].text == "I was never asked.");
        CHECK(only_story(*web).blocks[1].who == "Gulnara");
        CHECK(only_story(*room.printed(id, "en", Medium::paper)).blocks.size() == 1);
        CHECK(only_story(*room.printed(id, "en", Medium::email)).blocks.size() == 1);
        CHECK(room.printed(id)->withdrawn.empty());
    }
}

TEST_CASE("a testimony that may not be used keeps an edition from coming out")
{
    for (const auto engine : test::engines()) {
        Newsroom room(engine);
        for (const auto& consent : {Newsroom::agreed(R"("training")"),
                                    Newsroom::agreed(R"("bulletin_web")", R"(,"ends_on":"2026-11-17")"),
                                    Newsroom::agreed(R"("bulletin_web")", R"(,"countries":["UZ"])")}) {
            const auto id = room.edition_saying(quote_of(room.testimony(consent)));
            CHECK(code(room.ask(id, room.asel)) == "bulletin/testimony_not_allowed");
        }
        const auto fine = room.edition_saying(
            quote_of(room.testimony(Newsroom::agreed(R"("bulletin_web")", R"(,"countries":["KG"])"))));
        CHECK(code(room.ask(fine, room.asel)) == "");
    }
}

TEST_CASE("a testimony of another organisation is not there for a story")
{
    for (const auto engine : test::engines()) {
        Newsroom room(engine);
        const auto theirs = room.testimony(Newsroom::agreed(R"("bulletin_web")"), room.other);
        const auto id = room.edition_saying("Text.");
        const auto tried = room.write([&](store::Transaction& transaction) {
            return add_story(transaction, room.permit<core::Action::edition_write>(), room.act(room.asel), id,
                             "all", Newsroom::story_saying(quote_of(theirs)));
        });
        REQUIRE_FALSE(tried);
        CHECK(tried.error().code == "outreach/reference_unknown");
    }
}

TEST_CASE("taking a testimony back takes its words from drafts and from what is out, and marks what is out")
{
    for (const auto engine : test::engines()) {
        Newsroom room(engine);
        const auto given =
            room.testimony(Newsroom::agreed(R"("bulletin_web","bulletin_email","bulletin_paper")"));
        const auto out = room.edition_saying("Before.\n\n" + quote_of(given));
        const auto draft = room.edition_saying("Before.\n\n" + quote_of(given));
        room.bring_out(out);
        CHECK(only_story(*draft_of(room, draft)).blocks.size() == 2);
        const auto before = room.stamp();
        take_back(room, given);
        CHECK(room.stamp() != before);
        for (const auto medium : {Medium::web, Medium::email, Medium::paper}) {
            const auto printed = room.printed(out, "en", medium);
            CHECK(only_story(*printed).blocks.size() == 1);
            CHECK(printed->withdrawn == std::vector<std::string>{"bulletin.testimony_withdrawn"});
        }
        CHECK(only_story(*draft_of(room, draft)).blocks.size() == 1);
        CHECK(draft_of(room, draft)->withdrawn.empty());
        CHECK(code(room.ask(draft, room.asel)) == "bulletin/testimony_not_allowed");
        // Nothing that is kept for good holds the words.
        const auto kept = room.read([&](store::Reader& reader) { return releases(reader, room.file(out)); });
        CHECK(kept.at(0).document.find("never asked") == std::string::npos);
    }
}

TEST_CASE("what nobody wrote in a language stands in the first one and says so")
{
    for (const auto engine : test::engines()) {
        Newsroom room(engine);
        const auto id = room.edition_saying("Text.");
        room.bring_out(id);
        const auto kyrgyz = room.printed(id, "ky");
        REQUIRE(kyrgyz);
        CHECK(kyrgyz->title == "Bulletin");
        CHECK(kyrgyz->notes == std::vector<std::string>{"Invented."});
        CHECK_FALSE(only_story(*kyrgyz).translated);
        CHECK(only_story(*kyrgyz).language == "en");
        CHECK(only_story(*room.printed(id, "en")).translated);
        CHECK(room.printed(id, "tg").error().code == "bulletin/language_unknown");
        const auto lacking = room.read([&](store::Reader& reader) {
            return missing(reader, *working_copy(reader, room.file(id)), room.day);
        });
        CHECK(lacking.obstacles.empty());
        REQUIRE(lacking.lacks.size() == 3);
        CHECK(lacking.lacks[0].what == "title");
        CHECK(lacking.lacks[1].what == "note");
        CHECK(lacking.lacks[2].what == "text");
        CHECK(lacking.lacks[2].language == "ky");
    }
}

TEST_CASE("a picture of which nobody knows that it is allowed is refused")
{
    for (const auto engine : test::engines()) {
        Newsroom room(engine);
        const auto id = room.edition_saying("Text.");
        auto story = Newsroom::story_saying("{picture:1}");
        story.pictures = {
            {.picture = crypto::random_id<core::PictureId>(), .alternative = {{{"en"}, "A hall"}}}};
        REQUIRE(room.write([&](store::Transaction& transaction) {
            return add_story(transaction, room.permit<core::Action::edition_write>(), room.act(room.asel), id,
                             "all", story);
        }));
        CHECK(code(room.ask(id, room.asel)) == "bulletin/picture_not_allowed");
    }
}
