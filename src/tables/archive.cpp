#include "tables/archive.h"

#include <algorithm>
#include <array>
#include <optional>

#include <zlib.h>

#include "tables/inflater.h"
#include "tables/little_endian.h"
#include "tables/refusal.h"

namespace panoh::tables {

namespace {

constexpr std::string_view end_mark = "PK\x05\x06";
constexpr std::string_view end64_locator_mark = "PK\x06\x07";
constexpr std::string_view end64_mark = "PK\x06\x06";
constexpr std::string_view directory_mark = "PK\x01\x02";
constexpr std::string_view entry_mark = "PK\x03\x04";

constexpr std::uint16_t flag_encrypted = 1;
constexpr std::uint64_t in_zip64 = 0xFFFFFFFF;

auto broken()
{
    return refuse("tables/broken", "archive");
}

struct Directory {
    std::uint64_t at = 0;
    std::uint64_t size = 0;
    std::uint64_t count = 0;
};

/// Where the end record stands: its comment must reach to the end of the file.
std::optional<std::size_t> find_end(std::string_view bytes)
{
    constexpr std::size_t size = 22;
    constexpr std::size_t longest_comment = 65'535;
    if (bytes.size() < size) return std::nullopt;
    const std::size_t last = bytes.size() - size;
    const std::size_t first = last > longest_comment ? last - longest_comment : 0;
    for (std::size_t at = last + 1; at-- > first;) {
        if (!bytes.substr(at).starts_with(end_mark)) continue;
        if (at + size + read16(bytes, at + 20) == bytes.size()) return at;
    }
    return std::nullopt;
}

std::optional<Directory> find_directory(std::string_view bytes)
{
    const auto end = find_end(bytes);
    if (!end) return std::nullopt;
    const bool one_disk = read16(bytes, *end + 4) == read16(bytes, *end + 6) &&
                          read16(bytes, *end + 8) == read16(bytes, *end + 10);
    Directory found{read32(bytes, *end + 16), read32(bytes, *end + 12), read16(bytes, *end + 10)};
    std::uint64_t limit = *end;
    if (found.at == in_zip64 || found.size == in_zip64 || found.count == 0xFFFF) {
        if (*end < 20 || !bytes.substr(*end - 20).starts_with(end64_locator_mark)) return std::nullopt;
        const std::uint64_t at = read64(bytes, *end - 12);
        if (at > bytes.size() || bytes.size() - at < 56 || !bytes.substr(at).starts_with(end64_mark))
            return std::nullopt;
        found = {read64(bytes, at + 48), read64(bytes, at + 40), read64(bytes, at + 32)};
        limit = at;
    }
    if (!one_disk || found.at > limit || found.size > limit - found.at) return std::nullopt;
    return found;
}

/// Takes sizes and place out of the ZIP64 field where the plain ones say that they are there.
bool read_extra(Part& part, std::string_view extra)
{
    std::array<std::uint64_t*, 3> wanted = {&part.size, &part.packed, &part.header_at};
    while (extra.size() >= 4) {
        const std::size_t size = read16(extra, 2);
        if (size > extra.size() - 4) return false;
        if (read16(extra, 0) == 1) {
            std::size_t at = 4;
            for (std::uint64_t* value : wanted) {
                if (*value != in_zip64) continue;
                if (at + 8 > size + 4) return false;
                *value = read64(extra, at);
                at += 8;
            }
        }
        extra.remove_prefix(size + 4);
    }
    return true;
}

} // namespace

std::string part_name(std::string_view name)
{
    std::string out(name.starts_with('/') ? name.substr(1) : name);
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        if (c == '\\') c = '/'; // some writers take their own system's
    }
    return out;
}

core::Result<Archive> Archive::open(std::string_view bytes, const Limits& limits)
{
    Archive archive(bytes, limits);
    PANOH_CHECK(archive.read_directory());
    return archive;
}

