#include "backup/sealed_file.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace panoh::backup {
namespace {

using core::ErrorKind;
using core::fail;

constexpr std::size_t block_size = 64UL * 1024;

/// The hash of everything up to and with this block.
crypto::Hash next_hash(const crypto::Hash& before, core::ByteView block)
{
    return crypto::keyed_hash(crypto::Key(before), block);
}

auto age_missing()
{
    return fail(ErrorKind::conflict, "backup/age_missing");
}

/// The text of an X25519 recipient of age: bech32 of 32 bytes. Whether its letters add up, age says.
bool looks_like_recipient(const std::string& text)
{
    constexpr std::string_view letters = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    return text.size() == 62 && text.starts_with("age1") &&
           std::ranges::all_of(text.substr(4),
                               [&](char letter) { return letters.find(letter) != std::string_view::npos; });
}

void sync_folder_of(const std::string& path)
{
    const auto folder = std::filesystem::path(path).parent_path();
    const Descriptor opened(
        ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (opened.open()) ::fsync(opened.get());
}

} // namespace

core::Done check_recipients(const std::vector<std::string>& recipients)
{
    const auto refuse = [](const char* code) { return fail(ErrorKind::invalid, code, "recipient"); };
    if (recipients.empty()) return refuse("backup/recipient_missing");
    for (const auto& recipient : recipients) {
        if (recipient.starts_with("AGE-SECRET-KEY-")) return refuse("backup/recipient_is_secret");
        if (!looks_like_recipient(recipient)) return refuse("backup/recipient");
        Child age;
        if (!age.start({"age", "--encrypt", "--recipient", recipient}, Child::Input::nothing))
            return age_missing();
        std::array<std::uint8_t, 1024> head = {};
        static_cast<void>(read_up_to(age.output(), head));
        if (!age.ended_well()) return refuse("backup/recipient");
    }
    return {};
}

core::Result<std::unique_ptr<SealedFile>> SealedFile::begin(const std::string& path,
                                                            const std::vector<std::string>& recipients)
{
    if (std::filesystem::exists(path)) return fail(ErrorKind::conflict, "backup/exists", "to");
    std::unique_ptr<SealedFile> made(new SealedFile(path));
    const std::string part = path + ".part";
    made->file_ = Descriptor(::open(part.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    // Held while it is written, so that nobody takes it for a leftover.
    if (!made->file_.open() || ::flock(made->file_.get(), LOCK_EX | LOCK_NB) != 0 ||
        ::ftruncate(made->file_.get(), 0) != 0) {
        made->done_ = true; // not ours to take away
        return fail(ErrorKind::conflict, "backup/unwritable", "to");
    }
    std::vector<std::string> words = {"age", "--encrypt"};
    for (const auto& recipient : recipients) {
        words.emplace_back("--recipient");
        words.push_back(recipient);
    }
    if (!made->age_.start(words, Child::Input::ours)) return age_missing();
    made->pump_ = std::thread([file = made.get()] { file->pump(); });
    return made;
}

SealedFile::~SealedFile()
{
    age_.close_input();
    if (pump_.joinable()) pump_.join();
    if (!done_) ::unlink((path_ + ".part").c_str());
}

/// What age gives, into the file. After a failure the rest is still read, or age would wait for ever.
void SealedFile::pump()
{
    core::Bytes block(block_size);
    for (;;) {
        const std::size_t got = read_up_to(age_.output(), block);
        const auto sealed = core::ByteView(block).first(got);
        if (failed_ == 0 && !write_all(file_.get(), sealed)) failed_ = errno == 0 ? EIO : errno;
        bytes_ += static_cast<std::int64_t>(got);
        if (got > 0) hash_ = next_hash(hash_, sealed);
        if (got < block.size()) return;
    }
}

core::Error SealedFile::trouble() const
{
    const bool full = failed_ == ENOSPC || failed_ == EDQUOT || failed_ == EFBIG;
    return {
        .kind = ErrorKind::conflict, .code = full ? "backup/no_room" : "backup/unwritable", .field = "to"};
}

core::Done SealedFile::write(core::ByteView bytes)
{
    if (failed_ != 0 || !write_all(age_.input(), bytes)) return fail(trouble());
    return {};
}

core::Result<std::int64_t> SealedFile::finish()
{
    age_.close_input();
    pump_.join();
    const bool sealed = age_.ended_well();
    if (failed_ == 0 && ::fsync(file_.get()) != 0) failed_ = errno;
    if (!sealed || failed_ != 0) return fail(trouble());
    PANOH_CHECK(put_in_place());
    return bytes_;
}

/// Read from the disk, not from what the system still remembers of it, then renamed.
core::Done SealedFile::put_in_place()
{
    ::posix_fadvise(file_.get(), 0, 0, POSIX_FADV_DONTNEED);
    ::lseek(file_.get(), 0, SEEK_SET);
    core::Bytes block(block_size);
    crypto::Hash hash = {};
    std::int64_t bytes = 0;
    for (std::size_t got = block.size(); got == block.size();) {
        got = read_up_to(file_.get(), block);
        bytes += static_cast<std::int64_t>(got);
        if (got > 0) hash = next_hash(hash, core::ByteView(block).first(got));
    }
    if (bytes != bytes_ || hash != hash_) return fail(ErrorKind::conflict, "backup/not_as_written", "to");
    // link() does not replace what another run put there meanwhile.
    if (::link((path_ + ".part").c_str(), path_.c_str()) != 0)
        return fail(ErrorKind::conflict, errno == EEXIST ? "backup/exists" : "backup/unwritable", "to");
    ::unlink((path_ + ".part").c_str());
    done_ = true;
    sync_folder_of(path_);
    return {};
}

core::Result<std::unique_ptr<OpenedFile>> OpenedFile::begin(const std::string& path,
                                                            const std::string& identity)
{
    if (::access(path.c_str(), R_OK) != 0 || std::filesystem::is_directory(path))
        return fail(ErrorKind::invalid, "restore/unreadable", "from");
    if (::access(identity.c_str(), R_OK) != 0)
        return fail(ErrorKind::invalid, "restore/identity_unreadable", "identity");
    std::unique_ptr<OpenedFile> opened(new OpenedFile());
    // Absolute, so that a name beginning with "-" is no option.
    const std::vector<std::string> words = {"age", "--decrypt", "--identity",
                                            std::filesystem::absolute(identity).string(),
                                            std::filesystem::absolute(path).string()};
    if (!opened->age_.start(words, Child::Input::nothing)) return age_missing();
    return opened;
}

/// By age's own words; they hold no content.
core::Error OpenedFile::trouble()
{
    const bool well = age_.ended_well();
    const auto said = [&](std::string_view words) { return age_.said().find(words) != std::string::npos; };
    if (!well && (said("no identity matched") || said("incorrect passphrase")))
        return {.kind = ErrorKind::invalid, .code = "restore/wrong_identity", .field = "identity"};
    if (!well && (said("identity file") || said("reading \"") || said("malformed secret key") ||
                  said("no secret keys found") || said("unknown identity type")))
        return {.kind = ErrorKind::invalid, .code = "restore/identity_unreadable", .field = "identity"};
    return {.kind = ErrorKind::invalid, .code = "restore/damaged", .field = "from"};
}

core::Done OpenedFile::read(std::span<std::uint8_t> room)
{
    if (read_up_to(age_.output(), room) == room.size()) return {};
    return fail(trouble());
}

core::Done OpenedFile::finish()
{
    std::array<std::uint8_t, 1> more = {};
    if (read_up_to(age_.output(), more) == 0 && age_.ended_well()) return {};
    return fail(ErrorKind::invalid, "restore/damaged", "from");
}

} // namespace panoh::backup
