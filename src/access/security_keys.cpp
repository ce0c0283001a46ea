#include "access/security_keys.h"

#include <algorithm>

#include "access/notices.h"
#include "access/second_factor.h"
#include "core/log.h"
#include "core/text.h"

namespace panoh::access {

namespace {

constexpr std::size_t longest_key_name = 40;

core::Done check_key_name(std::string_view name)
{
    if (core::trim(name).empty()) return core::fail(core::ErrorKind::invalid, "access/name_missing", "name");
    if (core::letters(name) > longest_key_name)
        return core::fail(core::ErrorKind::invalid, "access/name_too_long", "name");
    return {};
}

auto key_not_found()
{
    return core::fail(core::ErrorKind::not_found, "access/key_not_found");
}

void record(store::Transaction& transaction, const audit::Act& act, NoticeKind kind, std::string_view detail)
{
    note(transaction, act.actor, kind, act.at);
    audit::append(
        transaction, act,
        {.action = core::Action::session_finish, .object = act.actor.bytes, .detail = std::string(detail)});
}

} // namespace

std::vector<SecurityKeyView> key_views(store::Reader& reader, const NodeSecret& secret, core::UserId user)
{
    std::vector<SecurityKeyView> views;
    for (const auto& key : security_keys_of(reader, secret, user)) {
        SecurityKeyView view{.id = key.id, .name = key.name, .host = key.rp_id, .made_at = key.made_at};
        if (key.last_used_at.milliseconds > 0) view.last_used_at = key.last_used_at;
        views.push_back(std::move(view));
    }
    return views;
}

core::Result<core::SecurityKeyId> add_security_key(store::Transaction& transaction, const audit::Act& act,
                                                   const NodeSecret& secret,
                                                   const std::optional<crypto::Hash>& challenge,
                                                   std::string_view host, const MadeKey& made)
{
    const auto rp_id = rp_id_of(host);
    if (!rp_id) return core::fail(core::ErrorKind::conflict, "access/keys_need_a_name");
    PANOH_CHECK(check_key_name(made.name));
    if (!challenge) return core::fail(core::ErrorKind::invalid, "access/key_wrong");
    auto key = crypto::check_new_key({.rp_id = *rp_id, .host = std::string(host), .challenge = *challenge},
                                     made.browser, made.attestation);
    if (!key) {
        core::log(core::LogLevel::warning, "security_key_refused",
                  {{"code", core::LogValue::word(key.error().code)}});
        return core::fail(core::ErrorKind::invalid, "access/key_wrong");
    }
    if (security_keys_of(transaction, secret, act.actor).size() >= security_keys_at_most)
        return core::fail(core::ErrorKind::conflict, "access/too_many_keys");
    const SecurityKey added{.id = crypto::random_id<core::SecurityKeyId>(),
                            .user = act.actor,
                            .name = std::string(core::trim(made.name)),
                            .rp_id = *rp_id,
                            .key = std::move(*key),
                            .made_at = act.at};
    if (!insert_security_key(transaction, secret, added))
        return core::fail(core::ErrorKind::conflict, "access/key_taken");
    record(transaction, act, NoticeKind::key_added, "key:added");
    return added.id;
}

core::Done name_security_key(store::Transaction& transaction, const audit::Act& act, core::SecurityKeyId id,
                             std::string_view name)
{
    PANOH_CHECK(check_key_name(name));
    if (!rename_security_key(transaction, act.actor, id, core::trim(name))) return key_not_found();
    audit::append(transaction, act,
                  {.action = core::Action::session_finish, .object = act.actor.bytes, .detail = "key:named"});
    return {};
}

core::Done remove_security_key(store::Transaction& transaction, const audit::Act& act,
                               const NodeSecret& secret, core::SecurityKeyId id, bool needed)
{
    const auto keys = security_keys_of(transaction, secret, act.actor);
    const bool known = std::ranges::any_of(keys, [&](const SecurityKey& key) { return key.id == id; });
    if (!known) return key_not_found();
    if (needed && keys.size() == 1) return core::fail(core::ErrorKind::conflict, "access/last_security_key");
    (void)delete_security_key(transaction, act.actor, id);
    record(transaction, act, NoticeKind::key_removed, "key:removed");
    return {};
}

std::vector<std::string> make_spare_codes(store::Transaction& transaction, const audit::Act& act,
                                          const NodeSecret& secret)
{
    std::vector<std::string> codes;
    std::vector<crypto::Hash> hashes;
    while (codes.size() < spare_codes) {
        codes.push_back(make_spare_code());
        hashes.push_back(spare_code_hash(secret, act.actor, codes.back()).value());
    }
    store_spare_codes(transaction, act.actor, hashes);
    record(transaction, act, NoticeKind::spare_codes_made, "spare_codes:made");
    return codes;
}

} // namespace panoh::access
