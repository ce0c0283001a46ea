#include <doctest/doctest.h>

#include "access/gate.h"
#include "access/migrations.h"
#include "audit/migrations.h"
#include "audit/test_database.h"
#include "bulletin/editions_migration.h"
#include "bulletin/editions_store.h"
#include "bulletin/picture_to_print.h"
#include "bulletin/pictures.h"
#include "bulletin/pictures_migration.h"
#include "crypto/crypto.h"
#include "outreach/document.h"
#include "vault/migrations.h"

using namespace panoh;
using namespace panoh::bulletin;
using core::Action;

namespace {

constexpr auto day = [](const char* text) { return *core::parse_date(text); };

PictureDescription described(const std::string& people, std::optional<PictureConsent> consent = {})
{
    PictureDescription description;
    description.credit = "A. Photographer (fictional)";
    description.people_shown.code = people;
    description.consent = std::move(consent);
    return description;
}

Picture picture_with(PictureDescription description)
{
    Picture picture;
    picture.description = std::move(description);
    return picture;
}

std::string fault_of(const PictureDescription& description)
{
    const auto read = outreach::document_of(description);
    return read ? "" : read.error().code + ' ' + read.error().field;
}

/// A database with pictures of two organisations in it.
struct Shelf {
    explicit Shelf(store::Engine engine)
        : database(engine, {audit::migrations, editions_migration, {&pictures_migration, 1}})
    {
    }

    core::Result<core::PictureId> add(core::OrganisationId owner, std::string_view file)
    {
        pictures::Made made;
        made.small = {1, 1, {0xff, 0xd8, 0xff, 1}};
        made.large = {2, 3, {0xff, 0xd8, 0xff, 2}};
        return database->write([&](store::Transaction& transaction) {
            return add_picture(transaction, write(owner), {.at = {1'795'000'000'000}}, core::as_bytes(file),
                               made);
        });
    }
    template <typename Job>
    core::Done change(Job&& job)
    {
        return database->write(
            [&](store::Transaction& transaction) -> core::Done { return job(transaction); });
    }
    core::Done describe(core::PictureId id, std::int64_t version, const PictureDescription& description)
    {
        return change([&](store::Transaction& transaction) {
            return describe_picture(transaction, write(own), {}, {id, version}, description);
        });
    }
    core::Done withdraw(core::PictureId id, core::OrganisationId by)
    {
        return change([&](store::Transaction& transaction) {
            return withdraw_picture(transaction, write(by), {}, id, day("2026-11-20"));
        });
    }
    template <typename Look>
    auto look(Look&& look_at)
    {
        return database->read([&](store::Reader& reader) { return look_at(reader); });
    }
    bool has_bytes(core::PictureId id)
    {
        return look([&](store::Reader& reader) {
            return picture_bytes(reader, read(own), id, PictureSize::small).has_value();
        });
    }
    bool is_printable(core::PictureId id)
    {
        return look([&](store::Reader& reader) {
            return printable_bytes(reader, id, PictureSize::large, day("2026-11-20")).has_value();
        });
    }
    static MayWritePictures write(core::OrganisationId owner)
    {
        return access::PermitIssuer::for_command<Action::edition_write>(owner);
    }
    static MayReadPictures read(core::OrganisationId owner)
    {
        return access::PermitIssuer::for_command<Action::edition_read>(owner);
    }

    test::TestDatabase database;
    core::OrganisationId own = crypto::random_id<core::OrganisationId>();
    core::OrganisationId other = crypto::random_id<core::OrganisationId>();
};

} // namespace

TEST_CASE("a picture is printed as the people on it agreed, and not before somebody said who they are")
{
    const auto today = day("2026-11-20");
    CHECK_FALSE(may_print(Picture{}, today));
    for (const auto* people : {"nobody", "not_recognisable", "public_office"})
        CHECK(may_print(picture_with(described(people)), today));
    CHECK_FALSE(may_print(picture_with(described("agreed")), today));
    const auto agreed = [](const char* from, std::optional<core::Date> to) {
        return picture_with(described("agreed", PictureConsent{day(from), to, "Green folder"}));
    };
    CHECK(may_print(agreed("2026-11-20", {}), today));
    CHECK_FALSE(may_print(agreed("2026-11-21", {}), today));
    CHECK(may_print(agreed("2026-01-01", today), today));
    CHECK_FALSE(may_print(agreed("2026-01-01", day("2026-11-19")), today));
    auto taken_back = picture_with(described("nobody"));
    taken_back.withdrawn_on = day("2030-01-01");
    CHECK_FALSE(may_print(taken_back, today));
    auto removed = picture_with(described("nobody"));
    removed.removed = true;
    CHECK_FALSE(may_print(removed, today));
}

