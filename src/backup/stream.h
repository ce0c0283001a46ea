#pragma once

// What lies inside a sealed file: blocks of bytes, and at their end a seal that only who has the node secret
// can make. age says that nobody changed the file; the seal says that this node made it, which age cannot:
// everybody may know the public recipient.

#include <memory>
#include <optional>
#include <string>

#include "backup/bytes_between.h"
#include "crypto/crypto.h"

namespace panoh::backup {

/// The first bytes of every backup of this format; another number is another format.
inline constexpr std::string_view format_line = "panoh backup 1\n";

/// Numbers are big-endian, texts and bytes have their length (four bytes) before them. A refusal of the file
/// is kept and told by `finish`.
class StreamWriter {
public:
    /// `seal`: a key of the node.
    StreamWriter(Sink& file, crypto::Key seal);
    void number(std::uint64_t value, int bytes);
    void bytes(core::ByteView value);
    void text(std::string_view value) { bytes(core::as_bytes(value)); }
    /// Whether there is any use in going on.
    [[nodiscard]] bool fine() const { return fine_.has_value(); }
    [[nodiscard]] core::Done finish();

private:
    void append(core::ByteView value);
    void send();

    Sink& file_;
    crypto::Key seal_;
    crypto::Hash hash_ = {};
    core::Bytes block_;
    core::Done fine_;
};

/// What is read is as it was sealed. After a refusal everything reads as nothing; `fault` tells which.
class StreamReader {
public:
    /// "restore/other_format" on field from when it is no backup, or of a format that is newer.
    [[nodiscard]] static core::Result<std::unique_ptr<StreamReader>> begin(Source& file);
    [[nodiscard]] std::uint64_t number(int bytes);
    /// At most `longest`; more is damage.
    [[nodiscard]] core::Bytes bytes(std::size_t longest);
    /// The same, and a NUL in it is damage too.
    [[nodiscard]] std::string text(std::size_t longest);
    [[nodiscard]] const core::Done& fine() const { return fine_; }
    /// The end: nothing more stands there, and who made it. With the key of the node "restore/not_this_node"
    /// on field node-secret when its seal is another's.
    [[nodiscard]] core::Done finish(const std::optional<crypto::Key>& seal);

private:
    explicit StreamReader(Source& file) : file_(file) {}
    void take(std::span<std::uint8_t> room);
    void next_block();

    Source& file_;
    crypto::Hash hash_ = {};
    core::Bytes block_;
    std::size_t at_ = 0;
    bool ended_ = false;
    core::Done fine_;
};

} // namespace panoh::backup
