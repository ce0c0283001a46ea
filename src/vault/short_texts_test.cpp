#include "vault/short_texts.h"
#include "vault/test_world.h"

using namespace panoh;
using test::Name;
using test::World;

namespace {

constexpr auto identity = core::Compartment::identity;

vault::TeamText sealed_by(World& world, const test::Person* writer, const Name& name, std::string_view text)
{
    return world->read([&](store::Reader& reader) {
        auto ring = writer != nullptr ? writer->ring() : vault::KeyRing::of_nobody(test::registrar());
        auto sealed = vault::seal_to_team(reader, ring, world.team, name.place(), text);
        REQUIRE(sealed);
        return std::move(*sealed);
    });
}

/// What `person` reads there as a member of `team`, or the code of the refusal.
std::string opened_by(World& world, const test::Person& person, const Name& name, core::ByteView sealed,
                      core::TeamId team)
{
    return world->read([&](store::Reader& reader) -> std::string {
        auto ring = person.ring();
        auto texts = vault::ShortTexts::of(reader, ring, team, identity);
        if (!texts) return texts.error().code;
        const auto text = texts->open_team_text(name.place(), sealed);
        return text ? std::string(*text) : text.error().code;
    });
}

} // namespace

TEST_CASE("A text for a team is opened by its holders only, whoever wrote it")
{
    for (const auto engine : test::engines()) {
        World world(engine);
        const Name name;
        const auto quick = sealed_by(world, &world.ayana, name, "AgAl 1994");
        const auto boxed = sealed_by(world, nullptr, name, "AgAl 1995");
        const auto by_stranger = sealed_by(world, &world.stranger, name, "AgAl 1996");
        CHECK_FALSE(vault::is_boxed(quick.sealed));
        CHECK(vault::is_boxed(boxed.sealed));
        CHECK(vault::is_boxed(by_stranger.sealed));
        CHECK(opened_by(world, world.ayana, name, quick.sealed, world.team) == "AgAl 1994");
        CHECK(opened_by(world, world.ayana, name, boxed.sealed, world.team) == "AgAl 1995");
        CHECK(opened_by(world, world.ayana, name, by_stranger.sealed, world.team) == "AgAl 1996");
        for (const auto* sealed : {&quick.sealed, &boxed.sealed}) {
            CHECK(opened_by(world, world.stranger, name, *sealed, world.team) == "vault/no_key");
            CHECK(opened_by(world, world.stranger, name, *sealed, world.other_team) == "vault/tampered");
            CHECK(opened_by(world, world.daniyar, name, *sealed, world.team) == "vault/no_key");
        }
    }
}

TEST_CASE("A text for a team opens nowhere else, and with no bit changed")
{
    World world(store::Engine::sqlite);
    const Name name;
    Name newer = name;
    newer.version = 2;
    for (const auto* writer : {&world.ayana, static_cast<test::Person*>(nullptr)}) {
        const auto text = sealed_by(world, writer, name, "AgAl 1994");
        CHECK(opened_by(world, world.ayana, Name{}, text.sealed, world.team) == "vault/tampered");
        CHECK(opened_by(world, world.ayana, newer, text.sealed, world.team) == "vault/tampered");
        for (std::size_t at = 0; at < text.sealed.size(); ++at) {
            if (at >= 2 && at < 6) continue; // the epoch is chosen by its column, and bound into the body
            auto changed = text.sealed;
            changed[at] ^= 1U;
            REQUIRE(opened_by(world, world.ayana, name, changed, world.team) == "vault/tampered");
            changed.resize(at);
            REQUIRE(opened_by(world, world.ayana, name, changed, world.team) == "vault/tampered");
        }
    }
}

TEST_CASE("A case's text opens by the wrap beside it as it does by its key, in one buffer for all")
{
    World world(store::Engine::sqlite);
    const std::string longer(300, 'x');
    std::vector<std::pair<Name, core::Bytes>> all;
    for (const std::string_view text :
         {std::string_view("one"), std::string_view(longer), std::string_view("two")}) {
        Name name;
        core::Bytes wrap;
        REQUIRE(world->write([&](store::Transaction& transaction) -> core::Done {
            auto ring = world.ayana.ring();
            PANOH_TRY(name.sealed, vault::seal(transaction, ring, world.team, name.place(), text, &wrap));
            return {};
        }));
        all.emplace_back(name, wrap);
    }
    world->read([&](store::Reader& reader) {
        auto ring = world.ayana.ring();
        auto texts = vault::ShortTexts::of(reader, ring, world.team, identity);
        REQUIRE(texts);
        CHECK(*texts->open(all[0].first.place(), all[0].first.sealed, all[0].second) == "one");
        CHECK(*texts->open(all[1].first.place(), all[1].first.sealed, all[1].second) == longer);
        CHECK(*texts->open(all[2].first.place(), all[2].first.sealed, all[2].second) == "two");
        CHECK_FALSE(texts->open(all[2].first.place(), all[2].first.sealed, all[0].second));
        CHECK_FALSE(texts->open(all[2].first.place(), all[0].first.sealed, all[2].second));
    });
}
