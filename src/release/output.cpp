#include "release/output.h"

#include "crypto/sha256.h"

namespace panoh::release {

core::Done Output::write(std::string_view name, std::string_view text)
{
    return write_pieces(name, [text](const Put& put) -> core::Done {
        for (std::size_t at = 0; at < text.size(); at += piece_size)
            PANOH_CHECK(put(text.substr(at, piece_size)));
        return {};
    });
}

core::Done Output::write_pieces(std::string_view name, const std::function<core::Done(const Put&)>& make)
{
    OutputFile file{.name = std::string(name), .sha256 = {}, .bytes = 0};
    crypto::Sha256 hash;
    PANOH_CHECK(begin_file(file.name));
    PANOH_CHECK(make([&](std::string_view piece) {
        hash.add(core::as_bytes(piece));
        file.bytes += static_cast<std::int64_t>(piece.size());
        return put(piece);
    }));
    file.sha256 = core::to_hex(hash.end());
    PANOH_CHECK(end_file(file));
    files_.push_back(std::move(file));
    return {};
}

core::Result<std::string> Output::finish()
{
    std::string manifest;
    for (const OutputFile& file : files_)
        manifest += file.sha256 + "  " + file.name + "\n";
    PANOH_CHECK(write("MANIFEST.sha256", manifest));
    PANOH_CHECK(close());
    return files_.back().sha256;
}

} // namespace panoh::release
