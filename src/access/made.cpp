// Idempotency: what an earlier request with the same key made.

#include "access/gate.h"

namespace panoh::access {

namespace {

/// How long a key is remembered: a phone may be out of reach over a weekend.
constexpr std::int64_t remembered_ms = 7 * core::day_ms;

} // namespace

crypto::Hash request_hash(const Caller& caller, const http::Request& request)
{
    std::string text = std::to_string(static_cast<int>(request.method)) + '\n' + request.path + '\n';
    for (const auto& [name, value] : request.queries)
        text += name + '=' + value + '\n';
    text += '\n' + request.body;
    const auto hash = crypto::keyed_hash(caller.request_key_, core::as_bytes(text));
    explicit_bzero(text.data(), text.size());
    return hash;
}

core::Result<std::optional<std::array<std::uint8_t, 16>>>
made_before(store::Reader& reader, const Caller& caller, const http::Request& request)
{
    using Made = std::array<std::uint8_t, 16>;
    struct Row {
        core::Bytes request_hash;
        Made made;
    };
    if (!caller.idempotency()) return std::optional<Made>();
    static constexpr store::Sql find{
        "SELECT request_hash, made FROM access_made WHERE user_id = ? AND key_hash = ?"};
    const auto row = reader.first(find, {caller.subject().user, core::ByteView(*caller.idempotency())},
                                  [](const store::Row& each) {
                                      const auto hash = each.bytes(0);
                                      return Row{{hash.begin(), hash.end()}, each.id<core::CaseId>(1).bytes};
                                  });
    if (!row) return std::optional<Made>();
    if (!crypto::equal(row->request_hash, request_hash(caller, request)))
        return core::fail(core::ErrorKind::conflict, "http/idempotency_key_reused");
    return std::optional<Made>(row->made);
}

void remember_made(store::Transaction& transaction, const Caller& caller, const http::Request& request,
                   std::span<const std::uint8_t, 16> made)
{
    if (!caller.idempotency()) return;
    static constexpr store::Sql insert{
        "INSERT INTO access_made (user_id, key_hash, request_hash, made, made_at) VALUES (?, ?, ?, ?, ?)"};
    const crypto::Hash hash = request_hash(caller, request);
    transaction.put(insert, {caller.subject().user, core::ByteView(*caller.idempotency()),
                             core::ByteView(hash), core::ByteView(made), caller.act().at});
}

std::int64_t forget_made(store::Transaction& transaction, core::Instant now)
{
    static constexpr store::Sql forget{"DELETE FROM access_made WHERE made_at < ?"};
    return transaction.run(forget, {now + -remembered_ms});
}

} // namespace panoh::access
