#include "release/lineage.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace panoh::release {

namespace {

std::string key_path(const std::string& path)
{
    return path + ".key";
}

/// Nobody else reads it, and it is never written over.
bool write_key(const std::string& path, const crypto::Key& key)
{
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) return false;
    const auto bytes = key.reveal();
    const bool whole =
        ::write(file, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()) && ::fsync(file) == 0;
    ::close(file);
    return whole;
}

core::Result<crypto::Key> read_key(const std::string& path)
{
    crypto::Key key;
    std::ifstream file(path, std::ios::binary);
    const auto bytes = key.fill();
    // One byte more than there is must not be there.
    if (!file.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size())) ||
        file.peek() != std::ifstream::traits_type::eof())
        return core::fail(core::ErrorKind::not_found, "ledger/key_missing", path);
    return key;
}

std::string salted(const crypto::Key& key, core::ByteView salt, const crypto::Hash& table)
{
    const auto name = core::as_bytes(table_mark_text);
    core::Bytes message(name.begin(), name.end());
    message.insert(message.end(), salt.begin(), salt.end());
    message.insert(message.end(), table.begin(), table.end());
    return crypto::to_base64url(crypto::keyed_hash(key, message));
}

} // namespace

TableMark mark_of(const crypto::Key& key, const crypto::Hash& table)
{
    const crypto::Salt salt = crypto::random_salt();
    return {.salt = crypto::to_base64url(salt), .input = salted(key, salt, table)};
}

bool is_last_table(const Lineage& lineage, const crypto::Hash& table)
{
    const privacy::LedgerState state = lineage.ledger.state();
    if (state.last_input.empty()) return true;
    // A line of the first form.
    if (state.last_salt.empty()) return state.last_input == crypto::to_base64url(table);
    const auto salt = crypto::from_base64url(state.last_salt);
    return salt && state.last_input == salted(lineage.key, *salt, table);
}

core::Result<Lineage> start_lineage(const std::string& path, const core::Clock& clock,
                                    std::string_view lineage, privacy::Epsilon epsilon, privacy::Delta delta,
                                    std::string_view operator_name, std::string_view program)
{
    std::error_code fault;
    if (std::filesystem::exists(path, fault) || std::filesystem::exists(key_path(path), fault))
        return core::fail(core::ErrorKind::conflict, "ledger/exists", "ledger");
    crypto::Key key = crypto::random_key();
    if (!write_key(key_path(path), key))
        return core::fail(core::ErrorKind::invalid, "ledger/not_writable", "ledger");
    PANOH_TRY(auto book, privacy::open_ledger_file(path));
    PANOH_TRY(privacy::Ledger ledger, privacy::Ledger::open(std::move(book), clock));
    PANOH_CHECK(ledger.start(lineage, epsilon, delta, operator_name, program));
    return Lineage{.ledger = std::move(ledger), .key = std::move(key)};
}

core::Result<Lineage> open_lineage(const std::string& path, const core::Clock& clock)
{
    std::error_code fault;
    if (!std::filesystem::is_regular_file(path, fault))
        return core::fail(core::ErrorKind::not_found, "ledger/not_started", "ledger");
    PANOH_TRY(crypto::Key key, read_key(key_path(path)));
    PANOH_TRY(auto book, privacy::open_ledger_file(path));
    PANOH_TRY(privacy::Ledger ledger, privacy::Ledger::open(std::move(book), clock));
    return Lineage{.ledger = std::move(ledger), .key = std::move(key)};
}

} // namespace panoh::release