TEST_CASE("consent has a day and a place, and does not end before it began")
{
    CHECK(fault_of(described("nobody")).empty());
    CHECK(fault_of(described("agreed")) == "bulletin/picture_consent_missing consent");
    CHECK(fault_of(described("agreed", PictureConsent{day("2026-02-01"), day("2026-02-01"), "Shelf 2"}))
              .empty());
    CHECK(fault_of(described("agreed", PictureConsent{day("2026-02-02"), day("2026-02-01"), "Shelf 2"})) ==
          "outreach/ends_before_it_starts consent/ends_on");
    CHECK(fault_of(described("agreed", PictureConsent{day("2026-02-01"), {}, " "})) ==
          "outreach/missing consent/kept_where");
    auto uncredited = described("nobody");
    uncredited.credit = "";
    CHECK(fault_of(uncredited) == "outreach/missing credit");
}

TEST_CASE("what was taken back has no bytes any more, stays so, and does not come in again")
{
    for (const auto engine : test::engines()) {
        Shelf shelf(engine);
        const auto id = *shelf.add(shelf.own, "the file");
        CHECK(shelf.has_bytes(id));
        CHECK_FALSE(shelf.is_printable(id));
        REQUIRE(shelf.describe(id, 1, described("nobody")));
        CHECK(shelf.is_printable(id));
        CHECK(shelf.describe(id, 1, described("nobody")).error().code == "bulletin/picture_stale");
        CHECK(shelf.withdraw(id, shelf.other).error().code == "bulletin/picture_not_found");
        CHECK(shelf.is_printable(id));
        REQUIRE(shelf.withdraw(id, shelf.own));
        REQUIRE(shelf.withdraw(id, shelf.own));
        CHECK_FALSE(shelf.has_bytes(id));
        CHECK_FALSE(shelf.is_printable(id));
        CHECK(shelf.describe(id, 3, described("nobody")).error().code == "bulletin/picture_withdrawn");
        CHECK(shelf.add(shelf.own, "the file").error().code == "bulletin/picture_withdrawn");
        CHECK(shelf.add(shelf.own, "another file"));
        CHECK(shelf.add(shelf.other, "the file"));
    }
}

TEST_CASE("a picture that a story names is printed for its own organisation, and cannot be removed")
{
    for (const auto engine : test::engines()) {
        Shelf shelf(engine);
        const auto id = *shelf.add(shelf.own, "the file");
        REQUIRE(shelf.describe(id, 1, described("nobody")));
        const auto printed_for = [&](core::OrganisationId owner) {
            return shelf.look([&](store::Reader& reader) {
                return picture_to_print(reader, id, owner, day("2026-11-20"));
            });
        };
        REQUIRE(printed_for(shelf.own));
        CHECK(printed_for(shelf.own)->height == 3);
        CHECK(printed_for(shelf.own)->credit == "A. Photographer (fictional)");
        CHECK_FALSE(printed_for(shelf.other));
        const std::string document = R"({"pictures":[{"picture":")" + core::to_string(id) + R"("}]})";
        shelf.database.tamper("INSERT INTO bulletin_story (id, edition, document, version, changed_at, "
                              "changed_by, removed) VALUES (?, ?, ?, 1, 0, ?, 0)",
                              {id, id, document, id});
        const auto remove = [&] {
            return shelf.change([&](store::Transaction& transaction) {
                return remove_picture(transaction, Shelf::write(shelf.own), {}, {id, 2});
            });
        };
        CHECK(remove().error().code == "bulletin/picture_shown");
        CHECK(shelf.has_bytes(id));
        const auto stamp = [&] {
            return shelf.look([](store::Reader& reader) { return change_count(reader); });
        };
        const auto before = stamp();
        REQUIRE(shelf.withdraw(id, shelf.own));
        CHECK(stamp() > before);
        CHECK_FALSE(printed_for(shelf.own));
        shelf.database.tamper("UPDATE bulletin_story SET removed = 1");
        CHECK(shelf.change([&](store::Transaction& transaction) {
            return remove_picture(transaction, Shelf::write(shelf.own), {}, {id, 3});
        }));
    }
}

TEST_CASE("a removed picture is in no list, without bytes, and not printed")
{
    for (const auto engine : test::engines()) {
        Shelf shelf(engine);
        const auto first = *shelf.add(shelf.own, "first");
        const auto second = *shelf.add(shelf.own, "second");
        (void)*shelf.add(shelf.other, "of others");
        const auto list = [&](const std::string& after, int limit) {
            return shelf.look([&](store::Reader& reader) {
                return list_pictures(reader, Shelf::read(shelf.own), after, limit);
            });
        };
        const auto page = list("", 1);
        REQUIRE(page.size() == 1);
        const auto next = list(place_of(page[0]), 5);
        REQUIRE(next.size() == 1);
        CHECK(next[0].id != page[0].id);
        REQUIRE(shelf.describe(first, 1, described("nobody")));
        REQUIRE(shelf.change([&](store::Transaction& transaction) {
            return remove_picture(transaction, Shelf::write(shelf.own), {}, {first, 2});
        }));
        CHECK_FALSE(shelf.has_bytes(first));
        CHECK_FALSE(shelf.is_printable(first));
        CHECK(list("", 5).size() == 1);
        CHECK(list("", 5)[0].id == second);
        CHECK(shelf.describe(first, 3, described("nobody")).error().code == "bulletin/picture_not_found");
    }
}
