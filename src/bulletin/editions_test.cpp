#include "bulletin/test_newsroom.h"

using namespace panoh;
using namespace panoh::bulletin;
using test::Newsroom;

namespace {

std::string code(const core::Done& done)
{
    return done ? "" : done.error().code;
}

core::Done change_story_of(Newsroom& room, core::EditionId id, core::UserId person, const std::string& body)
{
    const auto files = room.read([&](store::Reader& reader) { return stories_of(reader, room.file(id)); });
    return room.write([&](store::Transaction& transaction) {
        return change_story(transaction, room.permit<core::Action::edition_write>(), room.act(person),
                            {files.front().id, files.front().version}, Newsroom::story_saying(body));
    });
}

} // namespace

TEST_CASE("an edition comes out by the hands of two people")
{
    for (const auto engine : test::engines()) {
        Newsroom room(engine);
        const auto id = room.edition_saying("Text.");
        CHECK(code(room.approve(id, room.bermet)) == "bulletin/not_in_this_state");
        CHECK(code(room.publish(id)) == "bulletin/not_in_this_state");
        REQUIRE(room.ask(id, room.asel));
        CHECK(code(room.approve(id, room.asel)) == "bulletin/second_person");
        CHECK(code(room.publish(id)) == "bulletin/not_in_this_state");
        REQUIRE(room.approve(id, room.bermet));
        REQUIRE(room.publish(id));
        CHECK(room.file(id).state == State::published);
        CHECK(room.file(id).slug == "2026-11-18");
    }
}

TEST_CASE("who changed something since the review was asked for is no second person")
{
    for (const auto engine : test::engines()) {
        Newsroom room(engine);
        const auto id = room.edition_saying("Text.");
        REQUIRE(room.ask(id, room.asel));
        REQUIRE(change_story_of(room, id, room.bermet, "Another text."));
        CHECK(room.file(id).state == State::in_review);
        CHECK(code(room.approve(id, room.bermet)) == "bulletin/second_person");
    }
}

TEST_CASE("any change after the approval asks for another one")
{
    for (const auto engine : test::engines()) {
        Newsroom room(engine);
        const auto id = room.edition_saying("Text.");
        REQUIRE(room.ask(id, room.asel));
        REQUIRE(room.approve(id, room.bermet));
        REQUIRE(change_story_of(room, id, room.asel, "Slipped in."));
        CHECK(room.file(id).state == State::draft);
        CHECK(code(room.publish(id)) == "bulletin/not_in_this_state");
    }
}

TEST_CASE("what is out stays out while its next version is made, and both are kept")
{
    for (const auto engine : test::engines()) {
        Newsroom room(engine);
        const auto id = room.edition_saying("First.");
        room.bring_out(id);
        REQUIRE(change_story_of(room, id, room.asel, "Second."));
        CHECK(room.file(id).state == State::draft);
        CHECK(room.printed(id)->sections[0].stories[0].blocks[0].runs[0].text == "First.");
        room.bring_out(id);
        CHECK(room.printed(id)->sections[0].stories[0].blocks[0].runs[0].text == "Second.");
        CHECK(room.printed(id)->version == 2);
        CHECK(room.printed(id)->slug == "2026-11-18");
        const auto both = room.read([&](store::Reader& reader) { return releases(reader, room.file(id)); });
        REQUIRE(both.size() == 2);
        const auto differing = differences(*core::read_json<Released>(both[0].document),
                                           *core::read_json<Released>(both[1].document));
        CHECK(differing.size() == 1);
        CHECK(differing[0] != "edition");
    }
}

TEST_CASE("what was withdrawn is read by nobody")
{
    for (const auto engine : test::engines()) {
        Newsroom room(engine);
        const auto id = room.edition_saying("Text.");
        const auto take_back = [&] {
            const auto change = room.now(id);
            return room.write([&](store::Transaction& transaction) {
                return withdraw(transaction, room.permit<core::Action::edition_write>(), room.act(room.asel),
                                change);
            });
        };
        CHECK(code(take_back()) == "bulletin/not_out");
        room.bring_out(id);
        const auto before = room.stamp();
        REQUIRE(take_back());
        CHECK(room.file(id).state == State::withdrawn);
        CHECK_FALSE(room.printed(id));
        CHECK(room.stamp() != before);
        CHECK(room.read([&](store::Reader& reader) { return published_editions(reader); }).empty());
    }
}

TEST_CASE("two editions of one day have two addresses")
{
    for (const auto engine : test::engines()) {
        Newsroom room(engine);
        const auto first = room.edition_saying("One.");
        const auto second = room.edition_saying("Two.");
        room.bring_out(first);
        room.bring_out(second);
        CHECK(room.file(second).slug == "2026-11-18-2");
        const auto out = room.read([&](store::Reader& reader) { return published_editions(reader); });
        REQUIRE(out.size() == 2);
        CHECK(out[0].languages == std::vector<std::string>{"en", "ky"});
    }
}

TEST_CASE("nobody of another organisation learns that an edition is there")
{
    for (const auto engine : test::engines()) {
        Newsroom room(engine);
        const auto id = room.edition_saying("Text.");
        const auto theirs = room.permit<core::Action::edition_write>(room.other);
        const auto change = room.now(id);
        const auto tried = room.write([&](store::Transaction& transaction) {
            return change_edition(transaction, theirs, room.act(room.bermet), change, Newsroom::value());
        });
        CHECK(code(tried) == "bulletin/edition_not_found");
        const auto read = room.read([&](store::Reader& reader) {
            return edition(reader, room.permit<core::Action::edition_read>(room.other), id);
        });
        CHECK_FALSE(read);
    }
}

TEST_CASE("a story that is removed leaves its section, and what came out keeps it")
{
    for (const auto engine : test::engines()) {
        Newsroom room(engine);
        const auto id = room.edition_saying("Text.");
        room.bring_out(id);
        const auto story =
            room.read([&](store::Reader& reader) { return stories_of(reader, room.file(id)); })[0];
        REQUIRE(room.write([&](store::Transaction& transaction) {
            return remove_story(transaction, room.permit<core::Action::edition_write>(), room.act(room.asel),
                                {story.id, story.version});
        }));
        const auto value = core::read_json<Edition>(room.file(id).document);
        CHECK(value->sections[0].stories.empty());
        CHECK(room.printed(id)->sections[0].stories.size() == 1);
    }
}
