#include <doctest/doctest.h>

#include "access/migrations.h"
#include "access/people.h"
#include "access/stamps.h"
#include "access/users.h"
#include "audit/migrations.h"
#include "audit/test_database.h"
#include "cases/migrations.h"
#include "drafts/drafts.h"
#include "drafts/migrations.h"
#include "vault/migrations.h"
#include "vault/test_registrar.h"

using namespace panoh;
using core::Action;
using drafts::DraftKey;
using drafts::Meeting;

namespace {

constexpr core::Instant noon{1'795'000'000'000};
const std::string key_text = "new_case.0f8fad5b-d9cb-469f-a165-70867728950e";
const DraftKey key = *drafts::parse_key(key_text);
const auto first_sitting = crypto::random_id<core::SittingId>();

/// A node with one organisation and two caseworkers.
struct World : test::TestDatabase {
    explicit World(store::Engine engine)
        : TestDatabase(engine, {audit::migrations, vault::migrations, access::migrations, cases::migrations,
                                drafts::migrations})
    {
        REQUIRE((*this)->write([&](store::Transaction& transaction) -> core::Done {
            access::register_organisation(transaction,
                                          {organisation, "Open Door", access::OrganisationType::ngo, "KG"});
            return {};
        }));
        ayana = add("ayana", ayana_keys);
        daniyar = add("daniyar", daniyar_keys);
    }
    core::UserId add(const std::string& name, const vault::UserSecrets& secrets)
    {
        const access::PreparedUser prepared{.id = crypto::random_id<core::UserId>(),
                                            .secrets = copy(secrets)};
        const auto made = (*this)->write([&](store::Transaction& transaction) {
            return access::make_user_activated(
                transaction, test::registrar(), {.at = noon}, prepared,
                {.user_name = name, .name = name, .organisation = organisation});
        });
        REQUIRE(made);
        return *made;
    }
    static vault::UserSecrets copy(const vault::UserSecrets& secrets)
    {
        return {.box = secrets.box.duplicate(), .sign = secrets.sign.duplicate()};
    }
    access::Subject subject(core::UserId user)
    {
        return (*this)->read([&](store::Reader& reader) { return *access::subject_of(reader, user); });
    }
    /// "kept", or the code of the refusal.
    std::string keep(core::UserId user, const vault::UserSecrets& secrets, const drafts::Writing& writing,
                     core::Instant at = noon, const DraftKey& of = key)
    {
        const auto who = subject(user);
        const vault::KeyRing ring(user, copy(secrets), test::registrar());
        const auto kept = (*this)->write([&](store::Transaction& transaction) {
            return drafts::keep(transaction, *access::PermitIssuer::permit<Action::draft_keep>(who, of), who,
                                ring, {.actor = user, .at = at}, writing);
        });
        return kept ? "kept" : kept.error().code;
    }
    /// The text, or the code of the refusal.
    std::string open(core::UserId user, const vault::UserSecrets& secrets, core::Instant at = noon)
    {
        const auto who = subject(user);
        const vault::KeyRing ring(user, copy(secrets), test::registrar());
        return (*this)->read([&](store::Reader& reader) {
            const auto opened = drafts::open(
                reader, access::PermitIssuer::for_command<Action::draft_open>(key), who, ring, at);
            return opened ? std::string(opened->text.reveal()) : opened.error().code;
        });
    }
    std::size_t listed(core::UserId user, const vault::UserSecrets& secrets, core::Instant at = noon)
    {
        const vault::KeyRing ring(user, copy(secrets), test::registrar());
        return (*this)->read([&](store::Reader& reader) {
            return drafts::list(reader, access::PermitIssuer::for_command<Action::draft_keep>(user), ring, at)
                .size();
        });
    }
    std::int64_t count(const char* sql)
    {
        const store::Sql statement{sql};
        return (*this)->read([&](store::Reader& reader) {
            return reader.first(statement, {}, [](const store::Row& row) { return row.integer(0); })
                .value_or(-1);
        });
    }
    std::int64_t drop_over(core::Instant at) { return drafts::drop_over(*operator->(), at); }

    core::OrganisationId organisation = crypto::random_id<core::OrganisationId>();
    vault::UserSecrets ayana_keys = vault::make_user_secrets();
    vault::UserSecrets daniyar_keys = vault::make_user_secrets();
    core::UserId ayana = {};
    core::UserId daniyar = {};
};

drafts::Writing writing(const std::string& text, std::int64_t count = 1,
                        core::SittingId sitting = first_sitting)
{
    return {.sitting = {sitting, count}, .text = core::SecretText(text)};
}

} // namespace