core::Done Archive::read_directory()
{
    constexpr std::size_t head = 46;
    const auto directory = find_directory(bytes_);
    if (!directory) return broken();
    if (directory->count > limits_.parts) return refuse("tables/too_many_parts", "archive");
    std::string_view rest = bytes_.substr(directory->at, directory->size);
    std::uint64_t unpacked = 0;
    for (std::uint64_t i = 0; i < directory->count; ++i) {
        if (rest.size() < head || !rest.starts_with(directory_mark)) return broken();
        const std::size_t name = read16(rest, 28);
        const std::size_t extra = read16(rest, 30);
        const std::size_t whole = head + name + extra + read16(rest, 32);
        if (rest.size() < whole) return broken();
        if (read16(rest, 8) & flag_encrypted) return refuse("tables/encrypted", "archive");
        Part part{.name = part_name(rest.substr(head, name)),
                  .method = read16(rest, 10),
                  .checksum = read32(rest, 16),
                  .packed = read32(rest, 20),
                  .size = read32(rest, 24),
                  .header_at = read32(rest, 42)};
        if (!read_extra(part, rest.substr(head + name, extra))) return broken();
        if (part.size > limits_.part_bytes || part.size > limits_.unpacked_bytes - unpacked)
            return refuse("tables/unpacks_too_large", "archive");
        unpacked += part.size;
        parts_.push_back(std::move(part));
        rest.remove_prefix(whole);
    }
    if (rest.starts_with(directory_mark)) return broken();
    return check_places(directory->at);
}

core::Done Archive::check_places(std::uint64_t directory_at)
{
    constexpr std::size_t head = 30;
    std::sort(parts_.begin(), parts_.end(),
              [](const Part& a, const Part& b) { return a.header_at < b.header_at; });
    std::uint64_t free_from = 0;
    for (Part& part : parts_) {
        // Entries that share bytes unpack to much more than the file could hold, and are never honest.
        if (part.header_at < free_from || part.header_at > directory_at ||
            directory_at - part.header_at < head)
            return broken();
        const std::string_view entry = bytes_.substr(part.header_at);
        const std::size_t name = read16(entry, 26);
        part.begins_at = part.header_at + head + name + read16(entry, 28);
        if (!entry.starts_with(entry_mark) || part.begins_at > directory_at ||
            part.packed > directory_at - part.begins_at)
            return broken();
        // Two readers, two tables: what stands before the bytes must be what the directory says.
        if (part_name(entry.substr(head, name)) != part.name || read16(entry, 8) != part.method)
            return broken();
        free_from = part.begins_at + part.packed;
    }
    std::sort(parts_.begin(), parts_.end(), [](const Part& a, const Part& b) { return a.name < b.name; });
    const auto twice = std::adjacent_find(parts_.begin(), parts_.end(),
                                          [](const Part& a, const Part& b) { return a.name == b.name; });
    if (twice != parts_.end()) return broken();
    return {};
}

const Part* Archive::find(std::string_view name) const
{
    const std::string wanted = part_name(name);
    const auto found =
        std::lower_bound(parts_.begin(), parts_.end(), wanted,
                         [](const Part& part, const std::string& text) { return part.name < text; });
    return found != parts_.end() && found->name == wanted ? &*found : nullptr;
}

core::Done Archive::read(const Part& part, const std::function<bool(std::string_view)>& use) const
{
    constexpr std::uint64_t small = 1 << 20;
    if (part.size > small && part.size / limits_.ratio > part.packed)
        return refuse("tables/packed_too_tightly", "archive");
    const std::string_view packed = bytes_.substr(part.begins_at, part.packed);
    std::uint64_t size = 0;
    uLong sum = crc32(0, nullptr, 0);
    bool wanted = true;
    const auto take = [&](std::string_view piece) {
        size += piece.size();
        if (size > part.size) return false;
        sum = crc32(sum, reinterpret_cast<const Bytef*>(piece.data()), static_cast<uInt>(piece.size()));
        wanted = use(piece);
        return wanted;
    };
    bool whole = false;
    if (part.method == 0) whole = each_piece(packed, take);
    if (part.method == 8) whole = inflate_pieces(packed, take);
    if (!wanted) return {};
    if (!whole || size != part.size || sum != part.checksum) return broken();
    return {};
}

} // namespace panoh::tables
