#include "bulletin/subscriber.h"

#include <algorithm>

#include "core/text.h"
#include "crypto/fields.h"

namespace panoh::bulletin {
namespace {

constexpr std::int64_t longest_quiet_ms = 30 * core::day_ms;
constexpr std::size_t token_bytes = 32;
/// Of a leave token: whose it is, and the mark that only this node makes.
constexpr std::size_t mark_bytes = 16;
constexpr std::size_t id_bytes = 16;

auto unknown_link()
{
    return core::fail(core::ErrorKind::not_found, "bulletin/link_unknown");
}

core::Bytes place_of(core::SubscriberId id)
{
    return crypto::Fields(64).add("bulletin_subscriber.sealed").add(core::ByteView(id.bytes)).bytes();
}

} // namespace

std::int64_t quiet_after(int asked_times)
{
    if (asked_times <= 0) return 0;
    return std::min(core::hour_ms << std::min(asked_times - 1, 20), longest_quiet_ms);
}

SubscriberKeys::SubscriberKeys(const crypto::Key& root)
    : seal_(crypto::derive(root, 1, "mailseal")), find_(crypto::derive(root, 2, "mailfind")),
      token_(crypto::derive(root, 3, "mailtokn")), leave_(crypto::derive(root, 4, "mailleav")),
      message_(crypto::derive(root, 5, "mailmsid"))
{
}

crypto::Hash SubscriberKeys::hash_of(std::string_view address) const
{
    return crypto::keyed_hash(find_, core::as_bytes(core::fold_case(address)));
}

core::Bytes SubscriberKeys::seal(core::SubscriberId id, std::string_view address) const
{
    const crypto::PlainBytes padded(crypto::pad(core::as_bytes(address)));
    return crypto::encrypt(seal_, padded.view(), place_of(id));
}

core::Result<core::SecretText> SubscriberKeys::open(core::SubscriberId id, core::ByteView sealed) const
{
    PANOH_TRY(const auto padded, crypto::decrypt(seal_, sealed, place_of(id)));
    PANOH_TRY(const auto plain, crypto::unpad(core::as_bytes(padded.reveal())));
    return core::SecretText(std::string(core::as_text(plain)));
}

SubscriberKeys::Token SubscriberKeys::new_token() const
{
    std::array<std::uint8_t, token_bytes> bytes = {};
    crypto::fill_random(bytes);
    return {crypto::to_base64url(bytes), crypto::keyed_hash(token_, bytes)};
}

core::Result<crypto::Hash> SubscriberKeys::hash_of_token(std::string_view text) const
{
    const auto bytes = crypto::from_base64url(text);
    if (!bytes || bytes->size() != token_bytes) return unknown_link();
    return crypto::keyed_hash(token_, *bytes);
}

std::string SubscriberKeys::leave_token(core::SubscriberId id) const
{
    core::Bytes token(id.bytes.begin(), id.bytes.end());
    const auto mark = crypto::keyed_hash(leave_, id.bytes);
    token.insert(token.end(), mark.begin(), mark.begin() + mark_bytes);
    return crypto::to_base64url(token);
}

core::Result<core::SubscriberId> SubscriberKeys::who_leaves(std::string_view token) const
{
    const auto bytes = crypto::from_base64url(token);
    if (!bytes || bytes->size() != id_bytes + mark_bytes) return unknown_link();
    const auto whole = core::ByteView(*bytes);
    const auto id = core::id_from_bytes<core::SubscriberId>(whole.first(id_bytes));
    const auto mark = crypto::keyed_hash(leave_, id.bytes);
    if (!crypto::equal(whole.subspan(id_bytes), core::ByteView(mark).first(mark_bytes)))
        return unknown_link();
    return id;
}

std::string SubscriberKeys::message_name(core::SendingId sending, core::SubscriberId subscriber) const
{
    const auto fields =
        crypto::Fields(64).add(core::ByteView(sending.bytes)).add(core::ByteView(subscriber.bytes)).bytes();
    const auto hash = crypto::keyed_hash(message_, fields);
    return core::to_hex(core::ByteView(hash).first(mark_bytes));
}

} // namespace panoh::bulletin
