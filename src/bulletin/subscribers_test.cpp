#include "bulletin/subscribers.h"

#include <array>

#include <doctest/doctest.h>

#include "access/gate.h"
#include "audit/migrations.h"
#include "audit/test_database.h"
#include "bulletin/confirming_letter.h"
#include "bulletin/letter.h"
#include "bulletin/post.h"
#include "bulletin/sendings_store.h"
#include "bulletin/subscribers_migration.h"
#include "bulletin/subscribers_store.h"
#include "core/language.h"

namespace panoh::bulletin {
namespace {

const std::array<store::Migration, 1> own = {subscribers_migration};

/// A database with subscribers, and who asks.
struct House {
    explicit House(store::Engine engine)
        : database(engine, {audit::migrations, own}), keys(crypto::random_key())
    {
    }

    void asks(const std::string& email, const std::string& language = "ky",
              std::vector<std::string> countries = {})
    {
        (void)database->write([&](store::Transaction& transaction) -> core::Done {
            ask(transaction, keys, {email, language, std::move(countries)}, now);
            return {};
        });
    }
    [[nodiscard]] Subscriber subscriber(const std::string& email)
    {
        return *database->read(
            [&](store::Reader& reader) { return find_by_address(reader, keys.hash_of(email)); });
    }
    /// As the letter does that goes out.
    [[nodiscard]] std::string letter_to(const std::string& email)
    {
        const auto token = keys.new_token();
        const auto id = subscriber(email).id;
        (void)database->write([&](store::Transaction& transaction) -> core::Done {
            CHECK(save_token(transaction, id, token.hash, now + confirm_within_ms));
            return {};
        });
        return token.text;
    }
    [[nodiscard]] bool confirms(const std::string& token)
    {
        return database
            ->write([&](store::Transaction& transaction) { return confirm(transaction, keys, token, now); })
            .has_value();
    }
    [[nodiscard]] bool leaves(const std::string& token)
    {
        return database
            ->write([&](store::Transaction& transaction) { return leave(transaction, keys, token, now); })
            .has_value();
    }
    void joins(const std::string& email, const std::string& language = "ky",
               std::vector<std::string> countries = {})
    {
        asks(email, language, std::move(countries));
        CHECK(confirms(letter_to(email)));
    }
    [[nodiscard]] core::Result<core::SendingId> starts(core::EditionId edition,
                                                       std::vector<std::string> languages,
                                                       std::vector<std::string> countries = {})
    {
        return database->write([&](store::Transaction& transaction) {
            return start_sending(transaction,
                                 access::PermitIssuer::for_command<core::Action::edition_send>(organisation),
                                 {.at = now}, {edition, std::move(languages), std::move(countries)});
        });
    }
    [[nodiscard]] Progress stands(core::SendingId id)
    {
        return *database->read([&](store::Reader& reader) {
            return progress(reader,
                            access::PermitIssuer::for_command<core::Action::edition_send>(organisation), id);
        });
    }

