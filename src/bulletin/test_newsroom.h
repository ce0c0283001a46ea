#pragma once

// For tests only: a node with two organisations and four people who make a bulletin.

#include <doctest/doctest.h>

#include "access/gate.h"
#include "access/migrations.h"
#include "audit/migrations.h"
#include "audit/test_database.h"
#include "bulletin/editions_migration.h"
#include "bulletin/pictures_migration.h"
#include "bulletin/printing.h"
#include "bulletin/stories.h"
#include "core/json.h"
#include "directory/migrations.h"
#include "outreach/items.h"
#include "outreach/migrations.h"
#include "vault/migrations.h"

namespace panoh::test {

inline constexpr core::Instant noon{1'795'000'000'000}; // 18 November 2026

struct Newsroom : TestDatabase {
    explicit Newsroom(store::Engine engine)
        : TestDatabase(engine, {audit::migrations,
                                vault::migrations,
                                access::migrations,
                                directory::migrations,
                                outreach::migrations,
                                bulletin::editions_migration,
                                {&bulletin::pictures_migration, 1}})
    {
    }

    core::OrganisationId shelter = crypto::random_id<core::OrganisationId>();
    core::OrganisationId other = crypto::random_id<core::OrganisationId>();
    core::UserId asel = crypto::random_id<core::UserId>();
    core::UserId bermet = crypto::random_id<core::UserId>();
    core::Date day = {2026, 11, 18};
    core::Instant at = noon;

    template <core::Action A>
    core::Permit<A, core::OrganisationId> permit(std::optional<core::OrganisationId> of = std::nullopt)
    {
        const access::Subject subject{.user = asel,
                                      .organisation = of.value_or(shelter),
                                      .role = access::Role::communications_officer,
                                      .stage = access::Stage::open};
        return *access::PermitIssuer::permit<A>(subject, subject.organisation);
    }
    audit::Act act(core::UserId person) const { return {.actor = person, .at = at}; }

    template <typename Do>
    auto write(const Do& carry_out)
    {
        return (*this)->write([&](store::Transaction& transaction) { return carry_out(transaction); });
    }
    template <typename Do>
    auto read(const Do& carry_out)
    {
        return (*this)->read([&](store::Reader& reader) { return carry_out(reader); });
    }

    core::ItemId item(outreach::Kind kind, const std::string& json,
                      std::optional<core::OrganisationId> of = std::nullopt)
    {
        const auto document = outreach::facts_of(kind).read_value(json);
        REQUIRE(document);
        const auto made = write([&](store::Transaction& transaction) {
            const auto may = kind == outreach::Kind::testimony
                                 ? outreach::MayWrite(permit<core::Action::testimony_write>(of))
                                 : outreach::MayWrite(permit<core::Action::programme_write>(of));
            return outreach::add_item(transaction, may, act(asel), kind, *document);
        });
        REQUIRE(made);
        return *made;
    }
    core::ItemId people_reached(const std::string& source = "\"Office (fictional)\"")
    {
        return item(outreach::Kind::measurement,
                    R"({"measure":"people_indirect","value":7500,"basis":"estimated","source":)" + source +
                        '}');
    }
    core::ItemId testimony(const std::string& consent, std::optional<core::OrganisationId> of = std::nullopt)
    {
        return item(outreach::Kind::testimony,
                    R"({"title":"T","pseudonym":"Gulnara","form":"text","language":"en",)"
                    R"("text":"I was never asked.","consent":)" +
                        consent + '}',
                    of);
    }
    static std::string agreed(const std::string& publications, const std::string& more = "")
    {
        return R"({"given_on":"2026-05-02","publications":[)" + publications + ']' + more + '}';
    }
    void correct(core::ItemId id, std::int64_t version, const std::string& json)
    {
        const auto document = outreach::facts_of(outreach::Kind::measurement).read_value(json);
        REQUIRE(document);
        REQUIRE(write([&](store::Transaction& transaction) {
            return outreach::change_item(transaction, permit<core::Action::programme_write>(), act(asel),
                                         {outreach::Kind::measurement, id, version}, *document);
        }));
    }

    static bulletin::Edition value()
    {
        return {.titles = {{{"en"}, "Bulletin"}},
                .day = {2026, 11, 18},
                .countries = {{"KG"}},
                .languages = {{"en"}, {"ky"}},
                .notes = {{{"en"}, "Invented."}},
                .sections = {{.key = "all"}}};
    }
    static bulletin::Story story_saying(const std::string& body)
    {
        return {.texts = {{.language = {"en"}, .title = "A story", .body = body, .reviewed = true}}};
    }

    /// An edition with one story.
    core::EditionId edition_saying(const std::string& body)
    {
        const auto made = write([&](store::Transaction& transaction) {
            return bulletin::add_edition(transaction, permit<core::Action::edition_write>(), act(asel),
                                         value());
        });
        REQUIRE(made);
        const auto told = write([&](store::Transaction& transaction) {
            return bulletin::add_story(transaction, permit<core::Action::edition_write>(), act(asel), *made,
                                       "all", story_saying(body));
        });
        REQUIRE(told);
        return *made;
    }
    bulletin::EditionFile file(core::EditionId id)
    {
        return *read([&](store::Reader& reader) {
            return bulletin::edition(reader, permit<core::Action::edition_read>(), id);
        });
    }
    bulletin::EditionChange now(core::EditionId id) { return {id, file(id).version}; }

    core::Done ask(core::EditionId id, core::UserId person)
    {
        const auto change = now(id);
        return write([&](store::Transaction& transaction) {
            return bulletin::ask_review(transaction, permit<core::Action::edition_write>(), act(person),
                                        change, day);
        });
    }
    core::Done approve(core::EditionId id, core::UserId person)
    {
        const auto change = now(id);
        return write([&](store::Transaction& transaction) {
            return bulletin::approve(transaction, permit<core::Action::edition_approve>(), act(person),
                                     change, day);
        });
    }
    core::Done publish(core::EditionId id)
    {
        const auto change = now(id);
        return write([&](store::Transaction& transaction) {
            return bulletin::publish(transaction, permit<core::Action::edition_write>(), act(asel), change,
                                     day);
        });
    }
    void bring_out(core::EditionId id)
    {
        REQUIRE(ask(id, asel));
        REQUIRE(approve(id, bermet));
        REQUIRE(publish(id));
    }
    core::Result<bulletin::PrintedEdition> printed(core::EditionId id, const std::string& language = "en",
                                                   bulletin::Medium medium = bulletin::Medium::web)
    {
        return read([&](store::Reader& reader) {
            return bulletin::print(reader, id, {.language = language, .day = day, .medium = medium}, {});
        });
    }
    std::string stamp()
    {
        return read([&](store::Reader& reader) { return bulletin::publication_stamp(reader); });
    }
};

} // namespace panoh::test
