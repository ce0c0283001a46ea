#include "release/commands.h"

#include <algorithm>
#include <fstream>
#include <string>

#include "access/gate.h"
#include "crypto/crypto.h"
#include "release/datasets.h"

namespace panoh::release {

namespace {

using core::Action;

/// The same as over HTTP.
constexpr std::uintmax_t largest_file = 64UL * 1024 * 1024;

} // namespace

core::Result<std::string> read_table_file(const std::filesystem::path& file)
{
    std::error_code fault;
    const auto size = std::filesystem::file_size(file, fault);
    if (fault) return core::fail(core::ErrorKind::not_found, "release/file_not_readable", "file");
    if (size > largest_file) return core::fail(core::ErrorKind::too_large, "release/file_too_large", "file");
    std::string text(size, '\0');
    std::ifstream in(file, std::ios::binary);
    if (!in.read(text.data(), static_cast<std::streamsize>(size)))
        return core::fail(core::ErrorKind::not_found, "release/file_not_readable", "file");
    return text;
}

core::Result<ImportResult> import_ctdc_file(store::Database& database, const core::Clock& clock,
                                            const std::filesystem::path& file, std::string_view name,
                                            const OnProgress& progress)
{
    PANOH_TRY(const std::string text, read_table_file(file));
    const auto permit =
        access::PermitIssuer::for_command<Action::dataset_import>(crypto::random_id<core::ImportId>());
    return import_ctdc(database, permit, {.at = clock.now()}, name, text, progress);
}

core::Done export_dataset(store::Database& database, const core::Clock& clock, std::string_view name,
                          std::ostream& out)
{
    const auto all = access::PermitIssuer::for_command<Action::dataset_read>(AllDatasets{});
    const auto datasets = database.read([&](store::Reader& reader) { return list_datasets(reader, all); });
    const auto place =
        std::find_if(datasets.begin(), datasets.end(), [&](const Dataset& one) { return one.name == name; });
    if (place == datasets.end())
        return core::fail(core::ErrorKind::not_found, "release/dataset_not_found", "name");
    const auto permit = access::PermitIssuer::for_command<Action::dataset_export>(place->id);
    PANOH_TRY(Export source, Export::begin(database, permit, {.at = clock.now()}));
    std::string piece;
    for (bool more = true; more;) {
        piece.clear();
        more = source.next(piece);
        out.write(piece.data(), static_cast<std::streamsize>(piece.size()));
    }
    return {};
}

} // namespace panoh::release