    test::TestDatabase database;
    SubscriberKeys keys;
    core::Instant now = {1'795'000'000'000};
    core::OrganisationId organisation = crypto::random_id<core::OrganisationId>();
};

} // namespace

TEST_CASE("an address is sealed for its row and found however its letters are written")
{
    const SubscriberKeys keys(crypto::random_key());
    const auto id = crypto::random_id<core::SubscriberId>();
    const auto sealed = keys.seal(id, "Reader@example.org");
    CHECK(keys.open(id, sealed)->reveal() == "Reader@example.org");
    CHECK_FALSE(keys.open(crypto::random_id<core::SubscriberId>(), sealed));
    CHECK(keys.hash_of("Reader@example.org") == keys.hash_of("reader@EXAMPLE.org"));
    CHECK(keys.hash_of("reader@example.org") !=
          SubscriberKeys(crypto::random_key()).hash_of("reader@example.org"));
    CHECK(sealed.size() == keys.seal(id, "a@b.example").size());
}

TEST_CASE("a link to leave is one subscriber's, for ever, and cannot be made up")
{
    const SubscriberKeys keys(crypto::random_key());
    const auto id = crypto::random_id<core::SubscriberId>();
    const auto token = keys.leave_token(id);
    CHECK(token == keys.leave_token(id));
    CHECK(*keys.who_leaves(token) == id);
    for (std::size_t i = 0; i < token.size(); ++i) {
        auto other = token;
        other[i] = other[i] == 'A' ? 'B' : 'A';
        CHECK_FALSE(keys.who_leaves(other));
    }
    CHECK_FALSE(keys.who_leaves(""));
    CHECK_FALSE(SubscriberKeys(crypto::random_key()).who_leaves(token));
}

TEST_CASE("the name of a letter is the same whenever it is made")
{
    const SubscriberKeys keys(crypto::random_key());
    const auto sending = crypto::random_id<core::SendingId>();
    const auto reader = crypto::random_id<core::SubscriberId>();
    CHECK(keys.message_name(sending, reader) == keys.message_name(sending, reader));
    CHECK(keys.message_name(sending, reader) !=
          keys.message_name(crypto::random_id<core::SendingId>(), reader));
    CHECK(keys.message_name(sending, reader) !=
          keys.message_name(sending, crypto::random_id<core::SubscriberId>()));
}

TEST_CASE("a wish is an address, one of our languages and countries of the list")
{
    CHECK(check_wish({"reader@example.org", "ky", {"KG"}}));
    CHECK(check_wish({"reader@example", "ky", {}}).error().code == "bulletin/email_invalid");
    CHECK(check_wish({"reader@example.org", "de", {}}).error().code == "bulletin/languages_unknown");
    CHECK(check_wish({"reader@example.org", "ky", {"XX"}}).error().code == "bulletin/countries_unknown");
}

TEST_CASE("a link to confirm by works once, within seven days, and not after the next letter")
{
    for (const auto engine : test::engines()) {
        House house(engine);
        house.asks("reader@example.org");
        CHECK(house.subscriber("reader@example.org").state == SubscriberState::asked);
        const auto first = house.letter_to("reader@example.org");
        const auto second = house.letter_to("reader@example.org");
        CHECK_FALSE(house.confirms(first));
        house.now = house.now + confirm_within_ms;
        CHECK_FALSE(house.confirms(second));
        house.now = house.now + -1;
        CHECK(house.confirms(second));
        CHECK_FALSE(house.confirms(second));
        CHECK(house.subscriber("READER@example.org").state == SubscriberState::confirmed);
    }
}

TEST_CASE("who is asked again and again is written to ever more rarely")
{
    CHECK(quiet_after(0) == 0);
    CHECK(quiet_after(1) == core::hour_ms);
    CHECK(quiet_after(2) == 2 * core::hour_ms);
    CHECK(quiet_after(1000) == 30 * core::day_ms);
    for (const auto engine : test::engines()) {
        House house(engine);
        house.asks("reader@example.org", "ky");
        house.now = house.now + core::hour_ms + -1;
        house.asks("reader@example.org", "ru");
        CHECK(house.subscriber("reader@example.org").language == "ky");
        house.now = house.now + 1;
        house.asks("reader@example.org", "ru");
        CHECK(house.subscriber("reader@example.org").language == "ru");
        CHECK(house.subscriber("reader@example.org").asked_times == 2);
    }
}

TEST_CASE("leaving deletes the address, and only asking anew brings it back")
{
    for (const auto engine : test::engines()) {
        House house(engine);
        house.joins("reader@example.org");
        const auto before = house.subscriber("reader@example.org");
        CHECK(house.leaves(house.keys.leave_token(before.id)));
        CHECK(house.leaves(house.keys.leave_token(before.id)));
        CHECK(house.subscriber("reader@example.org").state == SubscriberState::left);
        CHECK(house.subscriber("reader@example.org").sealed.empty());
        CHECK(house.starts(crypto::random_id<core::EditionId>(), {"ky"}).error().code ==
              "bulletin/nobody_waits");
        house.now = house.now + core::day_ms;
        house.joins("reader@example.org");
        CHECK(house.subscriber("reader@example.org").id == before.id);
        CHECK(house.starts(crypto::random_id<core::EditionId>(), {"ky"}));
    }
}

TEST_CASE("an address that nobody confirmed is deleted after seven days")
{
    for (const auto engine : test::engines()) {
        House house(engine);
        house.asks("reader@example.org");
        house.joins("other@example.org");
        house.now = house.now + confirm_within_ms + 1;
        (void)house.database->write([&](store::Transaction& transaction) -> core::Done {
            CHECK(forget_unconfirmed(transaction, house.now) == 1);
            return {};
        });
        CHECK(house.subscriber("reader@example.org").sealed.empty());
        CHECK_FALSE(house.subscriber("other@example.org").sealed.empty());
    }
}

TEST_CASE("an edition goes to whoever reads its languages and asked for its countries, once")
{
    for (const auto engine : test::engines()) {
        House house(engine);
        house.joins("all@example.org", "ky");
        house.joins("kg@example.org", "ky", {"KG", "KZ"});
        house.joins("uz@example.org", "ky", {"UZ"});
        house.joins("ru@example.org", "ru", {"KG"});
        house.asks("asked@example.org", "ky");
        const auto edition = crypto::random_id<core::EditionId>();
        const auto sending = house.starts(edition, {"ky"}, {"KG", "KZ"});
        REQUIRE(sending);
        CHECK(house.stands(*sending).sending.total == 2);
        CHECK(house.stands(*sending).waiting == 2);
        CHECK(house.starts(edition, {"ru"}).error().code == "bulletin/sending_runs");
        (void)house.database->write([&](store::Transaction& transaction) -> core::Done {
            end_delivery(transaction, *sending, house.subscriber("all@example.org").id, DeliveryState::done,
                         house.now);
            CHECK(end_sending(transaction, *sending, SendingState::stopped, house.now));
            return {};
        });
        const auto next = house.starts(edition, {"ky", "ru"});
        REQUIRE(next);
        CHECK(house.stands(*next).sending.total == 3);
    }
}

TEST_CASE("a letter that was under way when a sending was stopped is not in the next one")
{
    for (const auto engine : test::engines()) {
        House house(engine);
        house.joins("first@example.org");
        house.joins("second@example.org");
        const auto edition = crypto::random_id<core::EditionId>();
        const auto stopped = *house.starts(edition, {"ky"});
        (void)house.database->write([&](store::Transaction& transaction) -> core::Done {
            CHECK(end_sending(transaction, stopped, SendingState::stopped, house.now));
            return {};
        });
        const auto next = *house.starts(edition, {"ky"});
        const auto elsewhere = *house.starts(crypto::random_id<core::EditionId>(), {"ky"});
        (void)house.database->write([&](store::Transaction& transaction) -> core::Done {
            end_delivery(transaction, stopped, house.subscriber("first@example.org").id, DeliveryState::done,
                         house.now);
            return {};
        });
        CHECK(house.stands(next).waiting == 1);
        CHECK(house.stands(next).sending.total == 1);
        CHECK(house.stands(elsewhere).waiting == 2);
        CHECK(house.stands(elsewhere).sending.total == 2);
    }
}

TEST_CASE("another organisation's sending is not there")
{
    House house(store::Engine::sqlite);
    house.joins("reader@example.org");
    const auto sending = *house.starts(crypto::random_id<core::EditionId>(), {"ky"});
    const auto other = access::PermitIssuer::for_command<core::Action::edition_send>(
        crypto::random_id<core::OrganisationId>());
    house.database->read([&](store::Reader& reader) {
        CHECK(progress(reader, other, sending).error().code == "bulletin/sending_not_found");
        CHECK(sendings_of(reader, other, house.stands(sending).sending.edition).empty());
    });
    const auto stopped = house.database->write([&](store::Transaction& transaction) {
        return stop_sending(transaction, other, {.at = house.now}, sending);
    });
    CHECK(stopped.error().code == "bulletin/sending_not_found");
}

TEST_CASE("a letter without a link to leave by is not sent")
{
    CHECK(check_letter({"s", "leave: %%leave%%", ""}));
    CHECK(check_letter({"s", "leave", ""}).error().code == "bulletin/letter_without_leave");
    CHECK(check_letter({"s", "%%leave%%", "<p></p>"}).error().code == "bulletin/letter_without_leave");
    const auto letter = with_link({"s", "a %%leave%% b %%leave%%", "%%leave%%"}, leave_place, "%%leave%%x");
    CHECK(letter.text == "a %%leave%%x b %%leave%%x");
}

TEST_CASE("the confirming letter has a subject, the node's name and its link in every language")
{
    for (const auto language : core::languages) {
        const auto letter = confirming_letter(language, "Small Harbour");
        CHECK_FALSE(letter.subject.empty());
        CHECK(letter.text.find(confirm_place) != std::string::npos);
        CHECK(letter.text.find("Small Harbour") != std::string::npos);
        CHECK(letter.text.find('{') == std::string::npos);
    }
}

TEST_CASE("a node is called by the host of its address")
{
    CHECK(host_of("https://panoh.example.org") == "panoh.example.org");
    CHECK(host_of("https://panoh.example.org:8443/") == "panoh.example.org");
    CHECK(host_of("http://[::1]:8080") == "node.invalid");
}

} // namespace panoh::bulletin
