#include "access/second_factor.h"

#include <algorithm>

#include "access/credentials.h"
#include "access/notices.h"
#include "access/second_factor_store.h"
#include "http/hosts.h"

namespace panoh::access {

namespace {

constexpr std::size_t spare_code_bytes = 10;

core::Error key_wrong()
{
    return {.kind = core::ErrorKind::unauthenticated, .code = "access/key_wrong"};
}

bool is_six_digits(std::string_view code)
{
    return code.size() == 6 && code.find_first_not_of("0123456789") == std::string_view::npos;
}

core::Result<Factor> use_key(store::Transaction& transaction, const NodeSecret& secret,
                             const Account& account, const Proof& proof,
                             const std::optional<crypto::Hash>& challenge, core::Instant now)
{
    const auto rp_id = rp_id_of(proof.host);
    const auto keys = security_keys_of(transaction, secret, account.id);
    const auto found = std::ranges::find_if(
        keys, [&](const SecurityKey& each) { return each.key.id == proof.key->id && each.rp_id == rp_id; });
    if (!challenge || found == keys.end()) return core::fail(key_wrong());
    const auto shown = crypto::check_key({.rp_id = *rp_id, .host = proof.host, .challenge = *challenge},
                                         found->key.algorithm, found->key.public_key,
                                         {proof.key->browser, proof.key->key, proof.key->signature});
    if (!shown) return core::fail(key_wrong());
    // A key that never counts says nothing; one that counts must go on.
    if ((shown->count > 0 || found->count > 0) && shown->count <= found->count)
        return core::fail(core::ErrorKind::unauthenticated, "access/key_copied");
    note_key_used(transaction, found->id, shown->count, now);
    return shown->verified ? Factor::key_verified : Factor::key_touched;
}

} // namespace

std::optional<std::string> rp_id_of(std::string_view host)
{
    auto name = http::host_name(host);
    if (!name || name->empty() || name->front() == '[') return std::nullopt;
    // The last label of a domain name has a letter; that of an address has none.
    const auto last = name->substr(name->rfind('.') + 1);
    if (last.find_first_of("abcdefghijklmnopqrstuvwxyz") == std::string::npos) return std::nullopt;
    return name;
}

std::string host_of(const http::Request& request)
{
    return http::lower(request.header("host"));
}

core::Result<Factor> use_factor(store::Transaction& transaction, const NodeSecret& secret,
                                const Account& account, const Proof& proof,
                                const std::optional<crypto::Hash>& challenge, core::Instant now)
{
    if (proof.key) return use_key(transaction, secret, account, proof, challenge, now);
    const auto wrong = [] {
        return core::fail(core::ErrorKind::unauthenticated, "access/code_wrong", "code");
    };
    if (!is_six_digits(proof.code)) {
        const auto hash = spare_code_hash(secret, account.id, proof.code);
        if (!hash || !account.totp_confirmed || !use_up_spare_code(transaction, account.id, *hash))
            return wrong();
        note(transaction, account.id, NoticeKind::spare_code_used, now);
        return Factor::spare_code;
    }
    const auto totp = open_totp(secret, account);
    if (!totp) return wrong();
    const auto step = crypto::check_totp(*totp, proof.code, now, account.totp_step);
    if (!step) return wrong();
    confirm_totp(transaction, account.id, *step);
    return Factor::code;
}

bool shows_presence(Factor factor, bool has_key)
{
    switch (factor) {
    case Factor::code:
        return !has_key;
    case Factor::key_touched:
        return false;
    case Factor::spare_code:
    case Factor::key_verified:
        return true;
    }
    return false;
}

std::string make_spare_code()
{
    std::array<std::uint8_t, spare_code_bytes> bytes = {};
    crypto::fill_random(bytes);
    return crypto::readable_code(bytes);
}

std::optional<crypto::Hash> spare_code_hash(const NodeSecret& secret, core::UserId user,
                                            std::string_view text)
{
    const auto code = crypto::parse_readable_code(text);
    if (!code || code->size() != spare_code_bytes) return std::nullopt;
    core::Bytes bound(user.bytes.begin(), user.bytes.end());
    bound.insert(bound.end(), code->begin(), code->end());
    return crypto::keyed_hash(secret.spare_code_key(), bound);
}

} // namespace panoh::access