TEST_CASE("a key is a form's word and an id in lower case, and nothing else")
{
    CHECK(drafts::to_string(key) == key_text);
    CHECK_FALSE(key.case_of());
    for (const auto& form : core::Names<drafts::Form>::all) {
        const auto parsed =
            drafts::parse_key(std::string(form.text) + ".0f8fad5b-d9cb-469f-a165-70867728950e");
        REQUIRE(parsed);
        CHECK(parsed->form == form.value);
        const bool of_none = !form.text.starts_with("case_");
        CHECK(parsed->case_of().has_value() == !of_none);
        const auto right = drafts::right_of(form.value);
        CHECK(core::to_text(right) != "audit_read");
    }
    CHECK(drafts::right_of(drafts::Form::edition_words) == Action::edition_write);
    CHECK(drafts::right_of(drafts::Form::edition_story) == Action::edition_write);
    CHECK(drafts::right_of(drafts::Form::new_lineage) == Action::release_write);
    CHECK(drafts::right_of(drafts::Form::lineage_schema) == Action::release_write);
    CHECK(drafts::right_of(drafts::Form::release_plan) == Action::release_write);
    for (const auto* wrong :
         {"", ".", "new_case", "new_case.", "case_note.0F8FAD5B-D9CB-469F-A165-70867728950E",
          "case_note.00000000-0000-0000-0000-000000000000", "poem.0f8fad5b-d9cb-469f-a165-70867728950e",
          "case_note.0f8fad5b-d9cb-469f-a165-70867728950e.",
          " case_note.0f8fad5b-d9cb-469f-a165-70867728950e", "case_note.0f8fad5bd9cb469fa16570867728950e"}) {
        CAPTURE(wrong);
        CHECK_FALSE(drafts::parse_key(wrong));
    }
}

TEST_CASE(
    "a writing goes over what its own sitting kept before, or over what it goes on from, and over nothing "
    "else")
{
    const auto mine = crypto::random_id<core::SittingId>();
    const auto other = crypto::random_id<core::SittingId>();
    const auto meets = [&](std::int64_t count, std::optional<core::SittingId> from, core::SittingId kept) {
        return drafts::meet(drafts::Sitting{kept, 5}, {mine, count}, from);
    };
    CHECK(drafts::meet(std::nullopt, {mine, 1}, std::nullopt) == Meeting::first);
    CHECK(meets(6, std::nullopt, mine) == Meeting::next);
    CHECK(meets(5, std::nullopt, mine) == Meeting::late);
    CHECK(meets(4, std::nullopt, mine) == Meeting::late);
    CHECK(meets(6, std::nullopt, other) == Meeting::elsewhere);
    CHECK(meets(1, other, other) == Meeting::next);
    CHECK(meets(9, mine, other) == Meeting::elsewhere);
}

TEST_CASE("a draft is over after fourteen days, a day without the right, and at once without the keys")
{
    const auto over = [](std::int64_t days, bool opens, bool may_write) {
        return drafts::is_over(noon, {.opens = opens, .may_write = may_write}, noon + days * core::day_ms);
    };
    CHECK_FALSE(over(13, true, true));
    CHECK(over(14, true, true));
    CHECK_FALSE(over(0, true, false));
    CHECK(over(1, true, false));
    CHECK(over(0, false, true));
}

TEST_CASE("a draft opens for its writer, and for nobody else who has the whole database")
{
    for (const auto engine : test::engines()) {
        World world(engine);
        CHECK(world.keep(world.ayana, world.ayana_keys, writing("Айгүл, Ош")) == "kept");
        CHECK(world.open(world.ayana, world.ayana_keys) == "Айгүл, Ош");
        CHECK(world.open(world.daniyar, world.daniyar_keys) == "draft/not_found");
        CHECK(world.listed(world.daniyar, world.daniyar_keys) == 0);
        // A colleague puts the row under the own name and key.
        world.tamper(
            "INSERT INTO draft_form SELECT ?, draft_key, sitting, counted, version, begun_at, kept_at, ?, "
            "sealed FROM draft_form",
            {world.daniyar, core::ByteView(crypto::public_key_of(world.daniyar_keys.box).bytes)});
        CHECK(world.open(world.daniyar, world.daniyar_keys) == "vault/tampered");
    }
}

TEST_CASE("a changed row of a draft is refused")
{
    for (const auto engine : test::engines()) {
        World world(engine);
        CHECK(world.keep(world.ayana, world.ayana_keys, writing("Nodira")) == "kept");
        world.tamper("UPDATE draft_form SET version = 2");
        CHECK(world.open(world.ayana, world.ayana_keys) == "vault/tampered");
        world.tamper("UPDATE draft_form SET version = 1");
        CHECK(world.open(world.ayana, world.ayana_keys) == "Nodira");
        // The text of another draft of the same person.
        const auto other = *drafts::parse_key("new_case.7c9e6679-7425-40de-944b-e07fc1f90ae7");
        CHECK(world.keep(world.ayana, world.ayana_keys, writing("Zarina"), noon, other) == "kept");
        world.tamper(
            "UPDATE draft_form SET sealed = (SELECT o.sealed FROM draft_form o WHERE o.draft_key = ?) "
            "WHERE draft_key = ?",
            {drafts::to_string(other), key_text});
        CHECK(world.open(world.ayana, world.ayana_keys) == "vault/tampered");
    }
}

