#pragma once

// For tests only: people, teams and cases with keys in a fresh database.

#include <array>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "audit/test_database.h"
#include "vault/migrations.h"
#include "vault/test_registrar.h"
#include "vault/vault.h"

namespace panoh::test {

inline const std::vector<core::Compartment> all_compartments = {
    core::Compartment::identity, core::Compartment::whereabouts, core::Compartment::narrative,
    core::Compartment::medical};

/// As a server keeps them from one request to the next: nothing that is refused without may be opened with.
inline vault::KeptTeamKeys kept_team_keys;

inline constexpr core::Instant noon = {1'795'000'000'000};

/// A person whose public keys are stored; `ring()` is a new request of theirs.
struct Person {
    core::UserId id = crypto::random_id<core::UserId>();
    vault::UserSecrets secrets = vault::make_user_secrets();
    [[nodiscard]] vault::KeyRing ring() const
    {
        return {id,
                {.box = secrets.box.duplicate(), .sign = secrets.sign.duplicate()},
                registrar(),
                &kept_team_keys,
                noon};
    }
};

/// The name of a case: a value with the parts of its place.
struct Name {
    core::CaseId case_id = crypto::random_id<core::CaseId>();
    core::Compartment compartment = core::Compartment::identity;
    std::string table = "case_identity";
    std::string field = "names";
    std::int64_t version = 1;
    core::Bytes sealed = {};
    [[nodiscard]] vault::Place place() const
    {
        return {table, case_id.bytes, field, case_id, compartment, version};
    }
};

struct World : TestDatabase {
    explicit World(store::Engine engine) : TestDatabase(engine, {vault::migrations})
    {
        for (const auto* person : {&ayana, &daniyar, &stranger})
            store_keys(*person);
        REQUIRE(make_team(team, ayana));
        REQUIRE(make_team(other_team, stranger));
    }
    void store_keys(const Person& person)
    {
        REQUIRE((*this)->write([&](store::Transaction& transaction) -> core::Done {
            vault::store_user_public_keys(transaction, registrar(), person.id,
                                          vault::public_keys_of(person.secrets), noon);
            return {};
        }));
    }
    core::Done make_team(core::TeamId id, const Person& founder)
    {
        return (*this)->write([&](store::Transaction& transaction) {
            return vault::make_team_keys(transaction, {registrar(), nullptr, noon}, id,
                                         std::array{vault::Holder{founder.id, all_compartments}});
        });
    }
    /// Gives `to` the team's keys out of the hands of `giver`.
    core::Done give(const Person& giver, const Person& to, std::vector<core::Compartment> compartments,
                    core::Instant ends_at = {})
    {
        auto ring = giver.ring();
        return (*this)->write([&](store::Transaction& transaction) {
            return vault::give_team_keys(transaction, ring, team, {to.id, compartments, ends_at}, noon);
        });
    }
    core::Done take(const Person& from, core::TeamId id)
    {
        return (*this)->write([&](store::Transaction& transaction) -> core::Done {
            vault::take_team_keys(transaction, from.id, id, noon);
            return {};
        });
    }
    /// Seals `text` as a person, or as nobody.
    core::Done seal(Name& name, const Person* writer, std::string_view text)
    {
        return (*this)->write([&](store::Transaction& transaction) -> core::Done {
            auto ring = writer != nullptr ? writer->ring() : vault::KeyRing::of_nobody(registrar());
            PANOH_TRY(name.sealed, vault::seal(transaction, ring, team, name.place(), text));
            return {};
        });
    }
    Name sealed(const Person* writer, std::string_view text,
                core::Compartment compartment = core::Compartment::identity)
    {
        Name name{.compartment = compartment};
        REQUIRE(seal(name, writer, text));
        return name;
    }
    /// What `person` reads there: the text, or the code of the refusal.
    std::string open(const Person& person, const Name& name, core::TeamId as)
    {
        return (*this)->read([&](store::Reader& reader) {
            auto ring = person.ring();
            const auto opened = vault::open(reader, ring, as, name.place(), name.sealed);
            return opened ? std::string(opened->reveal()) : opened.error().code;
        });
    }
    std::string open(const Person& person, const Name& name) { return open(person, name, team); }
    void quicken(const Person& person, const std::vector<core::CaseId>& cases)
    {
        REQUIRE((*this)->write([&](store::Transaction& transaction) -> core::Done {
            auto ring = person.ring();
            vault::quicken(transaction, ring, team, core::Compartment::identity, cases);
            return {};
        }));
    }
    core::Done share(const Person& giver, core::CaseId id, std::vector<core::Compartment> compartments)
    {
        return (*this)->write([&](store::Transaction& transaction) {
            auto ring = giver.ring();
            return vault::share_case(transaction, ring, id, team, other_team, compartments, noon);
        });
    }
    std::int64_t count(std::string sql)
    {
        static std::deque<std::string> texts;
        const store::Sql statement{texts.emplace_back(std::move(sql)).c_str()};
        return (*this)->read([&](store::Reader& reader) {
            return reader.first(statement, {}, [](const store::Row& row) { return row.integer(0); })
                .value_or(-1);
        });
    }

    Person ayana;    ///< holds all keys of `team`
    Person daniyar;  ///< has an account, and keys once they are given
    Person stranger; ///< holds all keys of `other_team`
    core::TeamId team = crypto::random_id<core::TeamId>();
    core::TeamId other_team = crypto::random_id<core::TeamId>();
};

} // namespace panoh::test
