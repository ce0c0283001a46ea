#include "audit/chain.h"

#include <algorithm>

namespace panoh::audit {

namespace {

constexpr std::uint8_t layout_version = 1;

template <typename Unsigned>
void append_big_endian(core::Bytes& out, Unsigned number)
{
    for (int shift = static_cast<int>(sizeof number) * 8 - 8; shift >= 0; shift -= 8)
        out.push_back(static_cast<std::uint8_t>(number >> static_cast<unsigned>(shift)));
}

void append_field(core::Bytes& out, core::ByteView field)
{
    append_big_endian(out, static_cast<std::uint32_t>(field.size()));
    out.insert(out.end(), field.begin(), field.end());
}

void append_number(core::Bytes& out, std::int64_t number)
{
    append_big_endian(out, std::uint32_t{sizeof number});
    append_big_endian(out, static_cast<std::uint64_t>(number));
}

} // namespace

crypto::Hash chain_hash(const crypto::Hash& previous, const RowView& row)
{
    core::Bytes message;
    message.reserve(256 + row.cases.size() + row.detail.size());
    message.insert(message.end(), previous.begin(), previous.end());
    message.push_back(layout_version);
    append_number(message, row.seq);
    append_number(message, row.at);
    append_field(message, row.actor);
    append_field(message, row.session_hash);
    append_field(message, core::as_bytes(row.action));
    append_field(message, core::as_bytes(row.outcome));
    append_field(message, row.object);
    append_field(message, row.cases);
    append_field(message, core::as_bytes(row.purpose));
    append_field(message, core::as_bytes(row.detail));
    return crypto::hash(message);
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