TEST_CASE("one audit row when a draft begins, none for what is kept after it")
{
    for (const auto engine : test::engines()) {
        World world(engine);
        const auto rows = [&] {
            return world.count("SELECT count(*) FROM audit_row WHERE action = 'draft_keep'");
        };
        for (std::int64_t count = 1; count < 9; ++count)
            CHECK(world.keep(world.ayana, world.ayana_keys, writing("Nodira", count)) == "kept");
        CHECK(rows() == 1);
        // A late one changes nothing, another window's is refused.
        CHECK(world.keep(world.ayana, world.ayana_keys, writing("older", 3)) == "kept");
        CHECK(world.open(world.ayana, world.ayana_keys) == "Nodira");
        const auto other = crypto::random_id<core::SittingId>();
        CHECK(world.keep(world.ayana, world.ayana_keys, writing("other", 1, other)) == "draft/elsewhere");
        auto next = writing("Nodira and more", 1, other);
        next.goes_on_from = first_sitting;
        CHECK(world.keep(world.ayana, world.ayana_keys, next) == "kept");
        CHECK(world.open(world.ayana, world.ayana_keys) == "Nodira and more");
        CHECK(rows() == 1);
    }
}

TEST_CASE("a draft has a length and a person a number of them")
{
    World world(store::Engine::sqlite);
    CHECK(world.keep(world.ayana, world.ayana_keys, writing("")) == "draft/empty");
    CHECK(world.keep(world.ayana, world.ayana_keys, writing(std::string(drafts::longest_text + 1, 'x'))) ==
          "draft/too_long");
    const std::string longest(drafts::longest_text, 'x');
    CHECK(world.keep(world.ayana, world.ayana_keys, writing(longest)) == "kept");
    CHECK(world.open(world.ayana, world.ayana_keys) == longest);
    for (int more = 1; more < drafts::drafts_at_most; ++more)
        CHECK(world.keep(world.ayana, world.ayana_keys, writing("x"), noon,
                         {.of = crypto::random_id<core::CaseId>()}) == "kept");
    CHECK(world.keep(world.ayana, world.ayana_keys, writing("x"), noon,
                     {.of = crypto::random_id<core::CaseId>()}) == "draft/too_many");
    CHECK(world.keep(world.ayana, world.ayana_keys, writing("y", 2)) == "kept");
    CHECK(world.keep(world.daniyar, world.daniyar_keys, writing("x")) == "kept");
}

TEST_CASE("new keys make a draft unreadable: it is as good as gone, and then it is gone")
{
    for (const auto engine : test::engines()) {
        World world(engine);
        CHECK(world.keep(world.ayana, world.ayana_keys, writing("Nodira")) == "kept");
        const auto again = vault::make_user_secrets();
        REQUIRE(world->write([&](store::Transaction& transaction) -> core::Done {
            vault::store_user_public_keys(transaction, test::registrar(), world.ayana,
                                          vault::public_keys_of(again), noon);
            return {};
        }));
        CHECK(world.open(world.ayana, again) == "draft/not_found");
        CHECK(world.listed(world.ayana, again) == 0);
        CHECK(world.drop_over(noon) == 1);
        CHECK(world.count("SELECT count(*) FROM draft_form") == 0);
        CHECK(world.keep(world.ayana, again, writing("Nodira")) == "kept");
        CHECK(world.drop_over(noon) == 0);
    }
}

TEST_CASE("upkeep deletes the drafts that are over, and no other")
{
    for (const auto engine : test::engines()) {
        World world(engine);
        const auto days = [](std::int64_t count) { return noon + count * core::day_ms; };
        CHECK(world.keep(world.ayana, world.ayana_keys, writing("Nodira")) == "kept");
        CHECK(world.keep(world.daniyar, world.daniyar_keys, writing("Айгүл")) == "kept");
        CHECK(world.drop_over(days(13)) == 0);
        CHECK(world.listed(world.ayana, world.ayana_keys, days(13)) == 1);
        // Not given any more from that moment on, whenever upkeep comes.
        CHECK(world.listed(world.ayana, world.ayana_keys, days(14)) == 0);
        CHECK(world.open(world.ayana, world.ayana_keys, days(14)) == "draft/not_found");
        CHECK(world.keep(world.ayana, world.ayana_keys, writing("Nodira", 2), days(13)) == "kept");
        CHECK(world.drop_over(days(14)) == 1);
        CHECK(world.open(world.ayana, world.ayana_keys, days(14)) == "Nodira");

        // Another role may open no case: refused at once, deleted after a day.
        world.tamper("UPDATE access_user SET role = 'auditor' WHERE id = ?", {world.ayana});
        REQUIRE(world->write([&](store::Transaction& transaction) -> core::Done {
            access::stamp_person(transaction, world.ayana, {});
            return {};
        }));
        CHECK(world.open(world.ayana, world.ayana_keys, days(13)) == "access/not_allowed");
        CHECK(world.drop_over(days(13)) == 0);
        CHECK(world.drop_over(days(14)) == 1);

        CHECK(world.keep(world.daniyar, world.daniyar_keys, writing("Айгүл", 3), days(14)) == "kept");
        world.tamper("UPDATE access_user SET active = 0 WHERE id = ?", {world.daniyar});
        CHECK(world.drop_over(days(14)) == 1);
        CHECK(world.count("SELECT count(*) FROM draft_form") == 0);
    }
}
