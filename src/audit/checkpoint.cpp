#include "audit/checkpoint.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace panoh::audit {

namespace {

constexpr std::string_view first_words = "panoh/audit-chain-v1 ";
constexpr std::string_view last_words = "signature ";

/// What is signed: four lines.
std::string signed_text(const Checkpoint& checkpoint)
{
    return fmt::format("{}{}\n{}\n{}\n{}\n", first_words, checkpoint.origin, checkpoint.rows,
                       crypto::to_base64url(checkpoint.head), core::to_string(checkpoint.at));
}

std::string_view next_line(std::string_view& text)
{
    const auto end = text.find('\n');
    const auto line = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    return line;
}

template <std::size_t N>
bool read_bytes(std::string_view text, std::array<std::uint8_t, N>& into)
{
    const auto bytes = crypto::from_base64url(text);
    if (!bytes || bytes->size() != N) return false;
    std::ranges::copy(*bytes, into.begin());
    return true;
}

/// The rest of a checkpoint whose first line was read; moves `text` only when it is one.
std::optional<Checkpoint> read_rest(std::string_view origin, std::string_view& text)
{
    std::string_view rest = text;
    Checkpoint read{.origin = std::string(origin)};
    const auto rows = next_line(rest);
    const auto [end, error] = std::from_chars(rows.data(), rows.data() + rows.size(), read.rows);
    if (error != std::errc{} || end != rows.data() + rows.size() || read.rows < 1) return std::nullopt;
    if (!read_bytes(next_line(rest), read.head)) return std::nullopt;
    const auto at = core::parse_instant(next_line(rest));
    if (!at || !next_line(rest).empty()) return std::nullopt;
    read.at = *at;
    const auto signature = next_line(rest);
    if (!signature.starts_with(last_words) ||
        !read_bytes(signature.substr(last_words.size()), read.signature))
        return std::nullopt;
    text = rest;
    return read;
}

} // namespace

std::string fingerprint(const crypto::SignPublicKey& key)
{
    return core::to_hex(core::ByteView(crypto::hash(key.bytes)).first(16));
}

Checkpoint sign_checkpoint(const crypto::SignKeyPair& keys, const Head& head, core::Instant at)
{
    Checkpoint made{.origin = fingerprint(keys.public_key), .rows = head.seq, .head = head.hash, .at = at};
    made.signature = crypto::sign(keys.secret_key, core::as_bytes(signed_text(made)));
    return made;
}

bool signed_with(const Checkpoint& checkpoint, const crypto::SignPublicKey& key)
{
    return checkpoint.origin == fingerprint(key) &&
           crypto::verify(key, core::as_bytes(signed_text(checkpoint)), checkpoint.signature);
}

std::string to_note(const Checkpoint& checkpoint)
{
    return fmt::format("{}\n{}{}\n\n", signed_text(checkpoint), last_words,
                       crypto::to_base64url(checkpoint.signature));
}

Notes read_notes(std::string_view text)
{
    Notes notes;
    while (!text.empty()) {
        const auto line = next_line(text);
        if (!line.starts_with(first_words)) continue;
        if (auto read = read_rest(line.substr(first_words.size()), text))
            notes.checkpoints.push_back(std::move(*read));
        else
            ++notes.unreadable;
    }
    return notes;
}

std::optional<Alarm> compare(store::Reader& reader, const Checkpoint& checkpoint)
{
    static constexpr store::Sql at{"SELECT hash FROM audit_row WHERE seq = ?"};
    const auto hash =
        reader.first(at, {checkpoint.rows}, [](const store::Row& row) { return hash_from(row.bytes(0)); });
    // The head as well: rows beyond it are nobody's.
    if (!hash || read_head(reader).seq < checkpoint.rows) return Alarm::rows;
    if (*hash != checkpoint.head) return Alarm::head;
    return std::nullopt;
}

std::optional<Alarm> check_peer_checkpoint(const std::optional<Checkpoint>& previous, const Checkpoint& next,
                                           const crypto::SignPublicKey& key)
{
    if (!signed_with(next, key)) return Alarm::signature;
    if (!previous) return std::nullopt;
    if (previous->origin != next.origin) return Alarm::signature;
    if (next.rows < previous->rows) return Alarm::rows;
    if (next.rows == previous->rows && next.head != previous->head) return Alarm::head;
    return std::nullopt;
}

bool checkpoint_due(const SinceCheckpoint& since)
{
    constexpr std::int64_t many = 1000;
    // A clock that was put back counts as well: nobody knows how long it has been.
    const bool long_ago = since.milliseconds < 0 || since.milliseconds >= 15 * core::minute_ms;
    return since.rows >= many || (since.rows > 0 && long_ago);
}

std::optional<Checkpoint> store_checkpoint(store::Transaction& transaction, const crypto::SignKeyPair& keys,
                                           std::int64_t last_rows, core::Instant at)
{
    static constexpr store::Sql insert{
        "INSERT INTO audit_checkpoint (seq, at, note) VALUES (?, ?, ?) "
        "ON CONFLICT (seq) DO UPDATE SET at = excluded.at, note = excluded.note"};
    const Head head = read_head(transaction);
    if (head.seq <= last_rows) return std::nullopt;
    auto made = sign_checkpoint(keys, head, at);
    transaction.put(insert, {head.seq, at, to_note(made)});
    return made;
}

std::vector<Checkpoint> stored_checkpoints(store::Reader& reader, std::int64_t first, std::int64_t last)
{
    static constexpr store::Sql between{
        "SELECT note FROM audit_checkpoint WHERE seq >= ? AND seq <= ? ORDER BY seq"};
    std::vector<Checkpoint> found;
    reader.each(between, {first, last}, [&](const store::Row& row) {
        for (auto& one : read_notes(row.text(0)).checkpoints)
            found.push_back(std::move(one));
    });
    return found;
}

std::optional<Checkpoint> newest_stored(store::Reader& reader)
{
    static constexpr store::Sql newest{"SELECT seq FROM audit_checkpoint ORDER BY seq DESC LIMIT 1"};
    const auto seq = reader.first(newest, {}, [](const store::Row& row) { return row.integer(0); });
    if (!seq) return std::nullopt;
    auto found = stored_checkpoints(reader, *seq, *seq);
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
}

} // namespace panoh::audit
