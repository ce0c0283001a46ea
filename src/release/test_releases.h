#pragma once

// For tests only: an organisation with two data officers, cases of its own, and a place for marks.

#include <doctest/doctest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "access/gate.h"
#include "access/migrations.h"
#include "audit/migrations.h"
#include "audit/test_database.h"
#include "cases/migrations.h"
#include "release/makings.h"
#include "release/migrations.h"
#include "release/presets.h"
#include "release/releases_migration.h"
#include "vault/migrations.h"

namespace panoh::release::testing {

inline constexpr core::Instant one_day{1'795'000'000'000}; // 18 November 2026

struct ReleaseHouse : panoh::test::TestDatabase {
    explicit ReleaseHouse(store::Engine engine)
        : TestDatabase(engine, {audit::migrations,
                                vault::migrations,
                                access::migrations,
                                cases::migrations,
                                migrations,
                                {&releases_migration, 1}})
    {
        std::string name = (std::filesystem::temp_directory_path() / "panoh-ledgers-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        folder = name;
    }
    ReleaseHouse(const ReleaseHouse&) = delete;
    ReleaseHouse& operator=(const ReleaseHouse&) = delete;
    ~ReleaseHouse() { std::filesystem::remove_all(folder); }

    [[nodiscard]] ReleaseNeeds needs()
    {
        return {.database = *(*this).operator->(),
                .clock = clock,
                .key = key,
                .marks = marks(),
                .program = "test"};
    }
    [[nodiscard]] LedgerMarks& marks()
    {
        if (!marks_) marks_.emplace((folder / ledger_marks_file).string());
        return *marks_;
    }
    template <core::Action A>
    [[nodiscard]] core::Permit<A, core::OrganisationId> permit() const
    {
        return access::PermitIssuer::for_command<A>(organisation);
    }
    [[nodiscard]] audit::Act act(core::UserId person) const { return {.actor = person, .at = clock.now()}; }

    [[nodiscard]] static microdata::Schema schema()
    {
        auto schema = preset_schema("cases", "cases");
        REQUIRE(schema);
        schema->people = 400;
        return std::move(*schema);
    }
    [[nodiscard]] core::LineageId begun(privacy::Epsilon epsilon = {4'000})
    {
        const auto id = begin_lineage(needs(), permit<core::Action::release_write>(), act(meerim),
                                      {.title = "Our cases", .schema = schema(), .epsilon = epsilon});
        REQUIRE(id);
        return *id;
    }
    [[nodiscard]] static ReleasePlan plan(core::LineageId lineage)
    {
        return {.titles = {{{"en"}, "People we helped"}},
                .lineage = lineage,
                .source = {.kind = SourceKind::cases},
                .kind = ReleaseKind::tables,
                .epsilon = "1",
                .length = 1,
                .columns = {"year", "gender", "age_band", "citizenship"}};
    }
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
    [[nodiscard]] core::ReleaseId added(const ReleasePlan& value)
    {
        const auto id = write([&](store::Transaction& transaction) {
            return add_release(transaction, permit<core::Action::release_write>(), act(meerim), value);
        });
        REQUIRE(id);
        return *id;
    }
    [[nodiscard]] ReleaseFile file(core::ReleaseId id)
    {
        auto found = read([&](store::Reader& reader) {
            return release_to_write(reader, permit<core::Action::release_write>(), id);
        });
        REQUIRE(found);
        return std::move(*found);
    }
    [[nodiscard]] core::Done do_propose(core::ReleaseId id, core::UserId person)
    {
        const ReleaseChange change{id, file(id).version};
        return write([&](store::Transaction& transaction) {
            return propose(transaction, permit<core::Action::release_write>(), act(person), clock, change);
        });
    }
    [[nodiscard]] core::Done do_approve(core::ReleaseId id, core::UserId person)
    {
        const ReleaseChange change{id, file(id).version};
        return write([&](store::Transaction& transaction) {
            return approve(transaction, permit<core::Action::release_approve>(), act(person), clock, change);
        });
    }
    [[nodiscard]] core::Done do_publish(core::ReleaseId id, core::UserId person)
    {
        const ReleaseChange change{id, file(id).version};
        return write([&](store::Transaction& transaction) {
            return publish(transaction, permit<core::Action::release_approve>(), act(person), change);
        });
    }
    /// Approved by both.
    void approve_by_two(core::ReleaseId id)
    {
        REQUIRE(do_propose(id, meerim));
        REQUIRE(do_approve(id, nurlan));
    }
    /// What the thread does once.
    core::Result<Made> make_next()
    {
        const auto next = begin_making(*(*this).operator->(), clock);
        REQUIRE(next);
        auto made = make_release(needs(), *next, [](MakingProgress) {});
        if (!made) fail_making(*(*this).operator->(), {.at = clock.now()}, next->id, made.error().code);
        return made;
    }
    [[nodiscard]] std::vector<privacy::LedgerLine> lines(core::LineageId id)
    {
        const auto ledger = read([&](store::Reader& reader) { return read_ledger(reader, id, clock); });
        REQUIRE(ledger);
        return ledger->lines();
    }
    [[nodiscard]] std::int64_t count(const store::Sql& sql)
    {
        return read([&](store::Reader& reader) {
            return reader.first(sql, {}, [](const store::Row& row) { return row.integer(0); }).value_or(-1);
        });
    }
    [[nodiscard]] std::string bytes_of(core::ReleaseId id, std::string_view name)
    {
        const auto part = read([&](store::Reader& reader) { return file_of(reader, id, name); });
        REQUIRE(part);
        FileReading reading(*(*this).operator->(), id, *part);
        std::string text;
        while (reading.next(text)) {
        }
        return text;
    }
    /// So many cases of the organisation, opened one a day from the first of January 2024.
    void open_cases(int number, core::OrganisationId of)
    {
        constexpr std::int64_t first = 1'704'067'200'000;
        static constexpr store::Sql sql{
            "INSERT INTO case_file (id, reference, version, organisation, team, opened_by, updated_by, "
            "state, "
            "country, opened_at, updated_at, due_sort, age_band, birth_year_known, consent_given, gender, "
            "citizenship, exploitation, country_of_exploitation) "
            "VALUES (?, ?, 1, ?, ?, ?, ?, 'intake', 'KG', ?, 0, '', ?, 1, 1, ?, ?, ?, 'RU')"};
        const auto done = write([&](store::Transaction& transaction) -> core::Done {
            for (int i = 0; i < number; ++i) {
                const auto id = crypto::random_id<core::CaseId>();
                transaction.run(sql, {id, core::to_string(id), of, id, id, id,
                                      first + std::int64_t{i} * 86'400'000, i % 3 == 0 ? "9-17" : "18-20",
                                      i % 4 == 0 ? "Masculine" : "Feminine", i % 5 == 0 ? "UZ KG" : "KG",
                                      i % 2 == 0 ? "ForcedLabour Other" : "~unknown"});
            }
            return {};
        });
        REQUIRE(done);
    }

    core::FixedClock clock{one_day};
    crypto::Key key = crypto::random_key();
    std::filesystem::path folder;
    core::OrganisationId organisation = crypto::random_id<core::OrganisationId>();
    core::OrganisationId other = crypto::random_id<core::OrganisationId>();
    core::UserId meerim = crypto::random_id<core::UserId>();
    core::UserId nurlan = crypto::random_id<core::UserId>();

private:
    std::optional<LedgerMarks> marks_;
};

template <typename T>
[[nodiscard]] std::string code_of(const core::Result<T>& result)
{
    return result ? std::string() : result.error().code;
}

} // namespace panoh::release::testing
