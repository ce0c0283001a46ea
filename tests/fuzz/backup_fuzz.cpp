// A backup as the restore reads it once age has opened it: whoever knows the public recipient can make such a
// file. Never a crash, all of its rows or none, and without the node's seal it is refused. The first letter
// says how much of it the input has: "b" all bytes; "i" what lies inside, which is framed and sealed here.

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <unistd.h>

#include "app/migrations.h"
#include "backup/check.h"
#include "backup/contents.h"
#include "backup/keep.h"
#include "backup/key_files.h"
#include "backup/test_memory.h"
#include "fuzz.h"

namespace {

using namespace panoh;
using fuzz::must;
using test::Memory;

crypto::Key seal()
{
    crypto::Key key;
    std::ranges::fill(key.fill(), std::uint8_t{5});
    return key;
}

/// As a writer frames it, with a seal of this node or another's.
std::string framed(std::string_view inside, bool of_this_node)
{
    Memory memory;
    backup::StreamWriter writer(memory, of_this_node ? seal() : crypto::Key());
    for (const char byte : inside)
        writer.number(static_cast<unsigned char>(byte), 1);
    must(writer.finish().has_value());
    return memory.bytes();
}

/// A folder of this program's own. What earlier ones left behind goes: libFuzzer ends without a last word.
std::filesystem::path own_folder()
{
    const std::filesystem::path memory = "/dev/shm";
    const auto place =
        std::filesystem::is_directory(memory) ? memory : std::filesystem::temp_directory_path();
    const std::string name = "panoh_fuzz_backup_";
    for (const auto& each : std::filesystem::directory_iterator(place)) {
        const std::string other = each.path().filename().string();
        if (!other.starts_with(name)) continue;
        const bool alive = ::kill(std::atoi(other.c_str() + name.size()), 0) == 0;
        if (!alive) std::filesystem::remove_all(each.path());
    }
    const auto folder = place / (name + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    return folder;
}

store::Database& database()
{
    static const auto one = [] {
        auto opened = store::Database::open(
            {.address = "sqlite:" + (own_folder() / "panoh.db").string(), .readers = 1});
        must(opened && (*opened)->migrate(app::all_migrations()));
        return std::move(*opened);
    }();
    return *one;
}

void must_be_done(const core::Done& done)
{
    if (!done) fuzz::must_be_refusal(done.error());
}

void restore(backup::StreamReader& stream, const backup::Manifest& manifest, bool of_this_node)
{
    const auto known = app::all_migrations();
    if (const auto had = backup::migrations_of(manifest, known); !had)
        return fuzz::must_be_refusal(had.error());
    const auto done = backup::read_database(database(), stream, manifest, seal());
    must_be_done(done);
    must(!done || of_this_node);
    if (!done) return;
    const auto checked = backup::check_contents(database(), manifest, std::nullopt);
    if (!checked) fuzz::must_be_refusal(checked.error());
}

void read(std::string_view bytes, bool of_this_node)
{
    for (const std::string_view kind : {"database", "keys"}) {
        Memory memory{std::string(bytes)};
        const auto stream = backup::StreamReader::begin(memory);
        if (!stream) return fuzz::must_be_refusal(stream.error());
        const auto manifest = backup::read_manifest(**stream, kind);
        if (!manifest) {
            fuzz::must_be_refusal(manifest.error());
            continue;
        }
        if (kind == "database") {
            restore(**stream, *manifest, of_this_node);
            continue;
        }
        const auto files = backup::read_key_files(**stream);
        if (!files) return fuzz::must_be_refusal(files.error());
        for (const auto& file : *files)
            must(file.name.find('/') == std::string::npos);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const bool started = crypto::start().has_value();
    must(started);
    fuzz::Input input(data, size);
    const auto how = input.byte();
    const std::string_view rest = input.rest();
    if (how == 'i') read(framed(rest, true), true);
    if (how == 'o') read(framed(rest, false), false);
    if (how == 'b') read(rest, true);
    if (const auto at = backup::made_at(rest)) must(backup::file_name(*at) == rest);
    return 0;
}
