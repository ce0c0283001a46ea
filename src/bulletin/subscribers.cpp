#include "bulletin/subscribers.h"

#include <algorithm>
#include <set>

#include "bulletin/subscribers_store.h"
#include "core/codes.h"
#include "core/language.h"
#include "mail/address.h"

namespace panoh::bulletin {
namespace {

constexpr std::size_t most_countries = 30;

auto invalid(const char* code, const char* field)
{
    return core::fail(core::ErrorKind::invalid, code, field);
}

} // namespace

core::Done check_wish(const Wish& wish)
{
    if (!mail::is_address(wish.email)) return invalid("bulletin/email_invalid", "email");
    if (std::ranges::find(core::languages, wish.language) == core::languages.end())
        return invalid("bulletin/languages_unknown", "language");
    const auto known = [](const std::string& country) { return core::code_list("country").has(country); };
    if (wish.countries.size() > most_countries || !std::ranges::all_of(wish.countries, known))
        return invalid("bulletin/countries_unknown", "countries");
    return {};
}

void ask(store::Transaction& transaction, const SubscriberKeys& keys, const Wish& wish, core::Instant now)
{
    const auto hash = keys.hash_of(wish.email);
    auto known = find_by_address(transaction, hash);
    if (known && known->state == SubscriberState::confirmed) return;
    // A clock that was turned back keeps nobody waiting for longer.
    if (known && now < known->asked_at + quiet_after(known->asked_times) && known->asked_at <= now) return;
    Subscriber asked = known.value_or(Subscriber{.id = crypto::random_id<core::SubscriberId>()});
    const std::set<std::string> countries(wish.countries.begin(), wish.countries.end());
    asked.address_hash = hash;
    asked.sealed = keys.seal(asked.id, wish.email);
    asked.state = SubscriberState::asked;
    asked.language = wish.language;
    asked.countries.assign(countries.begin(), countries.end());
    asked.asked_at = now;
    ++asked.asked_times;
    asked.letter_due_at = now;
    asked.letter_tries = 0;
    asked.refused_in_row = 0;
    save_asked(transaction, asked);
}

core::Done confirm(store::Transaction& transaction, const SubscriberKeys& keys, std::string_view token,
                   core::Instant now)
{
    PANOH_TRY(const auto hash, keys.hash_of_token(token));
    if (!save_confirmed(transaction, hash, now))
        return core::fail(core::ErrorKind::not_found, "bulletin/link_unknown");
    return {};
}

core::Done leave(store::Transaction& transaction, const SubscriberKeys& keys, std::string_view token,
                 core::Instant now)
{
    PANOH_TRY(const auto id, keys.who_leaves(token));
    save_left(transaction, id, now);
    return {};
}

std::int64_t forget_unconfirmed(store::Transaction& transaction, core::Instant now)
{
    return forget_asked_before(transaction, now + -confirm_within_ms, now);
}

std::vector<LanguageCount>
count_subscribers(store::Reader& reader,
                  const core::Permit<core::Action::edition_send, core::OrganisationId>& /*permit*/)
{
    return load_counts(reader);
}

} // namespace panoh::bulletin
