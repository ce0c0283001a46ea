#include "tables/zip_writer.h"

#include <array>
#include <new>
#include <stdexcept>
#include <utility>

#include <zlib.h>

#include "tables/little_endian.h"

namespace panoh::tables {

namespace {

constexpr std::uint16_t version = 20;
/// Sizes stand behind the bytes (they are not known before), names are UTF-8.
constexpr std::uint16_t flags = 0x0808;
constexpr std::uint16_t deflated = 8;
constexpr std::uint32_t first_of_january_1980 = 0x0021'0000;
/// Measured on 50,000 rows: half the time of level 6 for a tenth more bytes.
constexpr int level = 3;

} // namespace

struct ZipWriter::Deflater {
    z_stream stream{};
    Deflater()
    {
        if (deflateInit2(&stream, level, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) != Z_OK)
            throw std::bad_alloc();
    }
    ~Deflater() { deflateEnd(&stream); }
    Deflater(const Deflater&) = delete;
    Deflater& operator=(const Deflater&) = delete;
};

ZipWriter::ZipWriter() = default;
ZipWriter::~ZipWriter() = default;

void ZipWriter::append_common(std::string& out, const Entry& entry) const
{
    append_little(out, version, 2);
    append_little(out, flags, 2);
    append_little(out, deflated, 2);
    append_little(out, first_of_january_1980, 4);
    append_little(out, entry.checksum, 4);
    append_little(out, entry.packed, 4);
    append_little(out, entry.size, 4);
    append_little(out, entry.name.size(), 2);
    append_little(out, 0, 2); // no extra field
}

void ZipWriter::begin(std::string_view name)
{
    Entry entry{.name = std::string(name), .header_at = taken_ + out_.size()};
    out_.append("PK\x03\x04");
    append_common(out_, entry);
    out_.append(name);
    entries_.push_back(std::move(entry));
    deflater_ = std::make_unique<Deflater>();
}

void ZipWriter::write(std::string_view bytes)
{
    Entry& entry = entries_.back();
    entry.size += bytes.size();
    entry.checksum = static_cast<std::uint32_t>(
        crc32_z(entry.checksum, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
    pack(bytes, false);
}

void ZipWriter::pack(std::string_view bytes, bool last)
{
    z_stream& stream = deflater_->stream;
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    std::array<char, 16 * 1024> piece{};
    do {
        stream.next_out = reinterpret_cast<Bytef*>(piece.data());
        stream.avail_out = static_cast<uInt>(piece.size());
        deflate(&stream, last ? Z_FINISH : Z_NO_FLUSH);
        const std::size_t made = piece.size() - stream.avail_out;
        out_.append(piece.data(), made);
        entries_.back().packed += made;
    } while (stream.avail_out == 0);
}

void ZipWriter::end()
{
    pack({}, true);
    deflater_.reset();
    const Entry& entry = entries_.back();
    // Without ZIP64 a file ends at 4 GiB: sizes that do not fit would be cut, and the file be broken unseen.
    if (taken_ + out_.size() > 0xFFFF'FFFF || entry.size > 0xFFFF'FFFF)
        throw std::length_error("ZIP beyond 4 GiB");
    out_.append("PK\x07\x08");
    append_little(out_, entry.checksum, 4);
    append_little(out_, entry.packed, 4);
    append_little(out_, entry.size, 4);
}

void ZipWriter::finish()
{
    const std::uint64_t at = taken_ + out_.size();
    for (const Entry& entry : entries_) {
        out_.append("PK\x01\x02");
        append_little(out_, version, 2);
        append_common(out_, entry);
        append_little(out_, 0, 2 + 2 + 2 + 4); // comment, disk, attributes
        append_little(out_, entry.header_at, 4);
        out_.append(entry.name);
    }
    const std::uint64_t size = taken_ + out_.size() - at;
    out_.append("PK\x05\x06");
    append_little(out_, 0, 4); // one disk
    append_little(out_, entries_.size(), 2);
    append_little(out_, entries_.size(), 2);
    append_little(out_, size, 4);
    append_little(out_, at, 4);
    append_little(out_, 0, 2);
}

std::string ZipWriter::take()
{
    taken_ += out_.size();
    return std::exchange(out_, {});
}

} // namespace panoh::tables
