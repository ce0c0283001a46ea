#include "audit/chain.h"

#include <algorithm>
#include <array>

#include "crypto/fields.h"

namespace panoh::audit {

namespace {

constexpr std::uint8_t layout_version = 1;

} // namespace

crypto::Hash chain_hash(const crypto::Hash& previous, const RowView& row)
{
    crypto::Fields message(256 + row.cases.size() + row.detail.size());
    message.raw(previous).raw(std::array{layout_version});
    message.add(row.seq).add(row.at).add(row.actor).add(row.session_hash).add(row.action).add(row.outcome);
    message.add(row.object).add(row.cases).add(row.purpose).add(row.detail);
    return crypto::hash(message.bytes());
}

crypto::Hash hash_from(core::ByteView bytes)
{
    crypto::Hash hash = {};
    if (bytes.size() == hash.size()) std::copy(bytes.begin(), bytes.end(), hash.begin());
    return hash;
}

Head read_head(store::Reader& reader)
{
    static constexpr store::Sql head{"SELECT seq, hash FROM audit_head WHERE id = 1"};
    return reader
        .first(head, {},
               [](const store::Row& row) {
                   return Head{row.integer(0), hash_from(row.bytes(1))};
               })
        .value_or(Head{});
}

} // namespace panoh::audit
