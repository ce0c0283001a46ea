#pragma once

// A file that only the holders of offline keys can read: age does the sealing, this program has public
// recipients alone.

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "backup/bytes_between.h"
#include "backup/child.h"
#include "core/result.h"
#include "crypto/crypto.h"

namespace panoh::backup {

/// Public keys of age ("age1..."), each of which opens alone. "backup/recipient_missing",
/// "backup/recipient_is_secret" for the private half, "backup/recipient", all on field recipient;
/// "backup/age_missing" when the program is not there.
[[nodiscard]] core::Done check_recipients(const std::vector<std::string>& recipients);

/// Written under another name, which ends in ".part", until it is whole on the disk and read back.
class SealedFile final : public Sink {
public:
    /// "backup/exists", "backup/unwritable" on field to, "backup/age_missing".
    [[nodiscard]] static core::Result<std::unique_ptr<SealedFile>>
    begin(const std::string& path, const std::vector<std::string>& recipients);
    /// Takes an unfinished one away.
    ~SealedFile() override;
    SealedFile(const SealedFile&) = delete;
    SealedFile& operator=(const SealedFile&) = delete;

    /// "backup/no_room", "backup/unwritable", both on field to.
    [[nodiscard]] core::Done write(core::ByteView bytes) override;
    /// Whole, on the disk, compared with what was written, and under its name: how many bytes it has.
    /// "backup/not_as_written" when the disk gives other bytes back.
    [[nodiscard]] core::Result<std::int64_t> finish();

private:
    explicit SealedFile(std::string path) : path_(std::move(path)) {}
    void pump();
    [[nodiscard]] core::Done put_in_place();
    [[nodiscard]] core::Error trouble() const;

    std::string path_;
    Descriptor file_;
    Child age_;
    std::thread pump_;
    std::atomic<int> failed_ = 0; ///< errno of the file
    std::int64_t bytes_ = 0;
    crypto::Hash hash_ = {}; ///< of what was written, block by block
    bool done_ = false;
};

/// Reads one. What comes out is what somebody sealed, whole and in order up to where reading stands; whether
/// it is all of it is known with `finish`.
class OpenedFile final : public Source {
public:
    /// "backup/age_missing", "restore/unreadable" on field from, "restore/identity_unreadable" on field
    /// identity.
    [[nodiscard]] static core::Result<std::unique_ptr<OpenedFile>> begin(const std::string& path,
                                                                         const std::string& identity);
    /// As many bytes as `room` has, or why not: "restore/wrong_identity" on field identity,
    /// "restore/damaged" on field from, also where it ends too early.
    [[nodiscard]] core::Done read(std::span<std::uint8_t> room) override;
    /// That nothing comes any more and that the file is whole.
    [[nodiscard]] core::Done finish() override;

private:
    OpenedFile() = default;
    [[nodiscard]] core::Error trouble();
    Child age_;
};

} // namespace panoh::backup
