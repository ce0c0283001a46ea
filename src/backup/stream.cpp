#include "backup/stream.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace panoh::backup {
namespace {

using core::ErrorKind;
using core::fail;

constexpr std::size_t block_size = 256UL * 1024;

std::array<std::uint8_t, 8> big_endian(std::uint64_t value)
{
    std::array<std::uint8_t, 8> bytes = {};
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<std::uint8_t>(value >> (8 * (7 - i)));
    return bytes;
}

auto damaged()
{
    return fail(ErrorKind::invalid, "restore/damaged", "from");
}

crypto::Hash hash_with(const crypto::Hash& before, core::ByteView block)
{
    return crypto::keyed_hash(crypto::Key(before), block);
}

} // namespace

StreamWriter::StreamWriter(Sink& file, crypto::Key seal) : file_(file), seal_(std::move(seal))
{
    block_.reserve(block_size);
    fine_ = file_.write(core::as_bytes(format_line));
}

void StreamWriter::append(core::ByteView value)
{
    while (!value.empty()) {
        const auto part = value.first(std::min(value.size(), block_size - block_.size()));
        block_.insert(block_.end(), part.begin(), part.end());
        value = value.subspan(part.size());
        if (block_.size() == block_size) send();
    }
}

void StreamWriter::send()
{
    if (fine_) fine_ = file_.write(core::ByteView(big_endian(block_.size())).subspan(4));
    if (fine_ && !block_.empty()) fine_ = file_.write(block_);
    if (!block_.empty()) hash_ = hash_with(hash_, block_);
    block_.clear();
}

void StreamWriter::number(std::uint64_t value, int bytes)
{
    append(core::ByteView(big_endian(value)).last(static_cast<std::size_t>(bytes)));
}

void StreamWriter::bytes(core::ByteView value)
{
    number(value.size(), 4);
    append(value);
}

core::Done StreamWriter::finish()
{
    if (!block_.empty()) send();
    send(); // an empty one is the last
    PANOH_CHECK(fine_);
    return file_.write(crypto::keyed_hash(seal_, hash_));
}

core::Result<std::unique_ptr<StreamReader>> StreamReader::begin(Source& file)
{
    std::array<std::uint8_t, format_line.size()> line = {};
    PANOH_CHECK(file.read(line));
    if (core::as_text(line) != format_line) return fail(ErrorKind::conflict, "restore/other_format", "from");
    return std::unique_ptr<StreamReader>(new StreamReader(file));
}

void StreamReader::next_block()
{
    std::array<std::uint8_t, 4> head = {};
    fine_ = file_.read(head);
    if (!fine_) return;
    const auto size = (static_cast<std::size_t>(head[0]) << 24U) |
                      (static_cast<std::size_t>(head[1]) << 16U) | (static_cast<std::size_t>(head[2]) << 8U) |
                      head[3];
    at_ = 0;
    block_.resize(std::min(size, block_size));
    ended_ = size == 0;
    if (size > block_size) fine_ = damaged();
    if (!fine_ || ended_) return;
    fine_ = file_.read(block_);
    hash_ = hash_with(hash_, block_);
}

void StreamReader::take(std::span<std::uint8_t> room)
{
    std::ranges::fill(room, std::uint8_t{0});
    while (!room.empty() && fine_) {
        if (at_ == block_.size()) next_block();
        if (ended_ && fine_) fine_ = damaged();
        if (!fine_) return;
        const auto part = std::min(room.size(), block_.size() - at_);
        std::memcpy(room.data(), block_.data() + at_, part);
        at_ += part;
        room = room.subspan(part);
    }
}

std::uint64_t StreamReader::number(int bytes)
{
    std::array<std::uint8_t, 8> all = {};
    take(std::span(all).last(static_cast<std::size_t>(bytes)));
    std::uint64_t value = 0;
    for (const auto byte : all)
        value = (value << 8U) | byte;
    return fine_ ? value : 0;
}

core::Bytes StreamReader::bytes(std::size_t longest)
{
    const auto size = number(4);
    if (size > longest) fine_ = damaged();
    core::Bytes value;
    // Room is made for what comes, not for what a number says will come.
    while (fine_ && value.size() < size) {
        const auto before = value.size();
        value.resize(before + std::min<std::size_t>(size - before, block_size));
        take(std::span(value).subspan(before));
    }
    return fine_ ? value : core::Bytes{};
}

std::string StreamReader::text(std::size_t longest)
{
    const auto held = bytes(longest);
    // No database of ours could have held one, and each would end the restore with an exception.
    if (std::ranges::find(held, std::uint8_t{0}) != held.end()) fine_ = damaged();
    return fine_ ? std::string(core::as_text(held)) : std::string();
}

core::Done StreamReader::finish(const std::optional<crypto::Key>& seal)
{
    PANOH_CHECK(fine_);
    if (at_ != block_.size()) return damaged();
    next_block();
    PANOH_CHECK(fine_);
    if (!ended_) return damaged();
    crypto::Hash made = {};
    PANOH_CHECK(file_.read(made));
    PANOH_CHECK(file_.finish());
    if (seal && !crypto::equal(made, crypto::keyed_hash(*seal, hash_)))
        return fail(ErrorKind::conflict, "restore/not_this_node", "node-secret");
    return {};
}

} // namespace panoh::backup
